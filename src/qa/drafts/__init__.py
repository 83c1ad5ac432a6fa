"""From a frame to a draft: figures, rankings, passages, abstentions and their notices."""
