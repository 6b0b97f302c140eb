"""What people and staff do with messages, one verb each."""
