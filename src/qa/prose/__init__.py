"""Prose by a language model, which words what was proved: what does not pass one gate is not said."""
