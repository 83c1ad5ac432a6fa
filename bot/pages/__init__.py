"""Pages of shared answers, served by the bot: each quote in its document, with the words marked."""
