"""Prose by a language model: it words what was answered and proved; what does not pass one gate is not said."""
