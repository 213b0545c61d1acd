"""How fast the site is built, as ratios within one run."""
