"""Figures of a document's own measures: what its tables and sentences state, by the names that it gives."""
