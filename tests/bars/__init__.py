"""The bars: what every page of the built site is measured against, one module a bar.

A bar is a function that takes a built site (and the shared browser, when it needs one) and returns `Findings`.
It changes nothing and knows nothing of pytest, so that the tests and the `quality` task can share it.
"""
