"""Names in text, linked to entities: exact, misspelt or by sound."""
