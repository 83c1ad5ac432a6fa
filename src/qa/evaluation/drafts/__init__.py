"""Drafts of language models, honest and hostile, and how often the gate is wrong about them."""
