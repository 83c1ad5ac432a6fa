"""Channels as a source: their chosen messages as documents of a server's own reports."""
