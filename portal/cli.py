"""`portal …`: what an operator does from a terminal."""
