"""Texts of brothers and sisters who are known by these words alone."""
