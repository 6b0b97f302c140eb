"""Signing in: invitation, password, second factor, sessions."""
