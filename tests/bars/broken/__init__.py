"""A small sound site, and what breaks it: the proof that each bar can fail."""
