"""What options mean: parsed once, into one frozen object a task.

A command line and a table of an experiment call an option by the same name, written with
underscores. Both give a `RawOptions` to the same function, such as `collapse.parse_collapse`; what
it returns is checked, and no option is parsed again.
"""
