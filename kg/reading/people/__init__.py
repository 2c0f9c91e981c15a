"""The persons of a text, and whom each place of it is about."""
