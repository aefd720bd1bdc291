"""Results in every format, a file a format."""
