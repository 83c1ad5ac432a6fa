"""What other documents say of the sentences that answer: who bears them out, and who contradicts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.documents import Document
from index.passage_index import PassageIndex
from index.sentences import LONGEST, LONGEST_CJK
from qa.retrieval.relations import (
    QuestionTerms,
    Relation,
    SentenceProfile,
    independent,
    opposed,
    read,
    relation,
    successive,
    worth_reading,
)
from qa.retrieval.translations import tongue

UNSPACED: Final = frozenset({"ja", "zh"})
NEIGHBOURS: Final = 10  # sentences nearest to one that answers, which are compared with it
MOST_SUPPORT: Final = 5  # citations of one statement
MOST_STATED: Final = 3  # statements


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: the row of its sentence, its document, and what it states."""

    row: int
    document: Document
    states: str


@dataclass(frozen=True, slots=True)
class SupportedSentence:
    """A sentence to state, by its row, with the sentences of other documents that agree.

    `by_edition`: another edition of its report states another value, so this one is stated with its edition.
    """

    row: int
    supporting: tuple[int, ...] = ()
    by_edition: bool = False


@dataclass(frozen=True, slots=True)
class Corroboration:
    """The sentences of an answer, each with its support, and the contradictions between documents."""

    sentences: tuple[SupportedSentence, ...]
    conflicts: tuple[tuple[Side, ...], ...] = ()


class Corroborator:
    """Compares the sentences that answer with those of other documents that are nearest to them."""

    def __init__(self, index: PassageIndex, declared: Sequence[str] = ()) -> None:
        """`declared` are the editions that are known to be of one report."""
        self._index = index
        self._declared = frozenset(declared)
        self._ids = np.array([document.id for document in index.passage_documents])

    def corroborate(
        self, rows: Sequence[int], asked: QuestionTerms, editions: Sequence[str] = ()
    ) -> Corroboration:
        """What to state of the sentences `rows`, the best first, within `editions` (empty: all).

        A sentence that repeats or bears out an earlier one is no statement of its own. What contradicts the
        best one is stated right after it, whether it was among `rows` or not.
        """
        if len(self._index.documents) == 1:
            return Corroboration(tuple(map(SupportedSentence, rows[:MOST_STATED])))
        stated: list[SupportedSentence] = []
        conflicts: list[tuple[Side, ...]] = []
        covered: set[int] = set()
        for row in rows:
            if row in covered or len(stated) >= MOST_STATED:
                continue
            near = {row: self._near(row, asked, editions)}
            rival, by_edition = (None, False) if stated else self._rival(row, near[row])
            if rival is not None:
                near[rival] = self._near(rival, asked, editions)
                conflicts += [] if by_edition else [self._sides(row, rival, asked)]
            for one, others in near.items():
                stated.append(SupportedSentence(one, _agreeing(others)[: MOST_SUPPORT - 1], by_edition))
                covered |= {one, *(other for other, is_ in others.items() if is_ is not Relation.DIFFERS)}
        return Corroboration(tuple(stated), tuple(conflicts))

    def _near(self, row: int, asked: QuestionTerms, editions: Sequence[str]) -> dict[int, Relation]:
        """The nearest sentences of independent documents, one of each document, with what they are.

        Of those that agree, copies and translations of one another count as copies.
        """
        own = self._index.sentence_document(row)
        vector = self._index.dense_sentences.vectors[row]
        found: dict[int, Relation] = {}
        seen = {own.id}
        for hit in self._index.dense_sentences.search(vector, NEIGHBOURS, self._keep(own, editions)):
            other = self._index.sentence_document(hit.row)
            if other.id in seen or not worth_reading(own.language, other.language, hit.score):
                continue
            if not independent(own, other) or too_long(self._index, hit.row):
                continue
            is_ = relation(self._reading(row), self._reading(hit.row), hit.score, asked)
            if is_ is Relation.NONE:
                continue
            seen.add(other.id)
            if is_ is Relation.AGREES and any(self._same_voice(hit.row, one) for one in _agreeing(found)):
                is_ = Relation.COPY
            found[hit.row] = is_
        return found

    def _same_voice(self, one: int, other: int) -> bool:
        if not independent(self._index.sentence_document(one), self._index.sentence_document(other)):
            return True
        return self._reading(one).words == self._reading(other).words

    def _rival(self, row: int, near: Mapping[int, Relation]) -> tuple[int | None, bool]:
        """The sentence that is stated against another, if any, and whether their editions explain it."""
        own = self._index.sentence_document(row)
        differing = [other for other, is_ in near.items() if is_ is Relation.DIFFERS]
        for other in differing:
            if not successive(own, self._index.sentence_document(other), self._declared):
                return other, False
        return (differing[0], True) if differing else (None, False)

    def _sides(self, row: int, rival: int, asked: QuestionTerms) -> tuple[Side, ...]:
        """What the two sentences state: the dates or amounts, or the whole of what denies one another."""
        readings = [self._reading(row), self._reading(rival)]
        found = opposed(readings[0], readings[1], asked)
        states = [r.text for r in readings]
        if found:
            states = [r.text[m.start : m.end] for r, m in zip(readings, found, strict=True)]
        return tuple(
            Side(one, self._index.sentence_document(one), text)
            for one, text in zip((row, rival), states, strict=True)
        )

    def _keep(self, own: Document, editions: Sequence[str]) -> NDArray[np.bool_]:
        """Flags the sentences of other documents, [sentences]."""
        keep = self._index.within(editions) & (self._ids != own.id)
        flags: NDArray[np.bool_] = keep[self._index.sentences[:, 0]]
        return flags

    def _reading(self, row: int) -> SentenceProfile:
        return read(self._index.sentence_text(row), self._index.sentence_document(row).language)


def too_long(index: PassageIndex, row: int) -> bool:
    """Whether the sentence of a row is longer than a quote may be."""
    unspaced = tongue(index.sentence_document(row).language) in UNSPACED
    _, start, end = index.sentences[row].tolist()
    return bool(end - start > (LONGEST_CJK if unspaced else LONGEST))


def _agreeing(near: Mapping[int, Relation]) -> tuple[int, ...]:
    return tuple(row for row, is_ in near.items() if is_ is Relation.AGREES)
