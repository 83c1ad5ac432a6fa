"""From a frame to judged sentences."""
