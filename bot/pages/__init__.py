"""Pages of shared answers, served by the bot's own process: each quote in its document, with the words marked."""
