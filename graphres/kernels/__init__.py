"""Arrays in, arrays out: every loop that has to be fast, and nothing else."""
