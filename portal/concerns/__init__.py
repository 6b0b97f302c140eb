"""I am worried about someone: told to an intake that alone reads it, and followed by dates."""
