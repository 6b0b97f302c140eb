"""Every component on a few made-up pages, for looking at: `python -m tools.gallery`."""
