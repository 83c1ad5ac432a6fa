"""`python -m tests.loopback.bot`: the bot as it is shipped, in a process that finds Discord on loopback.

LOOPBACK_REST and LOOPBACK_GATEWAY say where; all arguments are those of `python -m bot`.
"""

from __future__ import annotations

import os
import sys

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main


def find_loopback() -> None:
    """Let discord.py of this process talk to the Discord that the environment names."""
    Route.BASE = os.environ["LOOPBACK_REST"]
    DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(os.environ["LOOPBACK_GATEWAY"])


if __name__ == "__main__":
    find_loopback()
    sys.exit(main())
