"""What people pay towards their support, as the council worked it out, step by step."""
