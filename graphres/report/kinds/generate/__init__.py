"""What a synthetic graph shows: the tables that it could be read from."""
