"""Which figures of measures that documents name a question asks for, by the words it shares with them.

A line is what a document has figures of: a subject and a measure. A question names both in its own words
and mostly not in those of the document, so that a share of their words is enough, rare ones counting for
more. What a question says beside them and no line explains makes it less likely that one of them is meant.
Where it names no measure, the one is meant whose name means most what the question says.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from index.embedding import Embedder, Vectors
from index.passage_index import PassageIndex
from index.tables import PIPE
from index.text import terms
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import HAN
from qa.language.lexicon import plain
from qa.question.name_words import NameWords, unexplained

LEAST_NAMED: Final = 0.3  # share of a name from which it may be meant
NAMED: Final = 0.5  # and from which its subject is what is asked about
LEAST_MEASURE: Final = 0.3  # share of a measure's name from which it may be meant
CONTAINED: Final = 0.7  # what a measure is worth whose name holds all that is asked for, and more
LITERAL: Final = 0.75  # and from which nothing else is looked for
BEGUN: Final = 0.75  # what a name is worth by its first word
UNNAMED: Final = 0.4  # what a line is worth whose subject nobody names
CLOSE: Final = 0.80  # likeness from which a measure may be what is asked for in other words
SEVERAL: Final = 3  # subjects that an order is of
LIKELY: Final = 0.75  # share of what a measure in other words may be, from which it is asked for
SURELY: Final = 0.8  # share from which a measure is meant of a subject that has no figure of it
BONUS: Final = 0.015  # of likeness, for a measure in the unit, and half of it for one of the time asked for
SHARED: Final = 0.05  # of likeness, what the share of a name's words is worth beside it
SHORT: Final = 0.6  # what a measure's name of two words is worth by the first of them
TIED: Final = 0.03  # of a score, between lines that are about as likely
SHARE: Final = "%"
LONG: Final = 5  # letters of a word that may be misspelt
SPELT: Final = 86  # of 100, how like a known word is that is meant
WRITTEN: Final = 0.7  # the same of pairs of Chinese characters that documents hold elsewhere
UNSPACED: Final = 0.1  # of the weight of a word, what pairs of characters count that no name has
WIDE: Final = 0.05  # above CLOSE, from which the likeness leaves no doubt
APART: Final = 0.02  # by which a likeness outdoes the next best where it surely is
REMEMBERED: Final = 64  # texts
MOST_KEPT: Final = 4096  # pairs of a measure and a subject
MOST: Final = 8  # subjects whose measures are compared by meaning


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A subject and a measure; from 0 to 1, how much of each a question names, and how much of it they are.

    `told` are its terms that name the subject, `met` those of the measure. `held` says whether a document has
    a figure of it, or only figures of both apart, `literal` whether the measure is named, or only meant.
    """

    subject: str
    attribute: str
    named: float
    measured: float
    explained: float
    told: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    held: bool = True
    literal: bool = True

    @property
    def score(self) -> float:
        """How likely it is meant."""
        return float((max(self.named, UNNAMED) * self.measured * self.explained) ** (1 / 3))

    @property
    def order(self) -> float:
        """How likely an order of all subjects of its measure is meant."""
        return float((self.measured * self.explained) ** (1 / 2))


class OwnMeasures:
    """The lines of a corpus, found by their words. Threads may share it."""

    def __init__(self, knowledge: Knowledge, index: PassageIndex, embedder: Embedder) -> None:
        """The documents of `index` are those that the figures are of; `embedder` compares what words mean."""
        self._index, self._embedder = index, embedder
        self._graph, self._facts = knowledge.entities, knowledge.facts
        self._attributes = {name: one for name, one in knowledge.attributes.items() if one.is_own}
        self._likeness = lru_cache(maxsize=REMEMBERED)(self._embedded)
        self.are_cells = lru_cache(maxsize=MOST_KEPT)(self._cells)

    def __bool__(self) -> bool:
        return bool(self._attributes)

    def sources(self, said: Sequence[str]) -> tuple[str, ...]:
        """The documents that have figures of a thing that is clearly named."""
        asked = frozenset(self._spelt(term) for word in said for term in terms(word))
        named = self._names.shares(asked, BEGUN) if asked else {}
        return tuple(sorted(frozenset[str]().union(*(self._documents[subject] for subject in named))))

    def _cells(self, attribute: str, subject: str) -> bool:
        """Whether a measure's figures are all cells of tables, in documents where the subject has a row.

        Then what has no figure has an empty cell. Of what sentences state, some is not found.
        """
        facts = self._facts.find(attribute, self._facts.subjects(attribute))
        own = [fact for fact in self._facts.of(subject) if fact.attribute in self._attributes]
        cells = {quote.document_id for fact in own for quote in fact.evidence if quote.quote.startswith(PIPE)}
        quotes = [quote for fact in facts for quote in fact.evidence if quote.document_id in cells]
        return bool(quotes) and all(quote.quote.startswith(PIPE) for quote in quotes)

    def is_whole(self, subject: str) -> bool:
        """Whether others are parts of a subject."""
        return subject in self._wholes

    def lines(
        self, said: Sequence[str], idle: Sequence[str] = (), at: Callable[[str, str], bool] | None = None
    ) -> list[OwnLine]:
        """The lines that a question may be for, the likeliest first.

        `said` are its words that tell something, `idle` those that need not be part of what is asked for.
        `at` says whether a subject has a figure of a measure at the time asked for; without it any will do.
        """
        asked = frozenset(self._spelt(term) for word in said for term in terms(word))
        if not asked or not self:
            return []
        names = self._names.shares(asked, LEAST_NAMED)
        found = self._by_words(asked, frozenset(term for word in idle for term in terms(word)), names)
        literal = {line.subject for line in found if line.measured >= CONTAINED and line.named >= NAMED}
        found = [line for line in found if line.held or self.are_cells(line.attribute, line.subject)]
        others = {subject: share for subject, share in names.items() if subject not in literal}
        found += self._by_meaning(said, asked, others, at)
        return self._settled(sorted(found, key=self._rank), said)

    def _settled(self, lines: list[OwnLine], said: Sequence[str]) -> list[OwnLine]:
        """The lines with that first which means most alike, of those of one subject that are as likely."""
        tied = [one for one in lines[:MOST] if one.held and one.score >= lines[0].score - TIED]
        tied = [one for one in tied if one.subject == lines[0].subject]
        if len({one.attribute for one in tied}) < 2:
            return lines
        rest = self._rest(said, tied[0].subject, self._contexts.words(tied[0].subject))
        best = max(tied, key=lambda one: self._alike(rest or " ".join(said), one.attribute))
        return [best, *(one for one in lines if one is not best)]

    def _rank(self, line: OwnLine) -> tuple[float, bool, bool, bool, int]:
        """The likeliest first; of those that are as likely what is held, a whole, and the shortest name."""
        share = self._attributes[line.attribute].unit == SHARE  # mostly the change of what is named alike
        whole = self.is_whole(line.subject)
        return -round(line.score, 3), not line.held, not whole, share, len(line.attribute)

    def _by_words(
        self, asked: frozenset[str], idle: frozenset[str], names: Mapping[str, float]
    ) -> list[OwnLine]:
        found = []
        for attribute, measured in self._measures.shares(asked | idle, LEAST_MEASURE).items():
            measure = self._measures.words(attribute)
            held = frozenset(self._facts.subjects(attribute))
            beside = (s for s in names if s not in held and self._documents[s] & self._of_measures[attribute])
            empty = (s for s in beside if measured >= LITERAL and names[s] >= NAMED)
            wanted = asked | (idle & measure)
            total = sum(map(self._weight, wanted))
            for subject in (*held, *empty):
                told = (self._names.words(subject) & asked) - measure
                met = sum(map(self._weight, wanted & (self._contexts.words(subject) | measure)))
                named = names.get(subject, 0.0) if told else 0.0
                rest = asked - self._contexts.words(subject)
                share = max(measured, CONTAINED) if rest and rest <= measure else measured
                words = (told, wanted & measure)
                found.append(OwnLine(subject, attribute, named, share, met / total, *words, subject in held))
        return found

    def _by_meaning(
        self,
        said: Sequence[str],
        asked: frozenset[str],
        names: Mapping[str, float],
        at: Callable[[str, str], bool] | None,
    ) -> Iterator[OwnLine]:
        """Of each subject that is named the measure whose name means most what else the question says.

        It may be one that its document has only of others, if it surely is meant.
        """
        named = sorted((s for s in names if names[s] >= NAMED), key=lambda s: -names[s])[:MOST]
        for subject in named:
            words = self._contexts.words(subject)
            rest = self._rest(said, subject, words)
            if rest and (line := self._meant(said, rest, asked, subject, at)) is not None:
                yield replace(line, named=names[subject])

    def _meant(
        self,
        said: Sequence[str],
        rest: str,
        asked: frozenset[str],
        subject: str,
        at: Callable[[str, str], bool] | None,
    ) -> OwnLine | None:
        """The line of a subject whose measure is nearest to the `rest` of a question, if that is near enough.

        A shared word, the unit and the time that are asked for make a measure nearer.
        """
        own, near = self._of_subjects[subject], dict[str, float]()
        for one in {one for document in self._documents[subject] for one in self._in_documents[document]}:
            likeness = self._alike(rest, one) + SHARED * self._measures.share(one, asked)
            likeness += BONUS * (plain(self._attributes[one].unit) in said)
            near[one] = likeness + BONUS / 2 * (one in own and (at is None or at(subject, one)))
        (attribute, first), *others = sorted(near.items(), key=lambda item: -item[1])
        second = others[0][1] if others else CLOSE
        surely = (self._alike(rest, attribute) - CLOSE) / WIDE
        share = max(0.0, min(1.0, (first - second) / APART, surely))
        held, measure = attribute in own, self._measures.words(attribute)
        empty = not held and share >= SURELY and self.are_cells(attribute, subject)
        told, met = (self._names.words(subject) & asked) - measure, measure & asked
        if told and (empty or (held and share >= LIKELY)):
            return OwnLine(subject, attribute, 0.0, share, share, told, met, held, literal=False)
        return None

    def ordering(self, said: Sequence[str], whole: Sequence[str]) -> list[OwnLine]:
        """The measure by which an order is asked for that names none, of documents on what `said` speaks of.

        `whole` are all its words, "brightest" included, which tell the measure. One line, or none.
        """
        asked = frozenset(self._spelt(term) for word in said for term in terms(word))
        near = {
            doc for key, docs in self._documents.items() if self._contexts.words(key) & asked for doc in docs
        }
        within = near or self._in_documents.keys()
        measures = {one for document in within for one in self._in_documents[document]}
        measures = {one for one in measures if len(self._facts.subjects(one)) >= SEVERAL}
        words = frozenset[str]().union(*(self._contexts.words(key) for key in self._about(near)))
        text = " ".join(filter(None, (unexplained(word, words) for word in whole)))
        likeness = sorted(((self._alike(text, one), one) for one in measures), reverse=True)
        if not text or not likeness:
            return []
        (first, attribute), second = likeness[0], likeness[1][0] if len(likeness) > 1 else CLOSE
        share = max(0.0, min(1.0, (first - second) / APART, (first - CLOSE) / WIDE))
        return [OwnLine("", attribute, 0.0, share, share, literal=False)]

    def _about(self, documents: Collection[str]) -> list[str]:
        """The subjects of documents."""
        return [key for key, held in self._documents.items() if not held.isdisjoint(documents)]

    def _rest(self, said: Sequence[str], subject: str, words: frozenset[str]) -> str:
        """What a question says beside the names of a subject."""
        names = sorted({plain(name) for name in self._graph[subject].written}, key=len, reverse=True)
        rest = []
        for word in said:
            if word.isascii():
                rest += [] if words.issuperset(terms(word)) else [word]
            else:
                for name in names:
                    word = word.replace(name, " ")
                rest += [word] if re.search(r"\w", word) else []
        return " ".join(rest)

    def _alike(self, text: str, attribute: str) -> float:
        """How much the same a text and the name of a measure mean."""
        return float((self._likeness(text) @ self._vectors[self._places[attribute]].T).max())

    def _embedded(self, text: str) -> Vectors:
        return np.asarray(self._embedder.embed_queries([text])[0], np.float32)

    def explains(self, line: OwnLine, word: str) -> bool:
        """Whether all of a word is in the names of a line's subject or measure, or a title of its documents.

        Beside a subject that is named another one may be.
        """
        words = self._contexts.words(line.subject) | self._measures.words(line.attribute)
        found = (self._spelt(term) for term in terms(word))
        return all(one in words or (line.named >= NAMED and one in self._names) for one in found)

    def _spelt(self, term: str) -> str:
        """The word of a name that a word is a misspelling of; itself where it is known, or like none."""
        from rapidfuzz import fuzz, process

        known = term in self._contexts or term in self._measures
        if known or len(term) < LONG or not term.isascii() or not term.isalpha():
            return term
        found = process.extractOne(term, self._contexts.terms, scorer=fuzz.ratio, score_cutoff=SPELT)
        return found[0] if found else term

    def _weight(self, term: str) -> float:
        """How telling a word is; one that no line has may be what is asked for, and is as telling as any."""
        known = max(self._measures.weight(term), self._contexts.weight(term))
        if known or term.isascii():
            return known or self._foreign
        said = all(map(HAN.fullmatch, term)) and self._index.lexical.holds(term)
        return self._foreign * (WRITTEN if said else UNSPACED)

    @cached_property
    def _foreign(self) -> float:
        return math.log(1 + len(self._attributes))

    @cached_property
    def _places(self) -> dict[str, slice]:
        lengths = (len(set(one.names.values())) for one in self._attributes.values())
        bounds = pairwise(accumulate(lengths, initial=0))
        return {name: slice(*bound) for name, bound in zip(self._attributes, bounds, strict=True)}

    @cached_property
    def _vectors(self) -> Vectors:
        """The vectors of the names of all measures: the means of those as passages and as questions."""
        texts = [text for one in self._attributes.values() for text in dict.fromkeys(one.names.values())]
        return (self._embedder.embed_passages(texts) + self._embedder.embed_queries(texts)) / np.float32(2)

    @cached_property
    def _measures(self) -> NameWords:
        return NameWords(
            {name: tuple(one.names.values()) for name, one in self._attributes.items()}, short=SHORT
        )

    @cached_property
    def _names(self) -> NameWords:
        """Subjects by their own names, without that of what they are a part of."""
        return NameWords(
            {key: (one := self._graph[key]).aliases or one.written for key in self._documents}, begun=BEGUN
        )

    @cached_property
    def _contexts(self) -> NameWords:
        """Subjects by all their names, and by the titles of their documents."""
        return NameWords(
            {
                key: (*self._graph[key].written, *(self._title(one) for one in documents))
                for key, documents in self._documents.items()
            }
        )

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(one.part_of for key in self._documents if (one := self._graph[key]).part_of)

    def _title(self, document: str) -> str:
        held = self._index.documents.get(document)
        return held.title if held else ""

    @cached_property
    def _own(self) -> list[Fact]:
        return [fact for fact in self._facts.facts if fact.attribute in self._attributes]

    @cached_property
    def _documents(self) -> Mapping[str, frozenset[str]]:
        """The documents that have a figure of each subject."""
        return _documents_by(self._own, lambda fact: fact.subject)

    @cached_property
    def _of_measures(self) -> Mapping[str, frozenset[str]]:
        """The documents that have a figure of each measure."""
        return _documents_by(self._own, lambda fact: fact.attribute)

    @cached_property
    def _in_documents(self) -> Mapping[str, frozenset[str]]:
        """The measures of each document."""
        held = defaultdict[str, set[str]](set)
        for measure, documents in self._of_measures.items():
            for document in documents:
                held[document].add(measure)
        return {document: frozenset(measures) for document, measures in held.items()}

    @cached_property
    def _of_subjects(self) -> Mapping[str, tuple[str, ...]]:
        """The measures of each subject."""
        held = grouped(self._own, lambda fact: fact.subject)
        return {key: tuple(dict.fromkeys(fact.attribute for fact in facts)) for key, facts in held.items()}


def _documents_by(facts: Iterable[Fact], key: Callable[[Fact], str]) -> Mapping[str, frozenset[str]]:
    held = grouped(facts, key)
    return {one: frozenset(q.document_id for f in each for q in f.evidence) for one, each in held.items()}
