"""What an operator is told when something cannot be done."""


class NotDone(Exception):
    """One sentence that says what was not done and why, with the remedy."""
