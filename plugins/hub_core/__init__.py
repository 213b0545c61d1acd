"""The ground floor: pure helpers that every other room stands on. Nothing here imports Pelican, Jinja2 or the office."""
