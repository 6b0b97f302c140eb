"""Staff pages that belong to no one feature: home, people, colleagues."""
