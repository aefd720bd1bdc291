"""Tasks run on one graph: strategies side by side, rankings, reach, campaigns, interventions."""
