"""A finding, or a group of them, as an administrator sees it on Discord: what a program read, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Literal, Self, cast, get_args

import discord
from discord import ButtonStyle, Colour, SelectOption, ui

from bot.cards.buttons import OCTETS, OPTION
from bot.cards.layout import view
from bot.cards.markup import Size, clip, emphasise, escape, size
from qa.review.group_sheets import GroupRow, GroupSheet
from qa.review.merges import Merge
from qa.review.queue import Sheet
from qa.wording.messages import Messages

UNDECIDED: Final = Colour(0x5865F2)
NAME: Final = 80  # UTF-16 units of a name that are shown
LINE: Final = 160  # of a line that explains
QUOTE: Final = Size(1_200, 2_400)  # of a quote: a sentence has 400 characters, 160 of Chinese
VALUE: Final = Size(100, 200)  # of an option's value, of which Discord keeps 100 characters
GROUP: Final = re.compile(r"(?P<id>g-[0-9a-f]{16})-(?P<count>\d{1,9})-(?P<page>\d{1,9})")
LAST: Final = "-"  # stands for the last decision of whoever presses

ROWS: Final = 15  # of a group on one page
CELL: Final = 40  # UTF-16 units of a cell of such a row
CELL_OCTETS: Final = 80  # of it in UTF-8

Verb = Literal["accept", "reject", "skip", "undo", "merge", "accept-all", "reject-all", "singly", "turn"]
"""What a press asks for.

`merge` accepts a finding whose new name means a known entity; `singly` shows the findings of a group one by
one, and `turn` a page of it.
"""

BUTTONS: Final[dict[Verb, tuple[str, ButtonStyle]]] = {
    "accept": ("✅", ButtonStyle.success),
    "reject": ("✖️", ButtonStyle.danger),
    "skip": ("⏭️", ButtonStyle.secondary),
    "undo": ("↩️", ButtonStyle.secondary),
}
GROUP_BUTTONS: Final[dict[Verb, tuple[str, ButtonStyle]]] = {
    "accept-all": ("✅", ButtonStyle.success),
    "reject-all": ("✖️", ButtonStyle.danger),
    "singly": ("🔎", ButtonStyle.secondary),
    "skip": BUTTONS["skip"],
    "undo": BUTTONS["undo"],
}


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """A group as whoever presses has seen it: its id, how many findings it had, and the page, from 0."""

    id: str
    count: int
    page: int = 0

    def __str__(self) -> str:
        return f"{self.id}-{self.count}-{self.page}"

    @classmethod
    def read(cls, written: str) -> Self | None:
        match = GROUP.fullmatch(written)
        return cls(match["id"], int(match["count"]), int(match["page"])) if match else None


class ReviewControl(
    ui.DynamicItem[Any],
    template=rf"fn:review:(?P<verb>{'|'.join(get_args(Verb))}):(?P<target>[\w-]{{1,40}})",
):
    """A button or a menu of a card, for the client's `reviews`; made anew from its id after a restart.

    Its `target` is the id of the finding or a `GroupTarget`; that of an undo is the number of the decision to
    take back, or, if there was none when the card was written, `LAST`.
    """

    def __init__(self, item: ui.Button[Any] | ui.Select[Any], verb: Verb, target: str) -> None:
        super().__init__(item)
        self.verb: Final = verb
        self.target = target

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        component = cast("ui.Button[Any] | ui.Select[Any]", item)
        return cls(component, cast(Verb, match["verb"]), match["target"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        into = self.item.values[0] if isinstance(self.item, ui.Select) else None
        await interaction.client.reviews.press(interaction, self.verb, self.target, into)


class ReviewCards:
    """Writes the cards of a review in the reader's language."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def finding(self, sheet: Sheet, left: int, locale: str, last: int | None = None) -> ui.LayoutView:
        """The card of one finding; `left` counts the findings still to be decided, this one included.

        `last` is the number of the reader's last decision, which can be taken back.
        """
        say = partial(self._messages.format, locale)
        finding = sheet.review.id
        container: ui.Container[Any] = ui.Container(
            ui.TextDisplay(_summary(sheet, say)),
            ui.Separator(),
            ui.TextDisplay(_passage(sheet)),
            accent_colour=UNDECIDED,
        )
        if options := _options(sheet.merges, say):
            container.add_item(ui.ActionRow(_menu(finding, say("review-merge"), options)))
        targets = {verb: _undoing(last) if verb == "undo" else finding for verb in BUTTONS}
        container.add_item(ui.ActionRow(*_buttons(BUTTONS, targets, say)))
        container.add_item(ui.TextDisplay("-# " + say("review-left", count=left)))
        return view(container)

    def group(
        self, sheet: GroupSheet, page: int, left: int, locale: str, last: int | None = None
    ) -> ui.LayoutView:
        """One page of the card of a group, from 0; `sheet` has its at most `ROWS` rows."""
        say = partial(self._messages.format, locale)
        count = len(sheet.group.reviews)
        here, pages = GroupTarget(sheet.group.id, count, page), -(-count // ROWS)
        container: ui.Container[Any] = ui.Container(
            ui.TextDisplay(_in_common(sheet, say)),
            ui.Separator(),
            ui.TextDisplay("\n".join(map(_row, sheet.rows)) or "…"),
            accent_colour=UNDECIDED,
        )
        targets = {verb: _undoing(last) if verb == "undo" else str(here) for verb in GROUP_BUTTONS}
        container.add_item(ui.ActionRow(*_buttons(GROUP_BUTTONS, targets, say)))
        if pages > 1:
            container.add_item(ui.ActionRow(*_turns(here, pages, say)))
        container.add_item(ui.TextDisplay("-# " + say("review-left", count=left)))
        return view(container)

    def empty(self, locale: str, last: int | None = None) -> ui.LayoutView:
        """What is shown when all is decided: the `last` decision can still be taken back."""
        say = partial(self._messages.format, locale)
        undo: ui.ActionRow[Any] = ui.ActionRow(
            *_buttons({"undo": BUTTONS["undo"]}, {"undo": _undoing(last)}, say)
        )
        return view(ui.Container(ui.TextDisplay(say("review-none")), undo, accent_colour=UNDECIDED))


def _summary(sheet: Sheet, say: partial[str]) -> str:
    """What was read, how sure the program is, and how it fits what is known."""

    def shown(text: str, limit: int = NAME) -> str:
        return escape(clip(text, limit))

    review = sheet.review
    lines = [f"### {shown(sheet.name)}", f"{shown(sheet.attribute)}: **{shown(sheet.value)}**"]
    about = (sheet.edition, say("review-sure", confidence=sheet.confidence), sheet.document)
    lines.append("-# " + " · ".join(shown(part, LINE) for part in about))
    if review.is_new:
        lines.append("-# 🆕 " + say("review-new", kind=shown(sheet.kind)))
    elif review.entity:
        lines.append("-# " + say("review-merged", entity=shown(review.entity)))
    if sheet.held:
        lines.append("-# ⚠️ " + say("review-held", value=shown(" · ".join(sheet.held), LINE)))
    return "\n".join(lines)


def _in_common(sheet: GroupSheet, say: partial[str]) -> str:
    """The measure of a group, where it stands, of what times it is, and what to look at first."""

    def shown(text: str) -> str:
        return escape(clip(text, NAME))

    unit = f" ({sheet.unit})" if sheet.unit else ""
    count = say("review-figures", count=len(sheet.group.reviews))
    sure = say("review-sure", confidence=sheet.confidence)
    lines = [f"### {shown(sheet.measure + unit)}", f"{count} · {shown(sheet.times)} · {sure}"]
    lines.append("-# " + " · ".join(shown(part) for part in (sheet.caption, sheet.document) if part))
    if sheet.group.odd:
        lines.append("-# ⚠️ " + say("review-odd", count=sheet.group.odd))
    return "\n".join(lines)


def _row(row: GroupRow) -> str:
    name, value, time = (escape(clip(part, CELL, CELL_OCTETS)) for part in (row.name, row.value, row.time))
    sign = "⚠️ " if row.odd else ""
    return f"- {sign}{name}: **{value}** · {time} · {row.confidence}"


def _passage(sheet: Sheet) -> str:
    """The quote with its name and value in bold, between what stands before and after it."""
    quote = emphasise(sheet.quote, sheet.marks)
    if not size(quote).fits(QUOTE):
        quote = escape(clip(sheet.quote, QUOTE.units // 2))
    around = [f"-# … {escape(clip(sheet.before, LINE))}"] if sheet.before else []
    around += ["\n".join(f"> {line}" for line in quote.split("\n"))]
    around += [f"-# {escape(clip(sheet.after, LINE))} …"] if sheet.after else []
    return "\n".join(around)


def _undoing(last: int | None) -> str:
    """The target of an undo."""
    return LAST if last is None else str(last)


def _buttons(
    buttons: Mapping[Verb, tuple[str, ButtonStyle]], targets: Mapping[Verb, str], say: partial[str]
) -> Iterator[ReviewControl]:
    for verb, (emoji, style) in buttons.items():
        yield _button(verb, targets[verb], label=say(f"button-{verb}"), emoji=emoji, style=style)


def _turns(here: GroupTarget, pages: int, say: partial[str]) -> Iterator[ReviewControl]:
    """The buttons that turn to the page before and the page after."""
    turns = (("button-back", "◀️", here.page - 1), ("button-next", "▶️", here.page + 1))
    for name, emoji, page in turns:
        there = replace(here, page=max(page, 0))  # no two buttons have one id
        label = say(name, page=here.page + 1, pages=pages)
        yield _button("turn", str(there), label=label, emoji=emoji, disabled=page not in range(pages))


def _button(verb: Verb, target: str, **look: Any) -> ReviewControl:  # noqa: ANN401 - discord.py types it
    item: ui.Button[Any] = ui.Button(custom_id=f"fn:review:{verb}:{target}", **look)
    return ReviewControl(item, verb, target)


def _menu(finding: str, placeholder: str, options: list[SelectOption]) -> ReviewControl:
    item: ui.Select[Any] = ui.Select(
        custom_id=f"fn:review:merge:{finding}", placeholder=placeholder, options=options
    )
    return ReviewControl(item, "merge", finding)


def _options(merges: tuple[Merge, ...], say: partial[str]) -> list[SelectOption]:
    return [
        SelectOption(
            label=clip(merge.name, OPTION, OCTETS) or merge.entity,
            value=merge.entity,
            description=say("review-alike", percent=round(merge.score * 100)),
        )
        for merge in merges
        if size(merge.entity).fits(VALUE)
    ]
