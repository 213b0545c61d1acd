"""What members and authors send about themselves, as the file of content/ that the owner may let it become."""
