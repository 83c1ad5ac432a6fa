"""Sharing a private answer: in Discord, as a page, as a picture, as a file; and taking it back."""
