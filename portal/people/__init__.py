"""Who is who: people, workers, teams, allocation, and who acts for whom."""
