"""What this hub holds of one person, given to her or erased, and the periods after which it lets go of what anybody sent."""
