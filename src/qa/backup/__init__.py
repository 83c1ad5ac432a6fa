"""One archive of all that is kept, taken while the bot runs, and its way back."""
