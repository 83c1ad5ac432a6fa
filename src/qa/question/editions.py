"""Editions in a question, by their time or place: which are asked for, do not exist, or are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from qa.knowledge.editions import NO_YEAR, Editions
from qa.language.lexicon import Lexicon, Span, lexicon
from qa.language.wordlists import plain as dated
from qa.numbers.dates import moments, months, quarters, years_beside
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
    """Whether a folded word is a quarter, with or without its year."""
    named = (
        span for tongue in dict.fromkeys((language, "en", "fr")) for span, _ in lexicon(tongue).quarters(word)
    )
    return (0, len(word)) in {*named, *((one.start, one.end) for one in quarters(word))}


def editions_in(
    text: str, written: str, language: str, editions: Editions
) -> tuple[tuple[str, ...], tuple[str, ...], list[Span]]:
    """The editions asked for, those asked for that do not exist, and where both stand.

    `text` is what is `written`, folded: without the accents that months have.
    """
    words = lexicon(language)
    named = [
        *_quarters(text, words, editions),
        *_months(text, written, words, editions),
        *_years(text, words, editions),
        *_places(text, words, editions),
    ]
    named += [] if any(one.edition for one in named) else _seasons(text, words, editions)
    wanted = [one.edition for one in named if one.edition]
    if words.has("editions", "all", text):
        wanted += editions.ids
    if words.has("editions", "latest", text) and not wanted and editions.latest:
        wanted.append(editions.latest)
    absent = dict.fromkeys(one.absent for one in named if one.absent)
    return tuple(dict.fromkeys(wanted)), tuple(absent), list(dict.fromkeys(one.span for one in named))


class Called(NamedTuple):
    """Where an edition is named, and which, or what one that is not held would be."""

    span: Span
    edition: str | None = None
    absent: str = ""


def _quarters(text: str, words: Lexicon, editions: Editions) -> Iterator[Called]:
    named = words.quarters(text)
    if words.language != "en":
        named += [n for n in lexicon("en").quarters(text) if all(n[0] != span for span, _ in named)]
    years = {Span(one.start, one.end): one for one in quarters(text) if one.year}  # "2025Q2" is one word
    apart = [span for span in years if not any(span.start <= one.start < span.end for one, _ in named)]
    named += [(span, years[span].number) for span in apart]
    for span, quarter in _longest(named):
        if is_left_out(words, text, span):
            yield Called(span)
            continue
        year = years[span].year if span in years else _year_beside(text, span)
        label = text[span.start : span.end].upper().strip()
        edition = editions.quarter(quarter, year)
        yield Called(span, edition, "" if edition else f"{year}-Q{quarter}" if year else label)


def _places(text: str, words: Lexicon, editions: Editions) -> Iterator[Called]:
    """Editions by their place: "the first report"."""
    for span, nth in words.nth_editions(text):
        edition = editions.nth(nth)
        if edition and not is_left_out(words, text, span):
            yield Called(span, edition)


def _seasons(text: str, words: Lexicon, editions: Editions) -> Iterator[Called]:
    """Editions by the part of the year, the first that is named."""
    for season, parts in SEASONS.items():
        spans = [s for s in words.spans("editions", season, text) if _names_one(words, season, text, s)]
        within = editions.within(parts) if spans else ()
        if within:
            yield from (Called(span, edition) for span in spans for edition in within)
            return


def _months(text: str, written: str, words: Lexicon, editions: Editions) -> Iterator[Called]:
    """Where months are named, each with its edition and an id for it, where editions of months are held."""
    for one in months(dated(written)) if editions.monthly else ():
        span = Span(one.start, one.end)
        if one.month and not is_left_out(words, text, span):
            edition, year = editions.month(one.month, one.year), f"{one.year}-" if one.year else NO_YEAR
            yield Called(span, edition, "" if edition else f"{year}{one.month:02}")


def _years(text: str, words: Lexicon, editions: Editions) -> Iterator[Called]:
    """Where the edition of a year is called one: "the 2024 report"; "in 2024" may be when something was."""
    for one in moments(text) if editions.yearly else ():
        span, edition = Span(one.start, one.end), f"{one.year:04}" if one.year else ""
        if one.month is None and edition in editions.yearly and _is_called(words, text, span):
            yield Called(span, edition)


def _names_one(words: Lexicon, season: str, text: str, span: Span) -> bool:
    """Whether a part of the year names an edition: "early 2025" only does in "the early 2025 report"."""
    called = season not in DATES or _is_called(words, text, span)
    return called and not is_left_out(words, text, span)


def _is_called(words: Lexicon, text: str, span: Span) -> bool:
    """Whether what stands at `span` is called an edition: "the 2024 report"."""
    after, before = text[span.end :].lstrip(), text[: span.start].rstrip()
    return any(s.start == 0 < s.end for s in words.spans("editions", "called_after", after)) or any(
        s.end == len(before) for s in words.spans("editions", "called_before", before)
    )


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
