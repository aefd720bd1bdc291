"""What each kind of result shows, a folder a kind; beside them what several kinds share."""
