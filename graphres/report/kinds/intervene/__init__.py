"""What interventions show: levers side by side in the same simulations."""
