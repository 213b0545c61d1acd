"""The outside addresses of the content: whether they still answer, where they moved, and mending them."""
