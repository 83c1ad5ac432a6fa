"""Question sets with expected answers."""
