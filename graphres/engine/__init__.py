"""Where work runs: threads, memory, signals, locks, and files that are written whole."""
