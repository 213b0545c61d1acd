"""The post room: letters from templates, drafts in private/mail/, sending by SMTP, and links that are signed."""
