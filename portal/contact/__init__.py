"""How to reach somebody safely, and in the way that they can read or hear."""
