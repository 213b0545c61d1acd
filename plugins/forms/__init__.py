"""The site's forms: which fields each has, what is valid in them, and how a form service wants them written."""
