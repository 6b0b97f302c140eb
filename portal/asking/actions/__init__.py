"""What is done to something that was asked: it is sent, dealt with, told of, withdrawn."""
