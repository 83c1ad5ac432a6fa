"""Which figures of measures that documents name a question asks for, by the words it shares with them.

A line is what a document has figures of: a subject and a measure. A question names both in its own words
and mostly not in those of the document, so that a share of their words is enough, rare ones counting for
more. What a question says beside them and no line explains makes it less likely that one of them is meant.
Where it says them in other words, or in another language, the line is meant for which most speaks of those
of the documents that are nearest to the question (`qa.question.line_signs`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from index.passage_index import PassageIndex
from index.text import terms
from qa.knowledge.knowledge import Knowledge
from qa.question.name_meanings import Encoders, NameMeanings
from qa.question.name_words import unexplained
from qa.question.near_lines import LEAST_NAMED, NAMED, NearLines
from qa.question.own_lines import AskedFigure, OwnLine
from qa.question.own_vocabulary import BEGUN, OwnVocabulary

LEAST_MEASURE: Final = 0.3  # share of a measure's name from which it may be meant
CONTAINED: Final = 0.7  # what a measure is worth whose name holds all that is asked for, and more
LITERAL: Final = 0.75  # and from which nothing else is looked for
CLOSE: Final = 0.80  # likeness from which a measure may be what is asked for in other words
SEVERAL: Final = 3  # subjects that an order is of
TIED: Final = 0.03  # of a score, between lines that are about as likely
SHARE: Final = "%"
WIDE: Final = 0.05  # above CLOSE, from which the likeness leaves no doubt
APART: Final = 0.02  # by which a likeness outdoes the next best where it surely is
MOST: Final = 8  # lines that may be as likely


class OwnMeasures:
    """The lines of a corpus, found by their words and their meaning. Threads may share it."""

    def __init__(self, knowledge: Knowledge, index: PassageIndex, encoders: Encoders) -> None:
        """The documents of `index` are those that the figures are of; `encoders` compare what words mean."""
        self.vocabulary = OwnVocabulary(knowledge, index)
        self._facts, self._attributes = knowledge.facts, self.vocabulary.attributes
        self._meanings = NameMeanings(encoders)
        self.near = NearLines(self.vocabulary, index, self._meanings)

    def __bool__(self) -> bool:
        return bool(self._attributes)

    def sources(self, said: Sequence[str]) -> tuple[str, ...]:
        """The documents that have figures of a thing that is clearly named."""
        words = self.vocabulary
        asked = words.asked(said)
        named = words.names.shares(asked, BEGUN) if asked else {}
        return tuple(sorted(frozenset[str]().union(*(words.documents[subject] for subject in named))))

    def are_cells(self, attribute: str, subject: str) -> bool:
        """Whether a measure has figures in tables only, where the subject has a row."""
        return self.vocabulary.are_cells(attribute, subject)

    def is_whole(self, subject: str) -> bool:
        """Whether others are parts of a subject."""
        return self.vocabulary.is_whole(subject)

    def is_beside(self, subject: str, others: Collection[str]) -> bool:
        """Whether a document has figures of a subject and of one of the others, if there are any."""
        documents = self.vocabulary.documents
        return not others or any(documents[subject] & documents[one] for one in others)

    def lines(self, asked: AskedFigure) -> list[OwnLine]:
        """The lines that a question may be for, the likeliest first."""
        words = self.vocabulary
        said = words.asked(asked.said)
        if not said or not self:
            return []
        names = words.names.shares(said, LEAST_NAMED)
        idle = frozenset(term for word in asked.idle for term in terms(word))
        found = {(one.subject, one.attribute): one for one in self._by_words(said, idle, names)}
        for line in self.near.weighed(asked):
            key = line.subject, line.attribute
            known = found.get(key)
            found[key] = (
                replace(known, sure=line.sure, several=line.several, wide=line.wide) if known else line
            )
        held = [one for one in found.values() if one.held or self.are_cells(one.attribute, one.subject)]
        return self._settled(sorted(held, key=self._rank), asked)

    def _settled(self, lines: list[OwnLine], asked: AskedFigure) -> list[OwnLine]:
        """The lines with that first which means most alike, of those of one subject that are as likely."""
        tied = [one for one in lines[:MOST] if one.held and one.score >= lines[0].score - TIED]
        tied = [one for one in tied if one.subject == lines[0].subject]
        if len({one.attribute for one in tied}) < 2 or lines[0].chosen:
            return lines
        rest = self.vocabulary.rest(asked.said, tied[0].subject)
        best = max(tied, key=lambda one: self._alike(rest or " ".join(asked.said), one.attribute))
        return [best, *(one for one in lines if one is not best)]

    def _rank(self, line: OwnLine) -> tuple[bool, float, float, bool, bool, bool, int]:
        """The likeliest first; of those that are as likely what is held, a whole, and the shortest name."""
        share = self._attributes[line.attribute].unit == SHARE  # mostly the change of what is named alike
        whole = self.is_whole(line.subject)
        score = line.sure if line.chosen else line.score  # of what is named of one measure the surest
        likely = -round(score, 3), -round(line.sure, 3)
        return not line.chosen, *likely, not line.held, not whole, share, len(line.attribute)

    def _by_words(
        self, asked: frozenset[str], idle: frozenset[str], names: Mapping[str, float]
    ) -> list[OwnLine]:
        found, words = [], self.vocabulary
        for attribute, measured in words.measures.shares(asked | idle, LEAST_MEASURE).items():
            measure = words.measures.words(attribute)
            held = frozenset(self._facts.subjects(attribute))
            within = words.of_measures[attribute]
            beside = (one for one in names if one not in held and words.documents[one] & within)
            empty = (one for one in beside if measured >= LITERAL and names[one] >= NAMED)
            wanted = asked | (idle & measure)
            total = sum(map(words.weight, wanted))
            for subject in (*held, *empty):
                context = words.contexts.words(subject)
                told = (words.names.words(subject) & asked) - measure
                met = sum(map(words.weight, wanted & (context | measure)))
                named = names.get(subject, 0.0) if told else 0.0
                rest = asked - context
                share = max(measured, CONTAINED) if rest and rest <= measure else measured
                terms_of = (told, wanted & measure)
                found.append(
                    OwnLine(subject, attribute, named, share, met / total, *terms_of, subject in held)
                )
        return found

    def ordering(self, said: Sequence[str], whole: Sequence[str]) -> list[OwnLine]:
        """The measure by which an order is asked for that names none, of documents on what `said` speaks of.

        `whole` are all its words, "brightest" included, which tell the measure. One line, or none.
        """
        vocabulary = self.vocabulary
        asked = vocabulary.asked(said)
        near = {
            document
            for key, documents in vocabulary.documents.items()
            if vocabulary.contexts.words(key) & asked
            for document in documents
        }
        within = near or vocabulary.in_documents.keys()
        measures = {one for document in within for one in vocabulary.in_documents[document]}
        measures = {one for one in measures if len(self._facts.subjects(one)) >= SEVERAL}
        words = frozenset[str]().union(*(vocabulary.contexts.words(key) for key in self._about(near)))
        text = " ".join(filter(None, (unexplained(word, words) for word in whole)))
        likeness = sorted(((self._alike(text, one), one) for one in measures), reverse=True)
        if not text or not likeness:
            return []
        (first, attribute), second = likeness[0], likeness[1][0] if len(likeness) > 1 else CLOSE
        share = max(0.0, min(1.0, (first - second) / APART, (first - CLOSE) / WIDE))
        return [OwnLine("", attribute, 0.0, share, share)]

    def _about(self, documents: Collection[str]) -> list[str]:
        """The subjects of documents."""
        return [key for key, held in self.vocabulary.documents.items() if not held.isdisjoint(documents)]

    def _alike(self, text: str, attribute: str) -> float:
        """How much the same a text and the name of a measure mean."""
        names = list(dict.fromkeys(self._attributes[attribute].names.values()))
        return float(self._meanings.alike(text, names).max())

    def explains(self, line: OwnLine, word: str) -> bool:
        """Whether all of a word is in the names of a line's subject or measure, or a title of its documents.

        Beside a subject that is named another one may be.
        """
        vocabulary = self.vocabulary
        words = vocabulary.contexts.words(line.subject) | vocabulary.measures.words(line.attribute)
        found = (vocabulary.spelt(term) for term in terms(word))
        return all(one in words or (line.named >= NAMED and one in vocabulary.names) for one in found)
