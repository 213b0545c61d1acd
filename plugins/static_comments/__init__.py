"""Comment files to threads, feeds and counts."""
