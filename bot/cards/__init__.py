"""Answers, sources, help and reviews as Discord cards."""
