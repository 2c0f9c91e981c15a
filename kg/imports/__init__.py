"""What others hold of people and of variants: imported once, kept as finished quads, added to a build, taken out."""
