"""Tests of the portal: they say who acts, and check every page they meet."""
