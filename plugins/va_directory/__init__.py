"""Member files to a directory that readers can use: profiles, services, portraits."""
