"""What the portal promises whoever attacks it, tried from outside."""
