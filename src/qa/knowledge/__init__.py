"""Entities, attributes, editions and facts: what is known, and which scales may meet."""
