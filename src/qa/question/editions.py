"""Quarters and editions in a question: which are asked for, which do not exist, which are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.knowledge.editions import Editions
from qa.language.lexicon import Lexicon, Span, lexicon
from qa.numbers.dates import years_beside
from qa.question.exclusions import is_left_out

SEASONS: Final = {
    "spring": range(3, 6),
    "summer": range(6, 9),
    "autumn": range(9, 12),
    "winter": (12, 1, 2),
    "early": range(1, 4),
    "middle": range(5, 9),
    "late": range(10, 13),
}
"""The months of a part of the year, of the northern half of the world."""

DATES: Final = frozenset({"early", "middle", "late"})  # parts of the year that are dates by themselves


def is_edition(word: str, language: str) -> bool:
    return any(
        span == (0, len(word))
        for tongue in dict.fromkeys((language, "en", "fr"))
        for span, _ in lexicon(tongue).quarters(word)
    )


def editions_in(
    text: str, language: str, editions: Editions
) -> tuple[tuple[str, ...], tuple[str, ...], list[Span]]:
    """The editions asked for, those asked for that do not exist, and where both stand."""
    words = lexicon(language)
    named = words.quarters(text)
    if language != "en":
        named += [n for n in lexicon("en").quarters(text) if all(n[0] != span for span, _ in named)]
    wanted: list[str] = []
    absent: list[str] = []
    for span, quarter in _longest(named):
        if is_left_out(words, text, span):
            continue
        year = _year_beside(text, span)
        edition = editions.quarter(quarter, year)
        label = text[span.start : span.end].upper().strip()
        (wanted if edition else absent).append(edition or (f"{year}-Q{quarter}" if year else label))
    for span, nth in words.nth_editions(text):
        edition = editions.nth(nth)
        if edition and not is_left_out(words, text, span):
            wanted.append(edition)
            named.append((span, 0))
    for season, months in SEASONS.items():
        spans = [s for s in words.spans("editions", season, text) if _names_one(words, season, text, s)]
        if spans and not wanted and (within := editions.within(months)):
            wanted += within
            named += [(span, 0) for span in spans]
    if words.has("editions", "all", text):
        wanted += editions.ids
    if words.has("editions", "latest", text) and not wanted and editions.latest:
        wanted.append(editions.latest)
    spans = [span for span, _ in named]
    return tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(absent)), spans


def _names_one(words: Lexicon, season: str, text: str, span: Span) -> bool:
    """Whether a part of the year names an edition: "early 2025" only does in "the early 2025 report"."""
    after, before = text[span.end :].lstrip(), text[: span.start].rstrip()
    called = any(s.start == 0 < s.end for s in words.spans("editions", "called_after", after)) or any(
        s.end == len(before) for s in words.spans("editions", "called_before", before)
    )
    return (called or season not in DATES) and not is_left_out(words, text, span)


def _longest(named: Sequence[tuple[Span, int]]) -> list[tuple[Span, int]]:
    kept: list[tuple[Span, int]] = []
    for span, quarter in sorted(named, key=lambda n: n[0].start - n[0].end):
        if all(span.end <= other.start or span.start >= other.end for other, _ in kept):
            kept.append((span, quarter))
    return sorted(kept)


def _year_beside(text: str, span: Span) -> int | None:
    before, after = years_beside(text, *span)
    found = before or after
    return int(found[1]) if found else None
