"""The inbox: everything that visitors send, from whichever form service, in one queue that the owner decides on."""
