"""The bot in a simulated Discord in the browser: the same code, no token, no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import discord

from bot.client import FootnoteClient
from index.errors import FootnoteError

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle, UserHandle
    from simcord.env import Env

Place = Literal["channel", "dm", "thread"]
PLACES: Final = ("channel", "dm", "thread")
PATIENCE: Final = 600.0  # seconds that the bot may be at work, on a busy machine, before it is given up
INSTALL: Final = "the preview needs simcord: pip install 'simcord[preview]'"


async def serve(
    bot: FootnoteClient,
    *,
    place: Place,
    locale: str,
    port: int | None,
    ready: Callable[[str, str], None],
) -> None:
    """Show `bot` in a `place` on 127.0.0.1 until the session ends; FootnoteError if it cannot start.

    `ready` is called once with the address to open and the bot's mention.
    """
    try:
        import simcord
    except ModuleNotFoundError as error:
        raise FootnoteError(INSTALL) from error
    try:
        async with simcord.run(bot, shard_count=1, check_errors=False, settle_timeout=PATIENCE) as env:
            channel, viewer = await arrange(bot, env, place, locale)
            async with env.preview(
                channel, viewers=[viewer], layout="channel", locale=locale, port=port
            ) as preview:
                ready(preview.url, bot.me.mention)
                await preview.wait_closed()
    except simcord.SetupError as error:
        raise FootnoteError(f"the preview could not start: {error}") from error


async def arrange(
    bot: FootnoteClient, env: Env, place: Place, locale: str
) -> tuple[ChannelHandle, MemberActor | UserHandle]:
    """Create a small server with one visitor, its administrator; returns the place to show and its viewer."""
    await bot.me.edit(username="Footnote")
    user = env.create_user("visitor", global_name="You")
    if place == "dm":
        return user.dm_channel, user
    guild = env.create_guild("Footnote preview", preferred_locale=locale)
    operators = guild.create_role("Operators", permissions=discord.Permissions(administrator=True))
    visitor = guild.add_member(user, roles=[operators])
    channel = guild.create_text_channel("ask-footnote")
    if place == "channel":
        return channel, visitor
    known = bot.get_channel(channel.id)
    assert isinstance(known, discord.TextChannel)  # noqa: S101 - just created as one
    await known.create_thread(name="A thread about the reports", type=discord.ChannelType.public_thread)
    return channel.threads[0], visitor
