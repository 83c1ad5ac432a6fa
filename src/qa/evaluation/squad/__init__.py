"""Reading-comprehension data in the form of SQuAD."""
