"""Decisions about who may act for whom, as functions of plain values."""
