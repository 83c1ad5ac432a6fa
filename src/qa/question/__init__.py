"""From a message to frames: what is asked, of what, where."""
