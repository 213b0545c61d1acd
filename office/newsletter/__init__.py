"""The newsletter: who reads it, the week's issue as a file of content/, and the mails that are made of it."""
