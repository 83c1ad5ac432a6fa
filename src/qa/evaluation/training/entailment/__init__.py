"""Teaching what follows from quotes: statements with their quotes, from written ones and by exchanging words."""
