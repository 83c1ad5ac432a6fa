"""What other documents say of the sentences that answer: who bears them out, and who contradicts them."""

from __future__ import annotations

from collections.abc import Sequence
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

    `by_edition`: another edition of its report states another value, so that it is told with its edition.
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
        documents = [index.documents[passage.document_id] for passage in index.passages]
        self._editions = np.array([document.edition for document in documents])
        self._ids = np.array([document.id for document in documents])
        self._several = len(index.documents) > 1

    def corroborate(
        self, rows: Sequence[int], asked: QuestionTerms, editions: Sequence[str] = ()
    ) -> Corroboration:
        """What to state of the sentences `rows`, the best first, within `editions` (empty: all).

        A sentence that repeats or bears out an earlier one is no statement of its own. What contradicts the
        best one is stated right after it, whether it was among `rows` or not.
        """
        if not self._several:
            return Corroboration(tuple(SupportedSentence(row) for row in rows[:MOST_STATED]))
        stated: list[SupportedSentence] = []
        conflicts: list[tuple[Side, ...]] = []
        covered: set[int] = set()
        for row in rows:
            if row in covered or len(stated) >= MOST_STATED:
                continue
            near = self._near(row, asked, editions)
            rival, by_edition = (None, False) if stated else self._rival(row, near)
            stated.append(SupportedSentence(row, _agreeing(near), by_edition))
            covered |= {row, *(other for other, is_ in near if is_ is not Relation.DIFFERS)}
            if rival is not None:
                seconds = self._near(rival, asked, editions)
                stated.append(SupportedSentence(rival, _agreeing(seconds), by_edition))
                covered |= {rival, *(other for other, is_ in seconds if is_ is not Relation.DIFFERS)}
                if not by_edition:
                    conflicts.append(self._sides(row, rival, asked))
        return Corroboration(tuple(stated), tuple(conflicts))

    def _near(self, row: int, asked: QuestionTerms, editions: Sequence[str]) -> list[tuple[int, Relation]]:
        """The nearest sentences of independent documents, one of each document, with what they are."""
        own = self._document(row)
        hits = self._index.search_sentences(self._vector(row), NEIGHBOURS, self._keep(own, editions))
        found: list[tuple[int, Relation]] = []
        seen = {own.id}
        for hit in hits:
            other = self._document(hit.row)
            if other.id in seen or not worth_reading(own.language, other.language, hit.score):
                continue
            if not independent(own, other) or too_long(self._index, hit.row):
                continue
            is_ = relation(self._reading(row), self._reading(hit.row), hit.score, asked)
            if is_ is not Relation.NONE:
                seen.add(other.id)
                found.append((hit.row, is_))
        return self._distinct(found)

    def _distinct(self, found: Sequence[tuple[int, Relation]]) -> list[tuple[int, Relation]]:
        """The sentences that agree, without copies and translations of one another."""
        kept: list[tuple[int, Relation]] = []
        for row, is_ in found:
            twice = is_ is Relation.AGREES and any(
                other_is is Relation.AGREES and self._same_voice(row, other) for other, other_is in kept
            )
            kept.append((row, Relation.COPY if twice else is_))
        return kept

    def _same_voice(self, one: int, other: int) -> bool:
        if not independent(self._document(one), self._document(other)):
            return True
        return self._reading(one).words == self._reading(other).words

    def _rival(self, row: int, near: Sequence[tuple[int, Relation]]) -> tuple[int | None, bool]:
        """The sentence that is told against another, if any, and whether their editions tell them apart."""
        own = self._document(row)
        differing = [other for other, is_ in near if is_ is Relation.DIFFERS]
        for other in differing:
            if not successive(own, self._document(other), self._declared):
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
            Side(place, self._document(place), text) for place, text in zip((row, rival), states, strict=True)
        )

    def _keep(self, own: Document, editions: Sequence[str]) -> NDArray[np.bool_]:
        """Flags the sentences of other documents, [sentences]."""
        keep = self._ids != own.id
        if editions:
            keep &= np.isin(self._editions, editions)
        flags: NDArray[np.bool_] = keep[self._index.sentences[:, 0]]
        return flags

    def _document(self, row: int) -> Document:
        passage = self._index.passages[int(self._index.sentences[row, 0])]
        return self._index.documents[passage.document_id]

    def _reading(self, row: int) -> SentenceProfile:
        return read(self._index.sentence_text(row), self._document(row).language)

    def _vector(self, row: int) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._index.sentence_vectors([row])[0]
        return vector


def too_long(index: PassageIndex, row: int) -> bool:
    """Whether the sentence of a row is longer than a quote may be."""
    passage, start, end = (int(n) for n in index.sentences[row])
    language = index.documents[index.passages[passage].document_id].language
    return end - start > (LONGEST_CJK if language.partition("-")[0] in UNSPACED else LONGEST)


def _agreeing(near: Sequence[tuple[int, Relation]]) -> tuple[int, ...]:
    return tuple(row for row, is_ in near if is_ is Relation.AGREES)[: MOST_SUPPORT - 1]
