"""Several processes of the bot on one machine: who keeps them running, and what ties them to it."""
