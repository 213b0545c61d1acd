"""The receiver: takes what visitors send with the site's forms and keeps it in `private/` until a person reads it."""
