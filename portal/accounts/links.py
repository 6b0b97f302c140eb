"""Addresses in what we send: built from the settings, never from a request."""

from flask import current_app


def link(path: str) -> str:
    """The whole address of one of our pages."""
    url: str = current_app.extensions["settings"].url
    return url.rstrip("/") + path
