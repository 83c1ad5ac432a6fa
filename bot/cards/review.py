"""A finding as an administrator sees it on Discord: what a program read, and in which sentence."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from discord import ButtonStyle, Colour, SelectOption, ui

from bot.cards.markup import clip, emphasise, escape
from bot.cards.review_items import MergeInto, Verb, Verdict
from qa.review.queue import Merge, Sheet
from qa.wording.messages import Messages

UNDECIDED: Final = Colour(0x5865F2)
NAME: Final = 100  # characters of a name that are shown
LINE: Final = 300  # of a line that explains
QUOTE: Final = 1_200  # UTF-16 units of a quote: a sentence has 400
VALUE: Final = 100  # characters that Discord keeps of an option's value
LABEL: Final = 100
SIGNS: Final[dict[Verb, str]] = {"accept": "✅", "reject": "✖️", "skip": "⏭️", "undo": "↩️"}
STYLES: Final[dict[Verb, ButtonStyle]] = {"accept": ButtonStyle.success, "reject": ButtonStyle.danger}


class ReviewCards:
    """Writes the cards of a review in the reader's language."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def finding(self, sheet: Sheet, left: int, locale: str) -> ui.LayoutView:
        """The card of one finding; `left` counts those that are to be decided, this one among them."""
        say = partial(self._messages.format, locale)
        container: ui.Container[Any] = ui.Container(accent_colour=UNDECIDED)
        name, attribute = escape(clip(sheet.name, NAME)), escape(clip(sheet.attribute, NAME))
        lines = [f"### {name}\n{attribute}: **{escape(clip(sheet.value, NAME))}**"]
        told = (sheet.edition, say("review-sure", confidence=sheet.confidence), sheet.document)
        lines.append("-# " + " · ".join(escape(clip(part, LINE)) for part in told))
        if sheet.review.is_new:
            lines.append("-# 🆕 " + say("review-new", kind=escape(clip(sheet.kind, NAME))))
        elif sheet.review.entity:
            lines.append("-# " + say("review-merged", entity=escape(clip(sheet.review.entity, NAME))))
        lines += ["-# ⚠️ " + say("review-held", value=escape(clip(value, NAME))) for value in sheet.held]
        container.add_item(ui.TextDisplay("\n".join(lines)))
        container.add_item(ui.Separator())
        container.add_item(ui.TextDisplay(_passage(sheet)))
        if options := _options(sheet.merges, say):
            container.add_item(_row(MergeInto(sheet.review.id, say("review-merge"), options)))
        container.add_item(_row(*(self._button(verb, sheet.review.id, locale) for verb in SIGNS)))
        container.add_item(ui.TextDisplay("-# " + say("review-left", count=left)))
        return _view(container)

    def empty(self, locale: str) -> ui.LayoutView:
        """What is shown when all is decided: the last decision can still be taken back."""
        container: ui.Container[Any] = ui.Container(accent_colour=UNDECIDED)
        container.add_item(ui.TextDisplay(self._messages.format(locale, "review-none")))
        container.add_item(_row(self._button("undo", "-", locale)))
        return _view(container)

    def _button(self, verb: Verb, finding: str, locale: str) -> Verdict:
        label = self._messages.format(locale, f"button-{verb}")
        return Verdict(verb, finding, label, SIGNS[verb], STYLES.get(verb, ButtonStyle.secondary))


def _passage(sheet: Sheet) -> str:
    """The quote with its name and value in bold, between what stands before and after it."""
    quote = emphasise(sheet.quote, sheet.marks)
    if len(quote.encode("utf-16-le")) > 2 * QUOTE:
        quote = escape(clip(sheet.quote, QUOTE // 2))
    around = [f"-# … {escape(clip(sheet.before, LINE))}"] if sheet.before else []
    around += ["\n".join(f"> {line}" for line in quote.split("\n"))]
    around += [f"-# {escape(clip(sheet.after, LINE))} …"] if sheet.after else []
    return "\n".join(around)


def _options(merges: tuple[Merge, ...], say: partial[str]) -> list[SelectOption]:
    return [
        SelectOption(
            label=clip(merge.name, LABEL) or merge.entity,
            value=merge.entity,
            description=say("review-alike", percent=round(merge.score * 100)),
        )
        for merge in merges
        if len(merge.entity) <= VALUE
    ]


def _row(*items: ui.Item[Any]) -> ui.ActionRow[Any]:
    row: ui.ActionRow[Any] = ui.ActionRow()
    for item in items:
        row.add_item(item)
    return row


def _view(container: ui.Container[Any]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view
