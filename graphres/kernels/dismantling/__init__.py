"""Who goes first: dismantling sets, coverage, and exchanges that improve an order."""
