"""What is known of one person, paper, variant, place or term, as a reader wants it told: for the pages."""
