"""Which attributes a question asks for, by the cues that the corpus gives for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from qa.knowledge.attributes import Attribute
from qa.language.lexicon import LATIN, Span, lexicon, plain

REMEMBERED: Final = 1024  # words
JOIN: Final = "…"
SHORTENED: Final = 88.0  # the same for a word that a letter is missing from, or too many in
MISSPELT: Final = 78.0  # similarity in percent from which a word may be a misspelt cue


@dataclass(frozen=True, slots=True)
class CueMatch:
    attribute: str
    spans: tuple[Span, ...]

    @property
    def extent(self) -> Span:
        """From the first part to the last."""
        return Span(min(s.start for s in self.spans), max(s.end for s in self.spans))

    @property
    def length(self) -> int:
        return sum(span.end - span.start for span in self.spans)


class AttributeCues:
    """The cues of all attributes, in the asker's language and in English, which turns up in every other."""

    def __init__(self, attributes: Mapping[str, Attribute]) -> None:
        self._attributes = attributes
        self._cues = cache(self._load)
        self._words = cache(self._load_words)
        self.spelt = lru_cache(maxsize=REMEMBERED)(self._spelt)

    def find(self, text: str, language: str) -> tuple[CueMatch, ...]:
        """The attributes asked for in plain `text`, best first.

        Where cues overlap the longer one is meant: "active parameters" asks for those alone. Attributes that
        share a cue are all found; which of them is meant, the subject decides.
        """
        matches = [
            CueMatch(attribute, spans)
            for attribute, parts in self._cues(language)
            if all(part in text for part in parts)
            for spans in _locate(parts, text)
        ]
        taken: list[CueMatch] = []
        for match in sorted(matches, key=lambda m: -m.length):
            rivals = [t for t in taken if t.attribute != match.attribute and t.length > match.length]
            if not all(any(_inside(span, rival.extent) for rival in rivals) for span in match.spans):
                taken.append(match)
        best = {match.attribute: match for match in reversed(taken)}
        return tuple(sorted(best.values(), key=lambda m: -m.length))

    def knows(self, word: str, language: str) -> bool:
        """Whether plain `word` is part of a cue."""
        return word in self._words(language)

    def resembles(self, word: str, language: str) -> bool:
        """Whether plain `word` may be a misspelt part of a cue."""
        return self.spelt(word, language) is not None

    def _spelt(self, word: str, language: str) -> str | None:
        """The word of a cue that plain `word` is nearest to, if it may be that misspelt.

        `spelt` is the same and remembers the latest words.
        """
        from rapidfuzz import fuzz, process  # most questions are spelt right

        same = [known for known in self._words(language) if len(known) == len(word)]
        other = [known for known in self._words(language) if abs(len(known) - len(word)) == 1]
        found = process.extractOne(
            word, same, scorer=fuzz.ratio, score_cutoff=MISSPELT
        ) or process.extractOne(word, other, scorer=fuzz.ratio, score_cutoff=SHORTENED)
        return found[0] if found else None

    def _load_words(self, language: str) -> frozenset[str]:
        return frozenset(
            word for _, parts in self._cues(language) for part in parts for word in re.findall(r"\w+", part)
        )

    def _load(self, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        tongues = dict.fromkeys((language, "en", *(("zh-Hans", "zh-Hant") if language[:2] == "zh" else ())))
        found = {
            (attribute.id, tuple(lexicon(tongue).standard(plain(part)).strip() for part in cue.split(JOIN)))
            for attribute in self._attributes.values()
            for tongue in tongues
            for cue in attribute.cues.get(tongue, ())
        }
        return tuple(sorted(found))


def _locate(parts: Iterable[str], text: str) -> Iterable[tuple[Span, ...]]:
    """Each way in which all parts occur: every place of a single part, the first places of several."""
    places = [[Span(*m.span()) for m in _pattern(part).finditer(text)] for part in parts]
    if len(places) == 1:
        return [(span,) for span in places[0]]
    return [tuple(found[0] for found in places)] if all(places) else []


@cache
def _pattern(part: str) -> re.Pattern[str]:
    before = rf"(?<![{LATIN}])" if re.match(r"[a-z0-9]", part) else ""
    after = rf"(?:e?s)?(?![{LATIN}])" if re.search(r"[a-z0-9]$", part) else ""
    return re.compile(before + re.escape(part) + after)


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
