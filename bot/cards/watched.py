"""The card that tells who watches an answer that it has changed: both answers, each with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from discord import Colour, ui

from bot.cards.buttons import button
from bot.cards.layout import view
from bot.cards.markup import clip, escape
from bot.cards.voice import voice_button
from qa.models import Answer, Citation
from qa.sharing.replaying import Replayed

CHANGED: Final = Colour(0xE0A030)
QUESTION: Final = 300  # UTF-16 units of the question
ANSWER: Final = 700  # of each answer
ANSWER_OCTETS: Final = 1_300
QUOTES: Final = 3  # of each answer; all of today's stand behind the button
QUOTE: Final = 240
QUOTE_OCTETS: Final = 450
TITLE: Final = 80
TITLE_OCTETS: Final = 150

Say: TypeAlias = Callable[..., str]


def changed_card(
    before: Answer | None, question: str, after: Replayed, now: Answer, keys: tuple[str, str], say: Say
) -> ui.LayoutView:
    """What has become of an answer, in the words of `say`; `keys` are that of the new answer and the watch's.

    `before` is None where what was quoted may be read no more: then nothing of it is repeated.
    """
    key, watch = keys
    head = [f"### {say('watch-changed')}", f"**{escape(clip(question, QUESTION))}**"]
    head.append(say(f"watch-{after.outcome}"))
    earlier = [f"**{say('watch-before')}**"]
    earlier += [*_told(before, before.citations)] if before else [say("watch-before-gone")]
    later = [f"**{say('watch-now')}**", *_told(now, now.citations)]
    texts = ["\n".join(lines) for lines in (head, earlier, later)]
    buttons: list[ui.Item[Any]] = []
    if now.citations:
        label = say("button-sources", count=len(now.citations))
        buttons.append(button("sources", key, label=label, emoji="📑"))
    buttons.append(voice_button("unwatch", watch, say("button-unwatch")))
    items: list[ui.Item[Any]] = []
    for text in texts:
        items += [ui.TextDisplay(text), ui.Separator()]
    return view(ui.Container(*items, ui.ActionRow(*buttons), accent_colour=CHANGED))


def _told(answer: Answer, citations: tuple[Citation, ...]) -> Iterator[str]:
    """An answer, and its first quotes under it, each with where it stands."""
    yield escape(clip(answer.answer, ANSWER, ANSWER_OCTETS))
    for one in citations[:QUOTES]:
        quote = escape(clip(one.quote, QUOTE, QUOTE_OCTETS))
        title = escape(clip(one.title, TITLE, TITLE_OCTETS))
        edition = f" · {escape(clip(one.edition, 40))}" if one.edition else ""
        yield f"> \\[{one.number}\\] {quote}\n-# {title}{edition}"
