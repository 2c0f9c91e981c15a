"""A release as columns of numbers, mapped from a file, and SPARQL over whole columns at a time."""
