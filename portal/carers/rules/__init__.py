"""Decisions about carers' requests, as functions of plain values."""
