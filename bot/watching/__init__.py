"""Watching: people and channels are told when the documents change an answer, or what they say of a name."""
