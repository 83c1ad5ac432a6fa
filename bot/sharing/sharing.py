"""Sharing: the menu of ways, and each of them; whoever shares is told what happened."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import discord

from bot.cards.delivery import by_turning
from bot.cards.outbox import FAILURES, acknowledge
from bot.cards.share_menu import ShareMenu, Way
from bot.declined import DeclinedError
from bot.pages.addresses import LASTS, Addresses
from bot.pages.serving import PageServer
from bot.rules import Rules
from bot.sharing.places import elsewhere, here
from bot.sharing.posting import Posting
from qa.sharing.formats import FORMS
from qa.sharing.stored import shared_answer
from qa.store.answers import StoredAnswer
from qa.store.shown_answer import ShownAnswer

FILES: Final[tuple[Way, ...]] = ("markdown", "json", "bibtex", "ris", "apa", "gbt7714")


@dataclass(frozen=True, slots=True)
class Sharing:
    """Shares private answers. Without `pages` there are no links."""

    posting: Posting
    rules: Rules
    pages: PageServer | None = None

    async def open(self, interaction: discord.Interaction, shown: ShownAnswer) -> None:
        """Show the menu of ways on the private card."""
        menu = await self._menu(interaction, shown)
        await self.posting.delivery.deliver(shown, by_turning(interaction), menu=menu)

    async def share(
        self, interaction: discord.Interaction, shown: ShownAnswer, way: Way, locale: str
    ) -> None:
        """Share `shown` in that way; DeclinedError where that is not to be had, or a part of it failed."""
        match way:
            case "here":
                place = here(interaction)
                await acknowledge(interaction.response.defer)
                await self.posting.post(interaction, shown, place, locale)
            case "link":
                await self._link(interaction, shown, locale)
            case "private-link":
                await self._private_link(interaction, shown, locale)
            case "unshare":
                await self._take_back(interaction, shown, locale)
            case _:
                await self._send_file(interaction, shown, way, locale)

    async def share_in(
        self, interaction: discord.Interaction, shown: ShownAnswer, channel: int, locale: str
    ) -> None:
        """Post `shown` in another channel or thread; DeclinedError if asker or bot may not write there."""
        await acknowledge(interaction.response.defer)
        place = await elsewhere(interaction, channel)
        await self.posting.post(interaction, shown, place, locale)

    async def _menu(self, interaction: discord.Interaction, shown: ShownAnswer) -> ShareMenu:
        found, copy = await self._found(shown), await self.posting.answers.copy_of(shown.key)
        ways: list[Way] = ["here"] if shown.shareable else []
        if await self._addresses(shown) is not None:
            ways += ["link", "private-link"]
        ways += ["picture", *FILES]
        ways += ["unshare"] if copy is not None or found.published else []
        return ShareMenu(ways, elsewhere=shown.shareable and interaction.guild_id is not None)

    async def _link(self, interaction: discord.Interaction, shown: ShownAnswer, locale: str) -> None:
        addresses = await self._required(shown)
        await acknowledge(interaction.response.defer)
        await self.posting.answers.publish(shown.key)
        text = self._say(locale, "share-link", addresses.answer(shown.key))
        await self._tell(interaction, text)
        await self.posting.tidy(interaction, shown)

    async def _private_link(self, interaction: discord.Interaction, shown: ShownAnswer, locale: str) -> None:
        addresses = await self._required(shown)
        await acknowledge(interaction.response.defer)
        ends = discord.utils.format_dt(datetime.now(UTC) + timedelta(seconds=LASTS), "D")
        url = addresses.answer(shown.key, signed=True)
        await self._tell(interaction, self._say(locale, "share-private-link", url, ends=ends))
        await self.posting.tidy(interaction, shown)

    async def _send_file(
        self, interaction: discord.Interaction, shown: ShownAnswer, way: Way, locale: str
    ) -> None:
        """Send a file to whoever pressed; a picture, whose code leads to the page, makes that public."""
        known = await self._addresses(shown)
        addresses = known if way == "picture" else None
        await acknowledge(interaction.response.defer)
        form, url = FORMS[way], None
        if addresses is not None:
            await self.posting.answers.publish(shown.key)
            url = addresses.answer(shown.key)
        elif known is not None and (await self._found(shown)).published:
            url = known.answer(shown.key)
        try:
            shared = shared_answer(await self._found(shown), url)
            content = await asyncio.to_thread(form.make, shared)
            file = discord.File(io.BytesIO(content), f"footnote-{shown.key}{form.suffix}")
            told = "share-pictured" if addresses else "share-file"
            await interaction.followup.send(self._say(locale, told, url), file=file, ephemeral=True)
        except Exception as error:
            if addresses is None:
                raise
            raise DeclinedError("error-share-file", url=url or "") from error
        await self.posting.tidy(interaction, shown)

    async def _take_back(self, interaction: discord.Interaction, shown: ShownAnswer, locale: str) -> None:
        """Take the page offline, then the copy out of its channel; DeclinedError says what did not go."""
        await acknowledge(interaction.response.defer)
        answers = self.posting.answers
        copy = await answers.copy_of(shown.key)
        await answers.publish(shown.key, published=False)
        if copy is not None:
            await self.posting.remove(interaction, copy)
            await answers.take_back(shown.key)
        again = shown.model_copy(update={"shareable": shown.shareable or copy is not None})
        await self.posting.tidy(interaction, again)
        await self._tell(interaction, self._say(locale, "share-taken-back"))

    async def _found(self, shown: ShownAnswer) -> StoredAnswer:
        found = await self.posting.answers.find(shown.key)
        if found is None:
            raise DeclinedError("error-expired")
        return found

    async def _tell(self, interaction: discord.Interaction, text: str) -> None:
        """Tell it, once more where the connection drops: what happened does not happen again."""
        try:
            await interaction.followup.send(text, ephemeral=True)
        except FAILURES:
            await interaction.followup.send(text, ephemeral=True)

    def _say(self, locale: str, message: str, url: str | None = None, **values: str) -> str:
        text = self.posting.failures.say(locale, message, **values)
        return (
            f"{text}\n<{url}>" if url and message == "share-pictured" else f"{text}\n{url}" if url else text
        )

    async def _addresses(self, shown: ShownAnswer) -> Addresses | None:
        """Where its page is; None where there are no pages, or its server wants none."""
        return self.pages.addresses if self.pages and await self.rules.shares(shown.guild) else None

    async def _required(self, shown: ShownAnswer) -> Addresses:
        addresses = await self._addresses(shown)
        if addresses is None:
            raise DeclinedError("error-pages-off" if self.pages else "error-pages")
        return addresses
