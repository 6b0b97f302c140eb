"""Decisions about signing in, as functions of plain values."""
