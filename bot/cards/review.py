"""A finding as an administrator sees it on Discord: what a program read, and in which sentence."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Final, Literal, Self, cast, get_args

import discord
from discord import ButtonStyle, Colour, SelectOption, ui

from bot.cards.buttons import OCTETS, OPTION
from bot.cards.layout import view
from bot.cards.markup import Size, clip, emphasise, escape, size
from qa.review.merges import Merge
from qa.review.queue import Sheet
from qa.wording.messages import Messages

UNDECIDED: Final = Colour(0x5865F2)
NAME: Final = 80  # UTF-16 units of a name that are shown
LINE: Final = 160  # of a line that explains
QUOTE: Final = Size(1_200, 2_400)  # of a quote: a sentence has 400 characters, 160 of Chinese
VALUE: Final = Size(100, 200)  # of an option's value, of which Discord keeps 100 characters
LAST: Final = "-"  # stands for the last decision of whoever presses

Verb = Literal["accept", "reject", "skip", "undo", "merge"]
"""What a press asks for; `merge` accepts a finding whose new name means a known entity."""

BUTTONS: Final[dict[Verb, tuple[str, ButtonStyle]]] = {
    "accept": ("✅", ButtonStyle.success),
    "reject": ("✖️", ButtonStyle.danger),
    "skip": ("⏭️", ButtonStyle.secondary),
    "undo": ("↩️", ButtonStyle.secondary),
}


class ReviewControl(
    ui.DynamicItem[Any],
    template=rf"fn:review:(?P<verb>{'|'.join(get_args(Verb))}):(?P<target>[\w-]{{1,40}})",
):
    """A button or a menu of a card, for the client's `reviews`; made anew from its id after a restart.

    Its `target` is the id of the finding; that of an undo is the number of the decision to take back, or, if
    there was none when the card was written, `LAST`.
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
        container.add_item(ui.ActionRow(*(_button(verb, targets[verb], say) for verb in BUTTONS)))
        container.add_item(ui.TextDisplay("-# " + say("review-left", count=left)))
        return view(container)

    def empty(self, locale: str, last: int | None = None) -> ui.LayoutView:
        """What is shown when all is decided: the `last` decision can still be taken back."""
        say = partial(self._messages.format, locale)
        undo: ui.ActionRow[Any] = ui.ActionRow(_button("undo", _undoing(last), say))
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


def _button(verb: Verb, target: str, say: partial[str]) -> ReviewControl:
    emoji, style = BUTTONS[verb]
    item: ui.Button[Any] = ui.Button(
        label=say(f"button-{verb}"), emoji=emoji, style=style, custom_id=f"fn:review:{verb}:{target}"
    )
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
