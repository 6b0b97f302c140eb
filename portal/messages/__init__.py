"""Messages: conversations that a team owns, so that nobody ever writes to nobody."""
