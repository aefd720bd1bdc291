"""What `graphres report` shows of a table of follows."""
