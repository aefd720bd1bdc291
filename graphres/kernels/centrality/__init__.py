"""Centralities: betweenness, PageRank, core numbers, collective influence."""
