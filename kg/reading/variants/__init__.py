"""The variants that a text names, in normal form and held against the gene."""
