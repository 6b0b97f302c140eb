"""Signing in through a provider outside: OpenID Connect, with each provider's ways as data."""
