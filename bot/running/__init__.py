"""The bot's life: it is watched while it runs, and ends what it has in hand."""
