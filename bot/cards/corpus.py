"""A server's own reports, as its administrators see them on Discord: how it goes, and which there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal, Self, cast, get_args

import discord
from discord import ButtonStyle, Colour, ui

from bot.batches import BatchItem, BatchProgress, ReportBatch
from bot.cards.buttons import LABEL, OCTETS
from bot.cards.layout import view
from bot.cards.markup import NOTHING, Size, clip, escape, size
from bot.cards.unread import why_unread
from qa.language.detection import from_locale
from qa.wording.formats import tongue_name, written_date
from qa.wording.messages import Messages

BUSY: Final = Colour(0x5865F2)
DONE: Final = Colour(0x3BA55D)
DOUBTFUL: Final = Colour(0xE8A33D)
NAME: Final = 80  # UTF-16 units of a title that are shown,
NAME_OCTETS: Final = 160  # and bytes of it in UTF-8
BRIEF: Final = 30  # units of an edition
LINE: Final = 140  # units of a line that explains
LINE_OCTETS: Final = 220
ITEMS: Final = Size(2_800, 6_000)  # of what became of the documents of a batch,
LATELY: Final = Size(900, 1_700)  # and of one among others
MOST_NOTES: Final = 2  # of a document
ROWS: Final = 7  # documents on a page of the list
MOST_SHARED: Final = 5  # collections that are named
LEAST: Final = 0.1  # megabytes that are shown, of whatever is there
STEPS: Final = 12  # of a bar of progress

Verb = Literal["undo", "page", "read"]
"""What a press asks for: to undo a batch, by its id; to turn to a page of the list, from 0; to read a shared
collection again that was put away, by its name."""

SIGNS: Final = {
    "added": "✅",
    "changed": "🔄",
    "unchanged": "☑️",
    "removed": "🗑️",
    "restored": "✅",
    "failed": "⚠️",
    "refused": "⚠️",
}
DOUBTS: Final = frozenset({"failed", "refused"})
NEW: Final = frozenset({"added", "changed"})


class CorpusControl(
    ui.DynamicItem[Any],
    template=rf"fn:corpus:(?P<verb>{'|'.join(get_args(Verb))}):(?P<target>[\w-]{{1,40}})",
):
    """A button of a card, for the client's `corpora`; made anew from its id after a restart."""

    def __init__(self, item: ui.Button[Any], verb: Verb, target: str) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.target = target

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast("ui.Button[Any]", item), cast(Verb, match["verb"]), match["target"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.corpora.press(interaction, self.verb, self.target)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A document of the list; what it does not state is empty."""

    title: str
    language: str
    edition: str
    published: str
    added: str
    origin: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list, from 0; `shared` are titles of the collections that are read beside it.

    `away` are those that were put away: name and title of each.
    """

    rows: Sequence[ReportRow]
    page: int
    pages: int
    count: int
    shared: Sequence[str]
    away: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """How a server's own collection is; sizes in bytes. `lately` are batches that ended, latest first."""

    documents: int
    passages: int
    size: int
    version: str
    running: Sequence[BatchProgress]
    lately: Sequence[ReportBatch]


class CorpusCards:
    """Writes the cards in the reader's language; `limits` are values that messages name."""

    def __init__(self, messages: Messages, limits: dict[str, float]) -> None:
        self._messages, self.limits = messages, limits

    def say(self, locale: str, message: str, **values: str | float) -> str:
        return self._messages.format(locale, message, **(self.limits | values))

    def progress(self, progress: BatchProgress, locale: str) -> ui.LayoutView:
        """How far a batch is or, at its end, what became of it."""
        say, batch = partial(self.say, locale), progress.batch
        ended = progress.stage == "ended"
        lines = ["### " + (_done(batch, say) if ended else say(f"corpus-doing-{batch.kind}"))]
        lines += [] if ended else [_step(progress, say)]
        lines += self._items(batch.items, locale, ITEMS)
        lines += [f"-# {say(batch.remark)}"] if batch.remark else []
        if batch.problem:
            lines.append(f"⚠️ {say(batch.problem, reference=batch.reference)}")
        if not ended:
            lines.append(f"-# {say('corpus-goes-on')}")
        container: ui.Container[Any] = ui.Container(
            ui.TextDisplay("\n".join(lines)), accent_colour=_colour(batch) if ended else BUSY
        )
        if batch.to_undo:
            container.add_item(ui.ActionRow(_undo(batch.id, say("button-undo"))))
        return view(container)

    def list(self, page: ReportPage, locale: str) -> ui.LayoutView:
        """The documents of a server's own collection, and which others it reads."""
        say = partial(self.say, locale)
        head = say("corpus-count", count=page.count) if page.count else say("corpus-none")
        container: ui.Container[Any] = ui.Container(
            ui.TextDisplay(f"### {say('corpus-list-title')}\n{head}"), accent_colour=BUSY
        )
        if page.rows:
            container.add_item(ui.TextDisplay("\n".join(self._row(row, locale) for row in page.rows)))
        if page.pages > 1:
            container.add_item(ui.ActionRow(*_turns(page, say)))
        if others := [*_others(page, say)]:
            container.add_item(ui.Separator())
            container.add_item(ui.TextDisplay("\n".join(others)))
        if page.away:
            again = [(name, say("corpus-read", title=title)) for name, title in page.away[:MOST_SHARED]]
            container.add_item(ui.ActionRow(*(_undo(name, label, "read") for name, label in again)))
        return view(container)

    def away(self, name: str, title: str, locale: str, *, again: bool = False) -> ui.LayoutView:
        """A shared collection was put away, or is read again."""
        said = self.say(locale, "corpus-done-read" if again else "corpus-done-away")
        container: ui.Container[Any] = ui.Container(
            ui.TextDisplay(f"### {said}\n{'📖' if again else '📕'} **{_shown(title)}**"), accent_colour=DONE
        )
        if not again:
            container.add_item(ui.ActionRow(_undo(name, self.say(locale, "button-undo"), "read")))
        return view(container)

    def status(self, status: ReportStatus, locale: str) -> ui.LayoutView:
        """How a server's own collection is, what is being done, and what was done lately."""
        say = partial(self.say, locale)
        version = say("corpus-version", version=status.version) if status.version else ""
        held = [
            say("corpus-held", count=status.documents),
            say("corpus-passages", count=status.passages),
            say("corpus-size", size=max(round(status.size / 1e6, 1), LEAST)),
            version,
        ]
        lines = [f"### {say('corpus-status-title')}", " · ".join(filter(None, held))]
        lines.append(f"-# {say('corpus-limits')}")
        running = [
            f"**{say(f'corpus-doing-{one.batch.kind}')}** · {_step(one, say)}" for one in status.running
        ]
        lines += running or [say("corpus-idle")]
        container: ui.Container[Any] = ui.Container(ui.TextDisplay("\n".join(lines)), accent_colour=BUSY)
        for batch in status.lately:
            container.add_item(ui.Separator())
            container.add_item(ui.TextDisplay("\n".join(self._ended(batch, locale))))
            if batch.to_undo:
                container.add_item(ui.ActionRow(_undo(batch.id, say("button-undo"))))
        return view(container)

    def _ended(self, batch: ReportBatch, locale: str) -> Iterator[str]:
        yield f"**{_done(batch, partial(self.say, locale))}** · <t:{int(batch.at)}:R>"
        yield from self._items(batch.items, locale, LATELY)
        if batch.problem:
            yield f"⚠️ {self.say(locale, batch.problem, reference=batch.reference)}"

    def _items(self, items: Sequence[BatchItem], locale: str, room: Size) -> Iterator[str]:
        """What became of documents, as many as there is room for, those in doubt last."""
        used, ordered = NOTHING, sorted(items, key=lambda one: one.fate in DOUBTS)
        for place, item in enumerate(ordered):
            lines = "\n".join(self._item(item, locale))
            used += size(lines)
            if not used.fits(room):
                yield f"-# {self.say(locale, 'corpus-more', count=len(items) - place)}"
                return
            yield lines

    def _item(self, item: BatchItem, locale: str) -> Iterator[str]:
        say, name = partial(self.say, locale), _shown(item.name)
        if item.fate in DOUBTS:
            refused = item.fate == "refused"
            why = say(item.reason) if refused else why_unread(self._messages, locale, item.reason)
            yield f"{SIGNS[item.fate]} **{name}** · {why if refused else _shown(why, LINE, LINE_OCTETS)}"
            return
        facts = [say("corpus-pages", count=item.pages)] if item.pages else []
        facts += [tongue_name(item.language, from_locale(locale))] if item.language else []
        facts += [_shown(item.edition, BRIEF)] if item.edition else []
        facts += [say(f"corpus-{item.fate}")] if item.fate in ("changed", "unchanged") else []
        yield " · ".join([f"{SIGNS[item.fate]} **{name}**", *facts])
        for note in item.notes[:MOST_NOTES] if item.fate in NEW else ():
            yield f"-# {_shown(note, LINE, LINE_OCTETS)}"

    def _row(self, row: ReportRow, locale: str) -> str:
        language = from_locale(locale)
        facts = [tongue_name(row.language, language)] if row.language else []
        facts += [_shown(row.edition, BRIEF)] if row.edition else []
        facts += [written_date(row.published, language)] if row.published else []
        added = self.say(locale, "corpus-added-on", date=written_date(row.added, language))
        return f"**{_shown(row.title)}**\n-# " + " · ".join([*facts, added, _shown(row.origin, 2 * BRIEF)])


def _shown(text: str, units: int = NAME, octets: int = NAME_OCTETS) -> str:
    return escape(clip(text, units, octets))


def _done(batch: ReportBatch, say: partial[str]) -> str:
    """What came of a batch, in a few words."""
    changed = NEW | {"removed", "restored"}
    return say(
        f"corpus-done-{batch.kind}" if any(one.fate in changed for one in batch.items) else "corpus-nothing"
    )


def _step(progress: BatchProgress, say: partial[str]) -> str:
    """Where a batch is, with a bar where there is a number to show."""
    done, total = min(progress.done, progress.total), progress.total
    if not total or progress.stage == "waiting":
        return say(f"corpus-{progress.stage}")
    full = round(STEPS * done / total)
    bar = "▰" * full + "▱" * (STEPS - full)
    return f"`{bar}` {say(f'corpus-{progress.stage}-of', done=done, total=total)}"


def _colour(batch: ReportBatch) -> Colour:
    doubtful = batch.problem or any(item.fate in DOUBTS for item in batch.items)
    return DOUBTFUL if doubtful else DONE


def _others(page: ReportPage, say: partial[str]) -> Iterator[str]:
    if page.shared:
        yield say("corpus-also", titles=_titles(page.shared))
    if page.away:
        yield say("corpus-away", titles=_titles([title for _, title in page.away]))


def _titles(titles: Iterable[str]) -> str:
    held = [f"**{_shown(title, BRIEF)}**" for title in titles]
    return " · ".join(held[:MOST_SHARED] + (["…"] if len(held) > MOST_SHARED else []))


def _turns(page: ReportPage, say: partial[str]) -> Iterator[CorpusControl]:
    for name, emoji, there in (("button-back", "◀️", page.page - 1), ("button-next", "▶️", page.page + 1)):
        label = say(name, page=page.page + 1, pages=page.pages)
        target = str(max(there, 0))  # no two buttons have one id
        yield _button("page", target, label=label, emoji=emoji, disabled=there not in range(page.pages))


def _undo(target: str, label: str, verb: Verb = "undo") -> CorpusControl:
    return _button(verb, target, label=clip(label, LABEL, OCTETS), emoji="↩️")


def _button(verb: Verb, target: str, **look: Any) -> CorpusControl:  # noqa: ANN401 - discord.py types it
    item: ui.Button[Any] = ui.Button(
        custom_id=f"fn:corpus:{verb}:{target}", style=ButtonStyle.secondary, **look
    )
    return CorpusControl(item, verb, target)
