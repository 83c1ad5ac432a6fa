"""From a draft to a verified reply."""
