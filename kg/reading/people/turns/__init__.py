"""From which character of a sentence on it is about whom."""
