"""Everything that changes who acts for whom, by subject."""
