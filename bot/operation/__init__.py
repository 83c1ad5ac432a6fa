"""What the bot has in hand, and how it is counted."""
