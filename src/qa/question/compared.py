"""How like the names of lines are to what a question says, in meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from qa.question.name_meanings import NameMeanings
from qa.question.own_lines import AskedFigure, OwnLine
from qa.question.own_vocabulary import OwnVocabulary

MOST_FAR: Final = 60  # lines in other languages whose meaning is compared by a second encoder: 3 ms a name


class ComparedLines:
    """Likenesses of the measures and subjects of lines to a question."""

    def __init__(
        self, lines: Sequence[OwnLine], asked: AskedFigure, words: OwnVocabulary, meanings: NameMeanings
    ) -> None:
        self._lines, self._asked, self._words, self._meanings = lines, asked, words, meanings
        self._measures = {
            one.attribute: next(iter(words.attributes[one.attribute].names.values())) for one in lines
        }
        self._subjects = {one.subject: _called(words, one.subject) for one in lines}
        said = asked.idle or asked.said  # "long" of "how long is it" is all that tells a measure
        self._rests = {one: words.rest(said, one) or asked.question for one in self._subjects}

    def rest(self, line: OwnLine) -> float:
        """That of the measure to what the question says beside the subject."""
        return self._to_rests[self._rests[line.subject]][line.attribute]

    def all(self, line: OwnLine) -> float:
        """That of the measure to the question."""
        return self._to_all[line.attribute]

    def subject(self, line: OwnLine) -> float:
        """That of the subject to the question."""
        return self._to_subjects[line.subject]

    def far(self, line: OwnLine) -> bool:
        """Whether the documents of the subject are in another language than the question."""
        held = {self._words.language(one) for one in self._words.documents[line.subject]}
        return self._asked.tongue.partition("-")[0] not in held

    def far_rest(self, line: OwnLine) -> float:
        """As `rest`, by the second encoder; nought within a language, and of what is unlikely anyway."""
        likeness = self._across.get(self._rests[line.subject], {}) if self.far(line) else {}
        return likeness.get(self._measures[line.attribute], 0.0)

    def far_subject(self, line: OwnLine) -> float:
        """As `subject`, by the second encoder."""
        likeness = self._across.get(self._asked.question, {}) if self.far(line) else {}
        return likeness.get(self._subjects[line.subject], 0.0)

    @cached_property
    def _to_all(self) -> Mapping[str, float]:
        return self._alike(self._asked.question, self._measures)

    @cached_property
    def _to_subjects(self) -> Mapping[str, float]:
        return self._alike(self._asked.question, self._subjects)

    @cached_property
    def _to_rests(self) -> Mapping[str, Mapping[str, float]]:
        return {rest: self._alike(rest, self._measures) for rest in dict.fromkeys(self._rests.values())}

    @cached_property
    def _across(self) -> Mapping[str, Mapping[str, float]]:
        """By text, of names in another language."""
        lines = [line for line in self._lines if self.far(line)]
        lines.sort(key=lambda one: -(self.rest(one) + self.subject(one)))
        asked: dict[str, dict[str, None]] = {}
        for line in lines[:MOST_FAR]:
            asked.setdefault(self._rests[line.subject], {})[self._measures[line.attribute]] = None
            asked.setdefault(self._asked.question, {})[self._subjects[line.subject]] = None
        return {
            text: dict(zip(names, map(float, self._meanings.across(text, list(names))), strict=True))
            for text, names in asked.items()
        }

    def _alike(self, text: str, names: Mapping[str, str]) -> Mapping[str, float]:
        likeness = map(float, self._meanings.alike(text, list(names.values())))
        return dict(zip(names, likeness, strict=True))


def _called(words: OwnVocabulary, subject: str) -> str:
    """The name of a subject, without that of what it is a part of."""
    one = words.graph[subject]
    return (one.aliases or one.written)[0]
