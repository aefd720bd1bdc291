"""What a collapse shows: curves, and what sums them up."""
