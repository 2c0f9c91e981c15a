"""What a curator decides about what was read, and what two readings or all of them leave open."""
