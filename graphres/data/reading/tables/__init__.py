"""From text to coded rows: what a table looks like, and two readers that agree on it."""
