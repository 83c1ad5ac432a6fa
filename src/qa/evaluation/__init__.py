"""Measuring Footnote on public data."""
