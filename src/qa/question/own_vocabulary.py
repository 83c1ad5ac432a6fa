"""The words in which documents name what they have figures of: subjects, measures, and their own titles."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from index.passage_index import PassageIndex
from index.tables import PIPE
from index.text import terms
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import HAN
from qa.language.lexicon import plain
from qa.question.name_words import NameWords

BEGUN: Final = 0.75  # what a name is worth by its first word
SHORT: Final = 0.6  # what a measure's name of two words is worth by the first of them
LONG: Final = 5  # letters of a word that may be misspelt
SPELT: Final = 86  # of 100, how like a known word is that is meant
WRITTEN: Final = 0.7  # the same of pairs of Chinese characters that documents hold elsewhere
UNSPACED: Final = 0.1  # of the weight of a word, what pairs of characters count that no name has
MOST_KEPT: Final = 4096  # pairs of a measure and a subject


class OwnVocabulary:
    """Names and titles, by their words. Threads may share it."""

    def __init__(self, knowledge: Knowledge, index: PassageIndex) -> None:
        """The documents of `index` are those that the figures are of."""
        self._index, self.graph, self.facts = index, knowledge.entities, knowledge.facts
        self.attributes = {name: one for name, one in knowledge.attributes.items() if one.is_own}
        self.are_cells: Callable[[str, str], bool] = lru_cache(maxsize=MOST_KEPT)(self._cells)

    def asked(self, words: Iterable[str]) -> frozenset[str]:
        """The terms of words, those misspelt as they are written."""
        return frozenset(self.spelt(term) for word in words for term in terms(word))

    def spelt(self, term: str) -> str:
        """The word of a name that a word is a misspelling of; itself where it is known, or like none."""
        from rapidfuzz import fuzz, process

        known = term in self.contexts or term in self.measures
        if known or len(term) < LONG or not term.isascii() or not term.isalpha():
            return term
        found = process.extractOne(term, self.contexts.terms, scorer=fuzz.ratio, score_cutoff=SPELT)
        return found[0] if found else term

    def weight(self, term: str) -> float:
        """How telling a word is; one that no line has may be what is asked for, and is as telling as any."""
        known = max(self.measures.weight(term), self.contexts.weight(term))
        if known or term.isascii():
            return known or self._foreign
        said = all(map(HAN.fullmatch, term)) and self._index.lexical.holds(term)
        return self._foreign * (WRITTEN if said else UNSPACED)

    def rest(self, said: Sequence[str], subject: str) -> str:
        """What a question says beside the names of a subject."""
        words = self.contexts.words(subject)
        names = sorted({plain(name) for name in self.graph[subject].written}, key=len, reverse=True)
        rest = []
        for word in said:
            if word.isascii():
                rest += [] if words.issuperset(terms(word)) else [word]
            else:
                for name in names:
                    word = word.replace(name, " ")
                rest += [word] if re.search(r"\w", word) else []
        return " ".join(rest)

    def title(self, document: str) -> str:
        held = self._index.documents.get(document)
        return held.title if held else ""

    def language(self, document: str) -> str:
        held = self._index.documents.get(document)
        return held.language.partition("-")[0] if held else ""

    def is_whole(self, subject: str) -> bool:
        """Whether others are parts of a subject."""
        return subject in self._wholes

    def _cells(self, attribute: str, subject: str) -> bool:
        """Whether a measure's figures are all cells of tables, in documents where the subject has a row.

        Then what has no figure has an empty cell. Of what sentences state, some is not found.
        """
        facts = self.facts.find(attribute, self.facts.subjects(attribute))
        own = [fact for fact in self.facts.of(subject) if fact.attribute in self.attributes]
        cells = {quote.document_id for fact in own for quote in fact.evidence if quote.quote.startswith(PIPE)}
        quotes = [quote for fact in facts for quote in fact.evidence if quote.document_id in cells]
        return bool(quotes) and all(quote.quote.startswith(PIPE) for quote in quotes)

    @cached_property
    def measures(self) -> NameWords:
        return NameWords(
            {name: tuple(one.names.values()) for name, one in self.attributes.items()}, short=SHORT
        )

    @cached_property
    def names(self) -> NameWords:
        """Subjects by their own names, without that of what they are a part of."""
        return NameWords(
            {key: (one := self.graph[key]).aliases or one.written for key in self.documents}, begun=BEGUN
        )

    @cached_property
    def contexts(self) -> NameWords:
        """Subjects by all their names, and by the titles of their documents."""
        return NameWords(
            {
                key: (*self.graph[key].written, *(self.title(one) for one in documents))
                for key, documents in self.documents.items()
            }
        )

    @cached_property
    def documents(self) -> Mapping[str, frozenset[str]]:
        """The documents that have a figure of each subject."""
        return _documents_by(self._own, lambda fact: fact.subject)

    @cached_property
    def of_measures(self) -> Mapping[str, frozenset[str]]:
        """The documents that have a figure of each measure."""
        return _documents_by(self._own, lambda fact: fact.attribute)

    @cached_property
    def in_documents(self) -> Mapping[str, Collection[str]]:
        """The measures of each document, in the order in which they come."""
        held = defaultdict[str, dict[str, None]](dict)
        for measure, documents in self.of_measures.items():
            for document in documents:
                held[document][measure] = None
        return held

    @cached_property
    def lines(self) -> Mapping[str, Collection[tuple[str, str]]]:
        """The subjects and measures of each document that it has figures of, in the order they come."""
        held = defaultdict[str, dict[tuple[str, str], None]](dict)
        for fact in self._own:
            for quote in fact.evidence:
                held[quote.document_id][fact.subject, fact.attribute] = None
        return held

    @cached_property
    def _foreign(self) -> float:
        return math.log(1 + len(self.attributes))

    @cached_property
    def _wholes(self) -> frozenset[str]:
        return frozenset(one.part_of for key in self.documents if (one := self.graph[key]).part_of)

    @cached_property
    def _own(self) -> list[Fact]:
        return [fact for fact in self.facts.facts if fact.attribute in self.attributes]


def _documents_by(facts: Iterable[Fact], key: Callable[[Fact], str]) -> Mapping[str, frozenset[str]]:
    held = grouped(facts, key)
    return {one: frozenset(q.document_id for f in each for q in f.evidence) for one, each in held.items()}
