"""The bot's part of `qa doctor`: what Discord says of it. It asks, and connects to no gateway."""

from __future__ import annotations

import sys
import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import discord

from bot.permitted import HELPFUL, NEEDED, lacking_in
from bot.settings import BotSettings
from qa.diagnosis.check_result import CheckResult, broken, ok, warning

MOST_SERVERS: Final = 20  # that are looked at; each costs three requests
SKEW: Final = 5.0  # seconds
FAILURES: Final = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
PORTAL: Final = "https://discord.com/developers/applications"


async def print_findings(settings: BotSettings, token: str) -> None:
    """Print what is found, a line of JSON each."""
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            refused = "Discord refuses the token in DISCORD_TOKEN."
            _print(broken("discord", refused, f"Copy it again from {PORTAL}."))
            return
        except FAILURES as error:
            _print(_unreached("discord", error))
            return
        _print(ok("discord", f"Discord takes the token, as {client.user}."))
        async for one in discord_findings(client, settings):
            _print(one)
        _print(await clock_finding())


async def discord_findings(client: discord.Client, settings: BotSettings) -> AsyncIterator[CheckResult]:
    """What a client that is logged in is told of its intents, commands and permissions."""
    try:
        yield await _intents(client, settings)
        servers = 0
        async for guild in client.fetch_guilds(limit=MOST_SERVERS):
            servers += 1
            yield await _permissions(client, guild.id)
        if not servers:
            yield warning("servers", "The bot is in no server.", "Open the link that docs/DISCORD.md gives.")
    except FAILURES as error:
        yield _unreached("discord", error)


async def _intents(client: discord.Client, settings: BotSettings) -> CheckResult:
    flags = (await client.application_info()).flags
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    if settings.message_content and not granted:
        said = "FOOTNOTE_MESSAGE_CONTENT is on, but the intent Message Content is not."
        return broken("intents", said, f"Turn it on at {PORTAL}, or unset the variable.")
    if granted and not settings.message_content:
        said = "The intent Message Content is on, but FOOTNOTE_MESSAGE_CONTENT is not."
        return warning("intents", said, "Turn it off, as it is not needed, or set the variable.")
    return ok("intents", f"The intent Message Content is {'on' if granted else 'off'}, as it is to be.")


async def _permissions(client: discord.Client, server: int) -> CheckResult:
    assert client.user is not None  # noqa: S101 - it is logged in
    guild = await client.fetch_guild(server)
    channels, me = await guild.fetch_channels(), await guild.fetch_member(client.user.id)
    missing = lacking_in(channels, me, (*NEEDED, *HELPFUL))
    if not missing:
        return ok("permissions", f"Nothing is missing in the {len(channels)} channels of {guild.name!r}.")
    names = {one.id: one.name for one in channels}
    told = "; ".join(f"#{names[id_]}: {', '.join(lack)}" for id_, lack in [*missing.items()][:10])
    said = f"In {guild.name!r} the bot lacks: {told}."
    return warning("permissions", said, "Give its role these permissions, or take it out of the channels.")


async def clock_finding(address: str = discord.http.Route.BASE + "/gateway") -> CheckResult:
    """Whether the clock goes right, by Discord's."""
    try:
        limit = aiohttp.ClientTimeout(total=SKEW)
        async with aiohttp.ClientSession(timeout=limit) as session, session.get(address) as response:
            theirs = parsedate_to_datetime(response.headers["Date"]).timestamp()
    except (*FAILURES, KeyError, ValueError) as error:
        return _unreached("clock", error)
    off = time.time() - theirs
    if abs(off) > SKEW:
        said = f"The clock is {abs(off):.0f} s {'fast' if off > 0 else 'slow'}."
        return broken("clock", said, "Let the machine set it from the network (timedatectl set-ntp true).")
    return ok("clock", "The clock goes right.")


def _unreached(check: str, error: BaseException) -> CheckResult:
    said = f"Discord could not be asked ({type(error).__name__})."
    return warning(check, said, "Try again; see https://discordstatus.com.")


def _print(finding: CheckResult) -> None:
    sys.stdout.write(finding.model_dump_json() + "\n")
