"""What options of the command line, and keys of an experiment by the same names, make of a graph.

Every function takes them as a mapping; a name with several words is written with underscores.
"""
