"""Cards on the bot itself: what it is, to a server that it joins; what it answers from, to who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from discord import Colour, ui

from bot.cards.buttons import button
from bot.cards.layout import view
from bot.cards.markup import clip, escape, link
from qa.knowledge.reports import HeldReport
from qa.wording.formats import written_date

GREEN: Final = Colour(0x2BA37F)
LISTED: Final = 15  # reports that are named
TITLE: Final = 100  # UTF-16 units of a title
TITLES: Final = 600  # and of all of them in one line
EXAMPLES: Final = 3
TRY: Final = "💬"
Say: TypeAlias = Callable[..., str]


@dataclass(frozen=True, slots=True)
class AboutSheet:
    """What is told: the `reports`, the program's version, for how many days answers are kept, the language.

    `links` are addresses that the operator set, by the message that names them.
    """

    reports: Sequence[HeldReport]
    version: str
    days: float
    language: str
    links: Mapping[str, str]


def welcome_card(
    titles: str, examples: Sequence[str], language: str, say: Say, *, own_reports: bool
) -> ui.LayoutView:
    """The first message in a server: what the bot is, what it knows, what to try, what administrators do."""
    known = say("welcome-knows", titles=escape(clip(titles, TITLES))) if titles else say("welcome-empty")
    texts = [f"### {say('help-title')}\n{say('help-about')}", known]
    texts.append("\n".join([f"**{say('help-how')}**", say("help-ways")]))
    admins = [say("welcome-settings")] + ([say("welcome-reports")] if own_reports else [])
    texts.append("\n".join([f"**{say('welcome-administrators')}**", *admins]))
    texts.append(f"-# {say('welcome-about')}")
    tried = [
        button("example", language, number, label=example, emoji=TRY)
        for number, example in enumerate(examples[:EXAMPLES])
    ]
    rows: list[ui.Item[Any]] = [ui.ActionRow(*tried)] if tried else []
    return view(ui.Container(*_set_off(texts), accent_colour=GREEN), *rows)


def about_card(sheet: AboutSheet, say: Say) -> ui.LayoutView:
    """Which reports, how old each is, where numbers come from, how answers are checked, and privacy."""
    texts = [f"### {say('about-title')}\n{say('help-about')}"]
    texts.append("\n".join([f"**{say('about-reports', count=len(sheet.reports))}**", *_listed(sheet, say)]))
    texts += [say(name, days=sheet.days) for name in ("about-numbers", "about-checked", "about-privacy")]
    links = [shown for name, url in sheet.links.items() if (shown := link(url, say(name)))]
    texts.append("-# " + " · ".join([say("about-version", version=sheet.version), *links]))
    return view(ui.Container(*_set_off(texts), accent_colour=GREEN))


def _set_off(texts: Sequence[str]) -> Iterator[ui.Item[Any]]:
    """The texts, with a little room between them."""
    for number, text in enumerate(texts):
        if number:
            yield ui.Separator(visible=False)
        yield ui.TextDisplay(text)


def _listed(sheet: AboutSheet, say: Say) -> Iterator[str]:
    for one in sheet.reports[:LISTED]:
        title = escape(clip(one.title, TITLE))
        edition = f" `{one.edition}`" if one.edition and one.edition != one.title else ""
        count = f" · {say('about-documents', count=one.documents)}" if one.documents > 1 else ""
        yield f"• {title}{edition}{count} · {_dated(one.published, sheet.language, say)}"
    if (more := len(sheet.reports) - LISTED) > 0:
        yield f"-# {say('corpus-more', count=more)}"
    if not sheet.reports:
        yield say("welcome-empty")


def _dated(published: str, language: str, say: Say) -> str:
    """The date, and how long ago that is, as far as a document says it."""
    if not published:
        return say("date-unknown")
    year, month, day = (*published.split("-"), "1", "1")[:3]
    try:
        moment = datetime(int(year), int(month), int(day), tzinfo=UTC)
    except ValueError:
        return escape(published)
    return f"{written_date(published, language)} (<t:{moment.timestamp():.0f}:R>)"
