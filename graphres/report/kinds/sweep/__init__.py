"""What a sweep shows: its grid, every cell, and what became of it."""
