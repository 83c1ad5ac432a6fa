"""What Discord says of its gateway: how many shards it recommends, and how often they may identify."""

from __future__ import annotations

import logging
from typing import Final

import discord

log = logging.getLogger(__name__)

IDENTIFY: Final = 5.0  # seconds in which so many shards may identify as Discord says
SCARCE: Final = "Discord lets this bot identify %d times more within %.0f h, and it has %d shards"


async def recommended_shards(token: str) -> int:
    """How many shards Discord recommends. Raises what discord.py does."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        shards, _, limit = await client.http.get_bot_gateway()
        if limit["remaining"] < 2 * shards:
            log.warning(SCARCE, limit["remaining"], limit["reset_after"] / 3_600_000, shards)
        return shards
