"""Search by words: BM25.

What is stored is how often each term occurs in each row, and how long the rows are: that depends on each row
alone, so that an index can take it over from the one before. What depends on all rows, document frequencies
and the mean length, is worked out when it is asked for: a search adds up a few columns of a sparse matrix.
The scores are those of bm25s, which tests compare them with; it stores them, and would count everything anew.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import NonNegativeInt, TypeAdapter

from index.hits import Hit, Keep, best
from index.manifest import damaged, load_array
from index.rows import NEW, Origin

Integers = NDArray[np.int32]

_K1: Final = 1.2
_B: Final = 0.75
_VOCABULARY: Final = "vocabulary.json"
POSTINGS: Final = ("rows.npy", "counts.npy")
_WORDS: Final = TypeAdapter(dict[str, NonNegativeInt])


class _Postings(NamedTuple):
    """How often terms occur in rows: three arrays [n], and the numbers of the terms."""

    vocabulary: dict[str, int]
    terms: Integers
    rows: Integers
    counts: Integers


class LexicalIndex:
    """Rows of terms; a row's score is the sum of its BM25 weights for the distinct terms asked for."""

    def __init__(self, folder: Path, vocabulary: dict[str, int], columns: NDArray[np.int64]) -> None:
        """`columns` [terms + 1] says where in the files of `folder` the rows of each term begin."""
        self._folder, self._vocabulary, self._columns = folder, vocabulary, columns
        self._lengths: Integers = load_array(folder, "lengths.npy", np.int32, (None,))

    @cached_property
    def _stored(self) -> tuple[Integers, Integers]:
        """The rows that each term occurs in, one term after another, and how often."""
        rows, counts = (
            load_array(self._folder, name, np.int32, (int(self._columns[-1]),)) for name in POSTINGS
        )
        return rows, counts

    @staticmethod
    def build(
        rows: Iterable[tuple[int, Sequence[str]]],
        folder: Path,
        previous: LexicalIndex | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Write an index into the new folder `folder`: of `rows`, the numbers and terms of passages.

        The other rows are those that `origin` names in `previous`. Equal rows are equal files, whichever of
        them are taken over.
        """
        kept = previous.postings(origin) if previous is not None and origin is not None else None
        postings = _counted(rows, kept)
        used, terms = np.unique(postings.terms, return_inverse=True)
        names = list(postings.vocabulary)
        words = sorted(names[term] for term in used)
        place = {word: number for number, word in enumerate(words)}
        rank = np.array([place[names[term]] for term in used], dtype=np.int32)[terms]
        order = np.lexsort((postings.rows, rank))
        folder.mkdir()
        np.save(folder / "rows.npy", postings.rows[order])
        np.save(folder / "counts.npy", postings.counts[order])
        np.save(folder / "columns.npy", np.concatenate([[0], np.cumsum(np.bincount(rank))]).astype(np.int64))
        np.save(folder / "lengths.npy", np.bincount(postings.rows, postings.counts).astype(np.int32))
        (folder / _VOCABULARY).write_text(json.dumps(place, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, count: int) -> LexicalIndex:
        """The index of `count` rows in `folder`; raises OSError, ValueError or IndexDamagedError."""
        index = cls(folder, *read_words(folder))
        index._stored  # noqa: B018 - maps them, for the version may be removed
        index.check(count)
        return index

    def check(self, count: int) -> None:
        """Raises IndexDamagedError unless there are `count` rows."""
        if len(self._lengths) != count:
            raise damaged(self._folder.parent, "terms/lengths.npy")

    def postings(self, origin: Origin) -> _Postings:
        """How often each term occurs in the rows that `origin` names, by the numbers they get there."""
        moved = np.full(len(self._lengths), NEW, dtype=np.int32)
        rows = np.flatnonzero(origin != NEW)
        moved[origin[rows]] = rows
        terms = np.repeat(np.arange(len(self._columns) - 1, dtype=np.int32), np.diff(self._columns))
        held, counts = self._stored
        kept = moved[held] != NEW
        return _Postings(self._vocabulary, terms[kept], moved[held[kept]], counts[kept])

    def all_postings(self) -> Iterator[tuple[Integers, Integers]]:
        """The rows that each term occurs in, and how often, in the order of the terms' numbers."""
        rows, counts = self._stored
        for start, end in pairwise(self._columns.tolist()):
            yield rows[start:end], counts[start:end]

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """The score of every row, float32 [n]; 0 where none of the terms occurs.

        Raises IndexDamagedError for a row that there is not: looking at all when opening would take longer.
        """
        scores = np.zeros(len(self._lengths), dtype=np.float32)
        for term in dict.fromkeys(terms):
            rows, counts = self._posting(term)
            try:
                scores[rows] += np.float32(self.rarity(term)) * counts / (counts + self.norms[rows])
            except IndexError as error:
                raise damaged(self._folder.parent, "terms") from error
        return scores

    def scores_of(self, terms: Iterable[str], rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """The scores of some `rows`, float32 [rows]."""
        return self.scores(terms)[rows]

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """What a row's length adds to the frequency of a term, at which it counts half, float32 [n]."""
        relative = self._lengths / self._lengths.mean()
        norms: NDArray[np.float32] = (_K1 * (1 - _B + _B * relative)).astype(np.float32)
        return norms

    def search(self, terms: Iterable[str], limit: int, keep: Keep = None) -> list[Hit]:
        """The `limit` best rows, of those that `keep` flags, in which at least one of the terms occurs."""
        scores = self.scores(terms)
        rows = np.flatnonzero(scores > 0 if keep is None else (scores > 0) & keep)
        return best(scores[rows], rows, limit)

    def rarity(self, term: str) -> float:
        """The term's inverse document frequency, ln(1 + (n - df + ½) / (df + ½)); most for unknown terms."""
        start, end = self._column(term)
        frequency = end - start
        return math.log1p((len(self._lengths) - frequency + 0.5) / (frequency + 0.5))

    def holds(self, term: str) -> bool:
        """Whether a row has the term."""
        start, end = self._column(term)
        return end > start

    def having(self, terms: Iterable[str]) -> NDArray[np.intp]:
        """The rows that have all of the terms, in order; none where no term is given."""
        rows = [frozenset(self._posting(term)[0].tolist()) for term in terms]
        return np.array(sorted(frozenset.intersection(*rows)) if rows else [], dtype=np.intp)

    def _posting(self, term: str) -> tuple[Integers, Integers]:
        """The rows that a term occurs in, in order, and how often."""
        start, end = self._column(term)
        rows, counts = self._stored
        return rows[start:end], counts[start:end]

    def _column(self, term: str) -> tuple[int, int]:
        column = self._vocabulary.get(term)
        if column is None:
            return 0, 0
        return int(self._columns[column]), int(self._columns[column + 1])


def read_words(folder: Path) -> tuple[dict[str, int], NDArray[np.int64]]:
    """The numbers of the terms in `folder`, and where the rows of each begin, [terms + 1].

    Raises OSError, ValueError or IndexDamagedError.
    """
    vocabulary = _WORDS.validate_json((folder / _VOCABULARY).read_bytes())
    columns = load_array(folder, "columns.npy", np.int64, (None,))
    if max(vocabulary.values(), default=0) >= len(columns):
        raise ValueError("a term has no column")
    return vocabulary, columns


def _counted(rows: Iterable[tuple[int, Sequence[str]]], kept: _Postings | None) -> _Postings:
    """The postings of `rows`, and those that are `kept`."""
    vocabulary = dict(kept.vocabulary) if kept else {}
    terms, places, counts = array("i"), array("i"), array("i")
    for row, found in rows:
        # A row without terms holds the empty one, which nobody asks for: there is always something to index.
        for term, count in Counter(found or [""]).items():
            terms.append(vocabulary.setdefault(term, len(vocabulary)))
            places.append(row)
            counts.append(count)
    fresh = [np.frombuffer(one, dtype=np.int32) for one in (terms, places, counts)]
    if kept:
        fresh = [np.concatenate(pair) for pair in zip(kept[1:], fresh, strict=True)]
    return _Postings(vocabulary, *fresh)
