"""Full texts of papers, from whatever file they come in, as passages and tables with their places."""
