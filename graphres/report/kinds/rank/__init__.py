"""What a ranking shows: accounts to look at next, and how sure each rank is."""
