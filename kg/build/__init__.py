"""One sequence from sources to a release: what it is made from, the gates, and what it says of itself."""
