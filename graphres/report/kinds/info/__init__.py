"""What a graph, or this installation, shows of itself."""
