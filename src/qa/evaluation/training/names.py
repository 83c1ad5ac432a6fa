"""Learning which words are names, from where names stand in the utterances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from qa.understanding.features import Array
from qa.understanding.names import CONTEXTS, LETTER, SHAPE, NameModel, WordReader, contexts, words_of
from qa.understanding.utterance import Role, Utterance

STRENGTH: Final = 0.5  # inverse of the regularisation
MOST_ITERATIONS: Final = 300


def learn_names(utterances: Sequence[Utterance], reader: WordReader) -> NameModel:
    """The weights that tell whether a word is part of a name."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    shapes, places, starts, named = list[Array](), list[int](), [0], list[bool]()
    for utterance in utterances:
        words = words_of(utterance.text)
        for place, (word, start, end) in enumerate(words):
            if LETTER.match(word):
                shapes.append(reader.shape(words, place, utterance.language))
                places += contexts(words, place, utterance.language)
                starts.append(len(places))
                named.append(is_named(utterance, start, end))
    beside = csr_matrix((np.ones(len(places)), places, starts), shape=(len(named), CONTEXTS))
    matrix = hstack([csr_matrix(np.stack(shapes)), beside]).tocsr()
    learned = LogisticRegression(C=STRENGTH, max_iter=MOST_ITERATIONS).fit(matrix, named)
    weights, bias = learned.coef_[0].astype(np.float32), learned.intercept_.astype(np.float32)
    return NameModel(weights[:SHAPE], weights[SHAPE:].astype(np.float16), bias, reader)


def is_named(utterance: Utterance, start: int, end: int) -> bool:
    """Whether the word at `start` to `end` is part of what a subject of the utterance is called."""
    subjects = (mark for mark in utterance.marks if mark.role is Role.SUBJECT)
    return any(mark.start <= start and end <= mark.end for mark in subjects)
