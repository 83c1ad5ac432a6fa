"""What people type: an utterance, what it wants, and which of its words stand for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MARKED: Final = re.compile(r"\[(?P<words>[^\[\]]*)\]\((?P<role>[a-z]+)\)")


class Intent(StrEnum):
    """What an utterance wants done."""

    LOOK_UP = "look_up"
    COMPARE = "compare"
    DIFFERENCE = "difference"
    EXTREMUM = "extremum"
    NTH = "nth"
    RANKING = "ranking"
    THRESHOLD = "threshold"
    COUNT = "count"
    LIST = "list"
    FILTER = "filter"
    YES_NO = "yes_no"
    HISTORY = "history"
    WHEN = "when"
    PROFILE = "profile"
    REASON = "reason"
    MEANING = "meaning"
    OPEN = "open"
    SUMMARY = "summary"
    CHANGES = "changes"
    BOT = "bot"
    SOURCES = "sources"
    DOUBT = "doubt"
    THANKS = "thanks"
    CHAT = "chat"
    ORDER = "order"


OF_NO_PASSAGE: Final = frozenset(
    {
        *(Intent.SUMMARY, Intent.CHANGES, Intent.BOT, Intent.SOURCES),
        *(Intent.DOUBT, Intent.THANKS, Intent.CHAT, Intent.ORDER),
    }
)
"""What asks for nothing that a passage says: of all documents, of the bot, or of nothing at all."""


class Role(StrEnum):
    """What words of an utterance stand for."""

    SUBJECT = "subject"
    GROUP = "group"
    EDITION = "edition"
    ATTRIBUTE = "attribute"
    NUMBER = "number"
    RESTRICTION = "restriction"


class Link(StrEnum):
    """How an utterance goes with the asker's one before it."""

    ALONE = "alone"
    LEANS = "leans"
    CORRECTS = "corrects"
    PICKS = "picks"
    REACTS = "reacts"


@dataclass(frozen=True, slots=True)
class Mark:
    """The words `start` to `end` of an utterance, and what they stand for."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message, what it wants (`also`: besides), its marks in order, and the message before it, if any.

    `manner` is how it is put: plain, casual, with typos, telegraphic, indirect, formal, or mixed with another
    language.
    """

    text: str
    language: str
    intent: Intent
    manner: str
    also: tuple[Intent, ...] = ()
    marks: tuple[Mark, ...] = ()
    before: str | None = None
    link: Link | None = None


def unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """A text in which marks are written as [words](role): without them, and where they are.

    Raises ValueError for a role that there is not, and for a bracket that is left over.
    """
    plain, marks, end = "", [], 0
    for found in _MARKED.finditer(text):
        plain += text[end : found.start()]
        marks.append(Mark(len(plain), len(plain) + len(found["words"]), Role(found["role"])))
        plain += found["words"]
        end = found.end()
    plain += text[end:]
    if "](" in plain:
        raise ValueError(f"a mark is not closed in {text!r}")
    return plain, tuple(marks)
