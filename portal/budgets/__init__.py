"""Personal budgets: the three numbers and what each line is for."""
