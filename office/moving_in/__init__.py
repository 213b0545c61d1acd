"""Articles from elsewhere: a saved page becomes a draft, with an account of what was taken and what was left."""
