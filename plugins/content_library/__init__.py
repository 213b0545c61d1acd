"""The whole of content/, read and checked by one call; the build and the tasks both begin here."""
