"""Many runs put together: trials, sweeps, comparisons, published findings."""
