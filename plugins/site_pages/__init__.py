"""Which pages the site has and what each of them shows; and, in plugin.py alone, how Pelican writes them."""
