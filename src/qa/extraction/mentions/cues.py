"""Words that say what a figure is of, at their places, and words that say it is of something else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from qa.extraction.mentions.vocabulary import CueWords, vocabulary, word_list
from qa.knowledge.attributes import Attribute
from qa.language.wordlists import GOES_ON, alternatives, any_of, folded

RIVAL: Final = ""  # the attribute of what is of something else
ADJACENT: Final = (
    2  # characters between a rival and a weak cue that it turns into its own: "daily active users"
)
LONGEST: Final = 80  # characters of a cue
SPACE: Final = re.compile(r"\s+")
UNITS: Final = frozenset({"users", "USD", "parameters"})  # of attributes known by their names alone


@dataclass(frozen=True, slots=True)
class Cue:
    """A word at `text[start:end]` for `attribute`; a rival's is empty. `of` are the units of its values."""

    start: int
    end: int
    attribute: str
    of: frozenset[str]
    strong: bool

    @property
    def rival(self) -> bool:
        return self.attribute == RIVAL


CueKind: TypeAlias = tuple[str, frozenset[str], bool]  # what a cue says besides its place


class CuePlace(NamedTuple):
    """A word at `text[start:end]` that may be a cue of each of `kinds`."""

    start: int
    end: int
    kinds: Sequence[CueKind]

    @property
    def attributes(self) -> frozenset[str]:
        """Those that it may be a word for; none of a rival."""
        return frozenset(name for name, _, _ in self.kinds if name != RIVAL)


class Cues:
    """Finds the cues of a corpus's attributes."""

    def __init__(self, attributes: Mapping[str, Attribute]) -> None:
        """Attributes without words of their own in vocabulary.yaml are known by their names."""
        words = vocabulary()
        self.words = {
            name: words.attributes.get(name) or _named(attribute)
            for name, attribute in attributes.items()
            if name in words.attributes or attribute.unit in UNITS
        }
        self._kinds: dict[str, list[CueKind]] = {}
        for name, entry in words.attributes.items():
            if name not in attributes:  # what a corpus does not ask for is of something else
                self._add(entry.strong, RIVAL, frozenset(entry.of), strong=True)
        for name, entry in self.words.items():
            self._add(entry.weak, name, frozenset(entry.of), strong=False)
            self._add(entry.strong, name, frozenset(entry.of), strong=True)
        for unit, rivals in words.rivals.items():
            of = frozenset({unit, "plain"} if unit != "USD" else {unit})
            self._add(rivals, RIVAL, of, strong=True)
        self._stems = sorted((w[:-1] for w in self._kinds if w.endswith(GOES_ON)), key=len, reverse=True)
        self._pattern = re.compile(alternatives(self._kinds)) if self._kinds else None

    def _add(self, words: Iterable[str], name: str, of: frozenset[str], *, strong: bool) -> None:
        for word in folded(words):
            self._kinds.setdefault(word, []).append((name, of, strong))

    def find(self, text: str, others: Sequence[tuple[int, int]] = ()) -> list[Cue]:
        """The cues in folded `text`, in order; `others` are benchmarks that the corpus names."""
        return self.read(self.places(text), others)

    def places(self, text: str) -> list[CuePlace]:
        """Where words for cues stand in folded `text`, in order and apart."""
        matches = self._pattern.finditer(text) if self._pattern else ()
        return [CuePlace(*match.span(), self._of(SPACE.sub(" ", match[0]))) for match in matches]

    def may_stand(self, text: str) -> bool:
        """Whether a word for an attribute stands in folded `text`."""
        return any(place.attributes for place in self.places(text))

    def read(self, places: Iterable[CuePlace], others: Sequence[tuple[int, int]] = ()) -> list[Cue]:
        """The cues at `places`, without the weak ones that rivals have."""
        found = [Cue(place.start, place.end, *kind) for place in places for kind in place.kinds]
        found += [Cue(*span, RIVAL, frozenset({"points", "plain"}), strong=True) for span in others]
        found.sort(key=lambda cue: cue.start)
        rivals = [cue for cue in found if cue.rival]
        return [cue for cue in found if cue.strong or not _claimed(cue, rivals)]

    @cached_property
    def idle(self) -> re.Pattern[str]:
        """Connecting words and those of all attributes: between a name and its value they part nothing."""
        return any_of(
            word_list("connectors") + tuple(w for entry in self.words.values() for w in entry.written)
        )

    def _of(self, written: str) -> Sequence[CueKind]:
        exact = self._kinds.get(written)
        if exact:
            return exact
        stem = next((stem for stem in self._stems if written.startswith(stem)), None)
        return self._kinds[stem + GOES_ON] if stem else ()


def _named(attribute: Attribute) -> CueWords:
    plain = () if attribute.unit == "USD" else ("plain",)
    return CueWords(of=(attribute.unit, *plain), strong=tuple(attribute.names.values()))


def _claimed(cue: Cue, rivals: Sequence[Cue]) -> bool:
    """Whether a weak cue belongs to a rival right beside it; `rivals` are in order."""
    first = bisect_left(rivals, cue.start - LONGEST, key=lambda rival: rival.start)
    last = bisect_right(rivals, cue.end + ADJACENT, first, key=lambda rival: rival.start)
    return any(
        cue.of & rival.of and -ADJACENT <= max(cue.start, rival.start) - min(cue.end, rival.end) <= ADJACENT
        for rival in rivals[first:last]
    )
