"""The slash commands and the context menu."""
