"""Readers of what others said: each checks its source and reports every fault with its place and its remedy."""
