"""Tests of carers' requests."""
