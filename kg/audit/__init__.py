"""What two readings of a paper say differently, which quotes do not stand, and what nobody has read."""
