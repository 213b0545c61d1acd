"""What stands around the text of an article: author, source, series, neighbours, listings."""
