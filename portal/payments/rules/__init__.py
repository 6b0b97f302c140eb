"""The arithmetic of accounts: periods, sums, and what there is to say of a balance."""
