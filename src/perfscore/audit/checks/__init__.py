"""The checks, by what they look at: single rows, the money block, what the unit claims, the table as a whole."""
