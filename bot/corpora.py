"""A server's own reports: its administrators add them, look at them, take them out and bring them back."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import shutil
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final, TypeAlias

import aiohttp
import discord
from pydantic import ValidationError

from bot.batches import BatchItem, BatchProgress, Kind, ReportBatch, ReportUpload
from bot.cards.corpus import CorpusCards, Verb
from bot.cards.corpus_form import CorpusForm
from bot.cards.outbox import acknowledge
from bot.declined import DeclinedError
from bot.failures import FailureReporter, reported
from bot.holdings import ServerHolding, ServerHoldings
from bot.inbox import text_of
from bot.intake import ReportIntake
from bot.locale import Locales
from bot.rules import Rules
from bot.uploads import checked_address, is_read, safe_name
from index.documents import Header
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import CollectionError

log = logging.getLogger(__name__)

EVERY: Final = 2.0  # seconds between two edits of a card
MOST: Final = 10  # files or addresses at once
MOST_WAITING: Final = 5  # batches of a server that have not ended
LATELY: Final = 86_400.0  # seconds in which what ended is told by the status
MOST_LATELY: Final = 3
SPARE: Final = 200_000_000  # bytes of the disk that stay free
GROWTH: Final = 3  # times that a file takes on the disk: itself, its text, its index
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
CLOSING: Final = ".,;:!?)]}'*_|"  # what ends a sentence, or Markdown, and no address
UNREACHABLE: Final = (discord.HTTPException, aiohttp.ClientError, OSError)

Choose: TypeAlias = Callable[[discord.Interaction, discord.Message], Awaitable[None]]
"""What is done with a message that has neither files nor addresses."""
LetGo: TypeAlias = Callable[[int, Sequence[str]], Awaitable[None]]
"""What is done when documents of a server are taken out, by their ids."""


class Corpora:
    """Only administrators of a server may, each time that they ask or press; never in direct messages.

    What is shown is for whoever asked alone: which reports a server has is told by its answers. A card is
    edited as the work goes on; after the 15 minutes in which Discord allows that, `/corpus status` tells.
    """

    def __init__(
        self,
        catalogue: CollectionCatalogue,
        intake: ReportIntake,
        holdings: ServerHoldings,
        cards: CorpusCards,
        locales: Locales,
        failures: FailureReporter,
        rules: Rules,
        *,
        documents: int,
        largest: int,
        choose: Choose | None = None,
        let_go: LetGo | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`documents` may be in a server's collection, none of them of more than `largest` bytes."""
        self.intake, self.failures, self._rules = intake, failures, rules
        self._catalogue, self._holdings, self._cards, self._locales = catalogue, holdings, cards, locales
        self._documents, self._largest, self._choose, self._clock = documents, largest, choose, clock
        self._let_go, self._counting = let_go, asyncio.Lock()

    @reported
    async def form(self, interaction: discord.Interaction) -> None:
        """Open the form by which reports are handed in."""
        await self._admit(interaction)
        say = partial(self._cards.say, self._locales.of(interaction))
        await acknowledge(lambda: interaction.response.send_modal(CorpusForm(say, self.add)))

    @reported
    async def add(
        self,
        interaction: discord.Interaction,
        files: Sequence[discord.Attachment],
        addresses: str = "",
        title: str = "",
        edition: str = "",
    ) -> None:
        """Take files, or what stands at addresses, into the server's own collection, and show how it goes."""
        await self._admit(interaction)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        named = list(dict.fromkeys(addresses.split()))
        if not files and not named:
            raise DeclinedError("error-corpus-nothing")
        if len(files) > MOST or len(named) > MOST:
            raise DeclinedError("error-corpus-many", most=MOST)
        header = _header(title, edition)
        batch = self._looked_at(self._batch(interaction, "add"), files, named)
        unused = header.title is not None and batch.left > 1  # a title is for one document alone
        said = {"title": None if unused else header.title, "edition": header.edition}
        batch = batch.model_copy(update=said | {"remark": "corpus-title-unused" if unused else ""})
        if not batch.uploads and not batch.named:  # nothing of it can be read: nobody has to wait for that
            await self._show(interaction, BatchProgress(batch.model_copy(update={"step": "ended"}), "ended"))
            return
        async with self._counting:  # of two at once the second counts what the first adds
            collection = await self._room(interaction, batch)
            progress = await self.intake.submit(batch.model_copy(update={"collection": collection}))
        await self._rules.noted(interaction, "reports-add", count=batch.left)
        await self._follow(interaction, progress)

    async def add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Take the files of a message in, else what stands at the addresses in its text."""
        files = [
            *message.attachments,
            *(one for held in message.message_snapshots for one in held.attachments),
        ]
        found = (one.rstrip(CLOSING) for one in ADDRESS.findall(text_of(message)))
        addresses = " ".join(found) if not files else ""
        if files or addresses or self._choose is None:
            await self.add(interaction, files, addresses)
        else:
            await self._choose(interaction, message)

    @reported
    async def list(self, interaction: discord.Interaction) -> None:
        """Show which documents the server's own collection has, and which others it reads."""
        server = await self._admit(interaction)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        await self._show_page(interaction, server, 0)

    @reported
    async def status(self, interaction: discord.Interaction) -> None:
        """Show how the server's own collection is, what is being done and what was done lately."""
        server = await self._admit(interaction)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        found = await self.intake.store.latest(server, self._clock() - LATELY)
        lately = [one for one in found if one.step == "ended"][:MOST_LATELY]
        status = await asyncio.to_thread(self._holdings.status, server, self.intake.of(server), lately)
        card = self._cards.status(status, self._locales.of(interaction))
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    async def complete(self, interaction: discord.Interaction, typed: str) -> Sequence[ServerHolding]:
        """What may be taken out or put away here, by what is typed; none for those who may not."""
        try:
            return await asyncio.to_thread(self._holdings.fitting, await self._admit(interaction), typed)
        except Exception as error:
            self.failures.explain(error)  # only for the log: Discord could not show it
            return ()

    def label(self, interaction: discord.Interaction, holding: ServerHolding) -> str:
        """What is shown of it where it is offered."""
        if not holding.is_shared:
            return holding.title
        return self._cards.say(self._locales.of(interaction), "corpus-put-away", title=holding.title)

    @reported
    async def remove(self, interaction: discord.Interaction, chosen: str) -> None:
        """Take a document out of the server's own collection, or put a shared collection away."""
        server = await self._admit(interaction)
        await acknowledge(lambda: interaction.response.defer(ephemeral=True, thinking=True))
        holding = await asyncio.to_thread(self._holdings.chosen, server, chosen)
        if holding is None:
            raise DeclinedError("error-corpus-unknown")
        if holding.is_shared:
            await self._put_away(interaction, server, holding)
            return
        batch = self._batch(interaction, "remove", holding.collection)
        removing = batch.model_copy(update={"ids": (holding.id,)})
        await self._follow(interaction, await self._submit(interaction, removing))

    @reported
    async def press(self, interaction: discord.Interaction, verb: Verb, target: str) -> None:
        """Do what was pressed on a card, and show what comes of it in its place."""
        server = await self._admit(interaction)
        await acknowledge(interaction.response.defer)
        if verb == "page":
            await self._show_page(interaction, server, int(target) if target.isdecimal() else 0)
            return
        if verb == "read":
            await self._read_again(interaction, server, target)
            return
        batch = await self.intake.store.get(target)
        if batch is None or batch.server != server or not batch.to_undo:
            raise DeclinedError("error-corpus-undo")
        if batch.kind == "remove" and not await asyncio.to_thread(self._holdings.restorable, batch):
            raise DeclinedError("error-corpus-late")
        if not await self.intake.store.undo(batch.id):
            raise DeclinedError("error-corpus-undone")
        undoing = self._batch(interaction, "remove" if batch.kind == "add" else "restore", batch.collection)
        try:
            progress = await self._submit(interaction, undoing.model_copy(update={"ids": batch.to_undo}))
        except Exception:
            await self.intake.store.redo(batch.id)
            raise
        await self._follow(interaction, progress)

    async def _put_away(self, interaction: discord.Interaction, server: int, holding: ServerHolding) -> None:
        await asyncio.to_thread(self._catalogue.put_away, holding.collection, server)
        await self._rules.noted(interaction, "collection-away", name=holding.collection)
        card = self._cards.away(holding.collection, holding.title, self._locales.of(interaction))
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    async def _read_again(self, interaction: discord.Interaction, server: int, name: str) -> None:
        away = {one.name: one.title for one in await asyncio.to_thread(self._catalogue.away, server)}
        if name not in away:
            raise DeclinedError("error-corpus-undo")
        await asyncio.to_thread(self._catalogue.read_again, name, server)
        await self._rules.noted(interaction, "collection-read", name=name)
        card = self._cards.away(name, away[name], self._locales.of(interaction), again=True)
        await acknowledge(lambda: interaction.edit_original_response(view=card))

    async def _admit(self, interaction: discord.Interaction) -> int:
        """The server, for who administers it; DeclinedError for others: Discord's rules may be changed."""
        return await self._rules.administered(interaction, "error-corpus")

    def _batch(self, interaction: discord.Interaction, kind: Kind, collection: str = "") -> ReportBatch:
        id_, by, server = secrets.token_hex(8), interaction.user.id, interaction.guild_id or 0
        return ReportBatch(id=id_, server=server, collection=collection, by=by, at=self._clock(), kind=kind)

    def _looked_at(
        self, batch: ReportBatch, files: Sequence[discord.Attachment], addresses: Sequence[str]
    ) -> ReportBatch:
        """The batch with what may be taken in of these, and why the rest may not: before any is received."""
        uploads, items, named = [], [], []
        for file in files:
            name = file.filename if file.title is None else f"{file.title}{_suffix(file.filename)}"
            reason = "" if is_read(file.filename, file.content_type) else "corpus-kind"
            reason = reason or ("corpus-large" if file.size > self._largest else "")
            if reason:
                items.append(BatchItem(fate="refused", name=name, reason=reason))
            else:
                safe = safe_name(name, file.content_type)
                uploads.append(ReportUpload(name=safe, url=file.url, size=file.size))
        for address in addresses:
            url, problem = checked_address(address)
            if problem:
                items.append(BatchItem(fate="failed", name=address[: MOST * MOST], reason=problem))
            else:
                named.append(url)
        step = "receiving" if uploads else "waiting"
        parts = {"uploads": tuple(uploads), "items": tuple(items), "named": tuple(dict.fromkeys(named))}
        return batch.model_copy(update=parts | {"step": step})

    async def _room(self, interaction: discord.Interaction, batch: ReportBatch) -> str:
        """The server's own collection, if it and the disk have room for a batch; DeclinedError if not."""
        running = self.intake.of(batch.server)
        if len(running) >= MOST_WAITING:
            raise DeclinedError("error-corpus-waiting", count=len(running))
        held = await asyncio.to_thread(self._holdings.count, batch.server)
        coming = held + sum(one.batch.left for one in running)
        if coming + batch.left > self._documents:
            raise DeclinedError("error-corpus-full", held=coming, most=self._documents)
        free = await asyncio.to_thread(_free, self._catalogue)
        if free < SPARE + GROWTH * sum(upload.size for upload in batch.uploads):
            log.error("reports are not taken in: the disk of the data folder is nearly full")
            raise DeclinedError("error-corpus-room")
        title = interaction.guild.name if interaction.guild else ""
        return await asyncio.to_thread(self._own, batch.server, title)

    def _own(self, server: int, title: str) -> str:
        try:
            return self._catalogue.own(server, " ".join(title.split())).name
        except CollectionError:  # a name that no collection can have
            return self._catalogue.own(server).name

    async def _submit(self, interaction: discord.Interaction, batch: ReportBatch) -> BatchProgress:
        if len(self.intake.of(batch.server)) >= MOST_WAITING:
            raise DeclinedError("error-corpus-waiting", count=MOST_WAITING)
        progress = await self.intake.submit(batch)
        await self._rules.noted(interaction, f"reports-{batch.kind}", count=len(batch.ids))
        if self._let_go and batch.kind == "remove":
            await self._let_go(batch.server, batch.ids)
        return progress

    async def _follow(self, interaction: discord.Interaction, progress: BatchProgress) -> None:
        """Show how a batch goes until it ends, while Discord allows it; what it does is no matter of that."""
        while await self._show(interaction, progress) and progress.stage != "ended":
            await asyncio.sleep(EVERY)
            seen = progress
            while progress.looks_like(seen):
                progress = await self.intake.next(progress)

    async def _show(self, interaction: discord.Interaction, progress: BatchProgress) -> bool:
        """Show how a batch goes; whether the card can be edited again."""
        if interaction.is_expired():
            return False
        card = self._cards.progress(progress, self._locales.of(interaction))
        try:
            await acknowledge(lambda: interaction.edit_original_response(view=card))
        except UNREACHABLE as error:
            log.info("a card of progress could not be edited: %s", type(error).__name__)
            return not isinstance(error, discord.HTTPException) or error.status >= 500
        return True

    async def _show_page(self, interaction: discord.Interaction, server: int, page: int) -> None:
        found = await asyncio.to_thread(self._holdings.page, server, page)
        card = self._cards.list(found, self._locales.of(interaction))
        await acknowledge(lambda: interaction.edit_original_response(view=card))


def _header(title: str, edition: str) -> Header:
    """What is said of documents; DeclinedError for what none can have."""
    try:
        return Header.model_validate({"title": title or None, "edition": edition or None})
    except ValidationError as error:
        raise DeclinedError("error-corpus-header") from error


def _suffix(name: str) -> str:
    return name[name.rindex(".") :] if "." in name else ""


def _free(catalogue: CollectionCatalogue) -> int:
    """The bytes that are free where the data folder is, or will be."""
    folder = catalogue.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
