"""A day of a campaign: accounts that close and open, followers lost, found again, and won."""
