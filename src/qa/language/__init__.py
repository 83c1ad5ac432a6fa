"""What language a text is in, its folded form, and the words that questions are asked in."""
