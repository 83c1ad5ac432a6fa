"""Whether all that answers need is there, and what to do about what is not."""
