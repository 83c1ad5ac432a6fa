"""The evaluation page and its chart."""
