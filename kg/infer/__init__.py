"""What follows from the facts: closures by us, membership of defined classes by HermiT, and the reason for each."""
