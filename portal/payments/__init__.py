"""How somebody's money is paid: accounts, the calendar of payments, transactions, statements."""
