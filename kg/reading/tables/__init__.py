"""A table of people, one case a row."""
