"""Teaching what follows from quotes: statements with quotes, written ones and some with words exchanged."""
