"""What an answer from outside must be before it is believed, as functions of plain values."""
