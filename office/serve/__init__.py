"""The local server: the site as it will be published, built again at every save, with the form receiver beside it."""
