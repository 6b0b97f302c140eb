"""What builds, checks and measures the portal. None of it is needed to run an installed one."""
