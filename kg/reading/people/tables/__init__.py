"""Tables in which each row, or each column, is a person."""
