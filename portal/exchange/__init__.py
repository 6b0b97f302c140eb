"""Files in and out of the council's case system."""
