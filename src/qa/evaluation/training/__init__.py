"""Learning weights from reading-comprehension data."""
