"""A taught answer on a card: marked as what an administrator says, never as what the documents say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

import discord
from discord import ui

from bot.cards.layout import view
from bot.cards.markup import clip, escape, line, link, size
from bot.cards.pages import CardText
from bot.cards.voice import voice_button
from qa.models import TaughtView
from qa.store.taught import TaughtAnswer
from qa.wording.formats import written_date

SIGN: Final = "📌"
ANSWER: Final = 1_000  # UTF-16 units of an answer as administrators see it; the form has all of it
LINK: Final = 1_000  # characters of an address that is shown as a link
Say: TypeAlias = Callable[..., str]


def taught_blocks(taught: TaughtView, question: str, language: str, say: Say) -> Iterator[CardText]:
    """What an administrator taught, when, for which question where it was asked otherwise, and the source."""
    told = say("taught-by", date=written_date(taught.on, language))
    yield CardText(f"{SIGN} {told}", lambda text: f"**{escape(text)}**", set_off=True)
    if taught.question != line(question):
        asked = say("taught-for", question=taught.question)
        yield CardText(asked, lambda text: f"-# {escape(line(text))}", joined=True)
    yield CardText(taught.answer, lambda text: escape(text.strip(), lists=True))
    yield CardText(say("taught-source"), lambda text: f"-# {text}", joined=True)
    source = _source(taught.source)
    yield CardText(
        taught.source,
        lambda text: f"-# {source if text == taught.source else escape(line(text))}",
        joined=True,
        needs=size(source),
    )
    yield CardText(say("taught-documents"), lambda text: f"-# {text}", set_off=True)


def taught_card(taught: TaughtAnswer, language: str, say: Say) -> ui.LayoutView:
    """A taught answer as administrators see it, with what they may do to it."""
    shown = taught.view
    day = say("taught-by", date=written_date(shown.on, language))
    text = "\n".join(
        [
            f"### {escape(line(shown.question))}",
            escape(clip(shown.answer, ANSWER)),
            f"-# {say('taught-source')} {_source(shown.source)}",
            f"-# {SIGN} {day}",
        ]
    )
    danger = discord.ButtonStyle.danger
    row: ui.ActionRow[Any] = ui.ActionRow(
        voice_button("change", taught.key, say("button-change")),
        voice_button("withdraw", taught.key, say("button-withdraw"), danger),
    )
    return view(ui.Container(ui.TextDisplay(text), row))


def _source(source: str) -> str:
    """An address as a link, other words as they are written."""
    address = None if " " in source else link(source)
    return address if address and len(address) <= LINK else escape(line(source))
