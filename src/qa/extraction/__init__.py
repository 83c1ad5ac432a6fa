"""Figures found in documents."""
