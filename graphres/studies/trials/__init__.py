"""Strategies side by side on one graph: runs, their summary, and rankings."""
