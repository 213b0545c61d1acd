"""Rating files to averages that do not pretend."""
