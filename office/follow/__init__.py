"""Readers who asked to hear of answers to their comments: who they are, the letters to them, and how they leave."""
