"""Which end of an order a question asks for, of anything that is measured: extremes.yaml."""

from __future__ import annotations

import re
from functools import cache

from qa.knowledge.scales import MEASURED
from qa.knowledge.selection import Direction
from qa.language.wordlists import WordFile, any_of, folded, plain


class Extremes(WordFile):
    """The file as it stands."""

    high: tuple[str, ...]
    low: tuple[str, ...]
    least: tuple[str, ...]
    fast: tuple[str, ...]
    slow: tuple[str, ...]
    durations: tuple[str, ...]
    either: tuple[str, ...]


def asks_for_end(text: str) -> bool:
    """Whether a text asks for an end of an order, whichever it is."""
    return extreme(text, "") is not None or _words("either").search(plain(text)) is not None


def extreme(text: str, unit: str) -> Direction | None:
    """The end of an order of values in `unit` that a text asks for, by its first word for it, or None.

    What is quietest or cheapest has the most points for it, not the fewest.
    """
    flat, brief = plain(text), plain(unit) in _durations()
    ends: dict[str, Direction] = {"high": "high", "low": "low", "fast": "low" if brief else "high"}
    ends["slow"] = "high" if brief else "low"
    found = [(match.start(), end) for name, end in ends.items() if (match := _words(name).search(flat))]
    end = min(found)[1] if found else None
    return "high" if end == "low" and unit == MEASURED and not _words("least").search(flat) else end


def without_extremes(text: str) -> str:
    """A text with spaces for what says an end of an order."""
    flat = plain(text)
    if len(flat) != len(text):
        return text
    for name in ("high", "low", "fast", "slow"):
        for match in _words(name).finditer(flat):
            text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    return text


@cache
def _file() -> Extremes:
    return Extremes.beside(__file__, "extremes.yaml")


@cache
def _words(name: str) -> re.Pattern[str]:
    return any_of(getattr(_file(), name))


@cache
def _durations() -> frozenset[str]:
    return frozenset(folded(_file().durations))
