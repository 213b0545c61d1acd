"""Resources, checklists, tips and offers."""
