"""Newer releases of the ontologies: taken in, pinned, and held against what this project says with them."""
