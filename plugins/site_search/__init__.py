"""The search page: a list of everything that works without JavaScript."""
