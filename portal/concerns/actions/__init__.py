"""What is done with a concern."""
