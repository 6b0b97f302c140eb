"""Asking about a budget: for a review, why, an advocate; a complaint; that something is wrong."""
