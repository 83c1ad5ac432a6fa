"""How people ask: the words of questions, one YAML file a language, compiled when a language is first used.

Entries are regular expressions over folded text. In languages written with spaces they match at word limits;
in Chinese and Japanese anywhere. Traditional Chinese shares the file of Simplified, onto which it is folded.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from index.documents import Frozen
from index.text import fold
from index.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
FILES: Final = {"en": "en", "fr": "fr", "ja": "ja", "zh-Hans": "zh", "zh-Hant": "zh"}
COMBINING: Final = re.compile(r"[\u0300-\u036f]")
REMEMBERED: Final = 1024  # words
# whole numbers alone: to try every part of a long one takes ages
DIGITS: Final = r"(?<!\d)(?<!\d[.,])(?>\d+(?:[.,]\d+)*)"
EXPLAINING: Final = ("operations", "types", "smalltalk", "followup")
LATIN: Final = "a-z0-9"


class Span(NamedTuple):
    start: int
    end: int


class Data(Frozen):
    """The content of a language's file; see the comment at the head of each."""

    function_words: str
    homographs: str = ""
    variants: dict[str, str]
    scales: dict[str, float]
    editions: dict[str, tuple[str, ...] | dict[str, int]]
    operations: dict[str, tuple[str, ...]]
    types: dict[str, tuple[str, ...]]
    expected: dict[str, tuple[str, ...]]
    comparators: dict[str, tuple[str, ...]]
    ranks: dict[str, tuple[str, ...] | dict[str, int]]
    time_units: str
    numerals: dict[str, int]
    smalltalk: dict[str, tuple[str, ...]]
    followup: dict[str, tuple[str, ...]]
    orders: dict[str, tuple[str, ...]]


def plain(text: str) -> str:
    """`text` folded for matching questions: as `fold`, without accents, with straight apostrophes."""
    folded = fold(text.replace("’", "'"))
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", COMBINING.sub("", unicodedata.normalize("NFD", folded)))


class Lexicon:
    """The question words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        path = FOLDER / f"{FILES[language]}.yaml"
        self._data = Data.model_validate(load_yaml(path))
        self._spaced = language in ("en", "fr")
        self.function_words = frozenset(plain(self._data.function_words).split())
        self.homographs = frozenset(plain(self._data.homographs).split())
        self.numerals: Mapping[str, int] = self._data.numerals
        self._pattern = cache(self._compile)
        self.explains = lru_cache(maxsize=REMEMBERED)(self._explains)

    def standard(self, text: str) -> str:
        """Plain `text` with its spoken and regional forms replaced by the written ones."""
        for spoken, written in self._data.variants.items():
            text = text.replace(spoken, written)
        return text

    def spans(self, group: str, name: str, text: str) -> list[Span]:
        """Where an entry of `group`/`name` (such as operations/top) occurs in plain text."""
        pattern = self._pattern(group, name)
        return [Span(*m.span()) for m in pattern.finditer(text)] if pattern else []

    def has(self, group: str, name: str, text: str) -> bool:
        pattern = self._pattern(group, name)
        return bool(pattern and pattern.search(text))

    def _explains(self, word: str, groups: tuple[str, ...] = EXPLAINING) -> bool:
        """Whether plain `word` as a whole is an entry of `groups`: a question word or small talk.

        `explains` is the same and remembers the latest words.
        """
        return any(
            pattern.fullmatch(word)
            for group in groups
            for name in getattr(self._data, group)
            if (pattern := self._pattern(group, name))
        )

    def compared(self, name: str, text: str) -> list[tuple[Span, tuple[float, ...]]]:
        """Thresholds such as "above 80": where each stands and the number or numbers it names.

        Of hundreds of digits, which are more than a float holds, and of versions nothing is made.
        """
        pattern = self._pattern("comparators", name)
        found = []
        for match in pattern.finditer(text) if pattern else ():
            values = tuple(
                self.value(match[group], match[group.replace("digits", "scale")])
                for group in match.re.groupindex
                if group.startswith("digits") and match[group] is not None
            )
            if all(map(math.isfinite, values)):
                found.append((Span(*match.span()), values))
        return found

    def places(self, name: str, text: str) -> list[tuple[Span, int]]:
        """Numbers of places such as "top 3" (limit) or "second" (position)."""
        found = [
            (Span(*m.span()), int(group) if group.isdigit() else self.numerals[group])
            for m in (self._pattern("ranks", name) or re.compile(r"(?!)")).finditer(text)
            for group in [next(g for g in m.groups() if g)]
            if group.isdigit() or group in self.numerals
        ]
        named = self._data.ranks.get(f"named_{name}", {})
        assert isinstance(named, dict)  # noqa: S101 - the file's schema: named_* map words to numbers
        return found + list(self._named(named, text))

    def quarters(self, text: str) -> list[tuple[Span, int]]:
        """Quarters of a year that are named, such as "Q1", "deuxième trimestre" or 第二季."""
        pattern = self._pattern("editions", "quarter")
        found = [
            (Span(*m.span()), int(next(g for g in m.groups() if g)))
            for m in (pattern.finditer(text) if pattern else ())
        ]
        return found + self._editions("named_quarter", text)

    def nth_editions(self, text: str) -> list[tuple[Span, int]]:
        """Editions named by their place: 1 for "the first report", -2 for "the one before the last"."""
        return self._editions("named_nth", text)

    def _editions(self, name: str, text: str) -> list[tuple[Span, int]]:
        named = self._data.editions[name]
        assert isinstance(named, dict)  # noqa: S101 - the file's schema: named_* map words to numbers
        return list(self._named(named, text))

    def value(self, digits: str, scale: str | None) -> float:
        """1,67 and 1.67 are decimals, 1,670 a thousand and more; times the scale word.

        A version such as 1.2.3 is not a number.
        """
        if not digits:
            number = 1.0  # a bare scale word: "over 千亿"
        elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
            number = float(digits.replace(",", ""))
        elif digits in self.numerals:
            number = float(self.numerals[digits])
        else:
            written = digits.replace(",", "." if digits.count(",") <= 1 else "")
            number = float(written) if written.count(".") <= 1 else math.nan
        return number * self._data.scales.get(scale or "", 1.0)

    def _named(self, words: Mapping[str, int], text: str) -> Iterator[tuple[Span, int]]:
        for word, number in words.items():
            if (written := plain(word)) in text:
                for match in re.finditer(self._bounded(re.escape(written)), text):
                    yield Span(*match.span()), number

    def _compile(self, group: str, name: str) -> re.Pattern[str] | None:
        entries = getattr(self._data, group).get(name)
        if not entries:
            return None
        # the longer entry first, so that "more than" is not found as "more"
        ordered = sorted((plain(entry) for entry in entries), key=len, reverse=True)
        numbers = self._numbers(bare_numerals=group == "ranks")
        expanded = [self._expand(entry, numbers) for entry in ordered]
        if self._spaced:  # one pair of limits around all is quicker to compile than one around each
            return re.compile(self._bounded("|".join(expanded)))
        return re.compile("|".join(map(self._bounded, expanded)))

    def _numbers(self, *, bare_numerals: bool) -> Iterator[str]:
        scales = "|".join(sorted(map(re.escape, self._data.scales), key=len, reverse=True))
        letters = rf"(?![{LATIN}])"
        numerals = "|".join(map(re.escape, self._data.numerals))
        for count in range(1000):
            if bare_numerals:
                yield rf"({DIGITS}|{numerals})"
            else:
                yield (
                    rf"(?P<digits{count}>{DIGITS}|(?:{numerals})(?=(?:{scales}))|(?=[百千]?万?亿|[百千]万))"
                    rf"(?: ?(?P<scale{count}>{scales}){letters if self._spaced else ''})?"
                    rf"(?![\d.,]*\d| ?{self._data.time_units})"
                )

    def _expand(self, entry: str, numbers: Iterator[str]) -> str:
        while "{n}" in entry:
            entry = entry.replace("{n}", next(numbers), 1)
        return entry.replace("{q}", "([1-4])").replace("{y}", r"(?:19|20)\d\d")

    def _bounded(self, entry: str) -> str:
        if self._spaced:
            return rf"(?<![{LATIN}])(?:{entry})(?![{LATIN}])"
        before = rf"(?<![{LATIN}])" if re.match(r"[a-z]", entry) else ""
        after = rf"(?![{LATIN}])" if re.search(r"[a-z]$", entry) else ""
        return f"{before}(?:{entry}){after}"


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a supported language."""
    return Lexicon(language)


@cache
def joining_words() -> frozenset[str]:
    """The function words of the languages that write words apart: what stands between words of content."""
    return frozenset[str]().union(*(lexicon(language).function_words for language in ("en", "fr")))
