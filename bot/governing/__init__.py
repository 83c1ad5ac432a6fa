"""What those who run a server see to: settings, the log of acts, what the bot says of itself."""
