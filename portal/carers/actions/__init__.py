"""What is done to a carer's request."""
