"""Pages that belong to no one feature: start, home, help, language, cookies, privacy."""
