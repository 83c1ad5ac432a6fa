"""Questions as people put them: what is wanted, and of what."""
