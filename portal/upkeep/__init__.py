"""Looking after what the portal holds: backups, checks, moves, how long things are kept."""
