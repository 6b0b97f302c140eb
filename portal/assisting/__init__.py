"""Assisted mode: a worker fills in something with a person who is there or on the telephone."""
