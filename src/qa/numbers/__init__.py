"""Numbers, dates and amounts in text, in five languages."""
