"""From a plot to a picture."""
