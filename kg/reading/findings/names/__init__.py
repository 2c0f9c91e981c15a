"""What findings are called, and where such a name stands in a sentence."""
