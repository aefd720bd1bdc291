"""Where graphs come from and go to: reading, conversion, generators, expressions."""
