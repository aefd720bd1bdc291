"""What a campaign shows: persons by dose, the mean of all, arms side by side, frontiers."""
