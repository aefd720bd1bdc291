"""Statistics that every result shares: intervals of means, and rounding."""
