"""What is said to the bot itself: greetings, thanks, doubts, and questions about it and its sources."""

from __future__ import annotations

from typing import Final

from qa.question.reading import Reading
from qa.understanding.utterance import Intent

TALK: Final = {
    Intent.CHAT: "chat",
    Intent.THANKS: "thanks",
    Intent.DOUBT: "doubt",
    Intent.BOT: "bot",
    Intent.SOURCES: "sources",
    Intent.ORDER: "orders",
}
CERTAIN: Final = ("greeting", "farewell", "help", "thanks")  # kinds that a few words tell apart
CERTAINLY: Final = 0.9  # share from which the bot is asked about, whatever is named: "are you ChatGPT?"
FIGURE: Final = 0.5  # share of an attribute from which that is asked for of something that is named
OF_AN_ANSWER: Final = frozenset({"sources", "doubt"})  # talk that is about the answer before
SURE: Final = 0.5  # share of all talk from which a message is taken for it


def smalltalk(reading: Reading, *, goes_on: bool = False) -> str | None:
    """Which kind of talk a message is, if it asks nothing of the documents.

    `goes_on` says that it may be about things that were spoken of before.
    """
    shares = {intent: reading.understood.wants.intents[intent] for intent in TALK}
    talk = sum(shares.values())
    named = bool(reading.unknown) or reading.points_back  # "wechat users?", "its users?"
    figure = reading.likeliest >= FIGURE if named else talk < CERTAINLY and reading.likeliest >= talk
    if reading.excluded or reading.asks("editions") or figure or reading.attribution.scope:
        return None
    if shares[Intent.BOT] < CERTAINLY and (reading.named or reading.editions or reading.absent_names):
        return None
    if talk < SURE:
        return None
    likeliest = max(shares, key=lambda intent: shares[intent])
    if likeliest in (Intent.CHAT, Intent.BOT, Intent.THANKS):
        told = next((kind for kind in CERTAIN if reading.has("smalltalk", kind)), None)
        if goes_on:
            return told
        off_topic = likeliest is Intent.CHAT and reading.said  # a recipe, the weather: no document has it
        return told or (None if off_topic else TALK[likeliest])
    return None if goes_on else TALK[likeliest]
