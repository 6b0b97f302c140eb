"""Upkeep in plain Python: what rows amount to, and when two sets of them are the same."""
