"""What is known, in the words of a language."""
