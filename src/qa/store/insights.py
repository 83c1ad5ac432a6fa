"""Insights: what was asked without an answer, grouped by meaning; what was asked most, and disputed most."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from index.documents import Frozen
from index.embedding import Vectors
from qa.store.asked import AskedQuestion

ALIKE: Final = 0.88
"""The mean cosine from which a question belongs to a group. Of 31 invented questions in five languages, 94 in
100 pairs that it brings together mean the same, and 70 in 100 that do are brought together."""
MOST_TEXTS: Final = 2_000  # questions that are compared, those asked most
EXAMPLES: Final = 5  # wordings of a group
LONGEST: Final = 300  # characters of a question, and of what somebody says
UNHELPFUL: Final = ("wrong", "unsupported", "outdated", "missing", "beside")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by programs for sheets

Embed = Callable[[Sequence[str]], Vectors]


class QuestionGroup(Frozen):
    """Questions that mean the same, by the one that is nearest to all of them, and other wordings.

    `verdicts` counts what was said of the answers, `words` are what was said with it; `key` is that of the
    latest answer to the question.
    """

    question: str
    count: int
    examples: tuple[str, ...]
    languages: tuple[str, ...]
    verdicts: dict[str, int]
    words: tuple[str, ...] = ()
    key: str = ""

    @property
    def disputes(self) -> int:
        """How often it was said that an answer does not help."""
        return sum(self.verdicts.get(one, 0) for one in UNHELPFUL)


class Insights(Frozen):
    """`gaps` are groups of questions without an answer; the groups of each kind come largest first."""

    asked: int
    unanswered: int
    gaps: tuple[QuestionGroup, ...]
    most: tuple[QuestionGroup, ...]
    disputed: tuple[QuestionGroup, ...]


def insights(asked: Sequence[AskedQuestion], embed: Embed) -> Insights:
    """What is to be learned of what was asked; `embed` gives unit vectors."""
    unanswered = [one for one in asked if not one.answered]
    groups = _groups(asked, embed)
    disputed = sorted((one for one in groups if one.disputes), key=lambda one: -one.disputes)
    most = tuple(one for one in groups if one.count > 1)
    return Insights(
        asked=len(asked),
        unanswered=len(unanswered),
        gaps=_groups(unanswered, embed),
        most=most,
        disputed=tuple(disputed),
    )


def as_csv(told: Insights) -> str:
    """A line for each group; what a program for sheets might run as a formula is text."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(["kind", "question", "count", "languages", "helpful", *UNHELPFUL, "examples", "words"])
    for kind, groups in (("gap", told.gaps), ("most asked", told.most), ("disputed", told.disputed)):
        for one in groups:
            verdicts = [one.verdicts.get(name, 0) for name in ("helpful", *UNHELPFUL)]
            texts = (" | ".join(one.examples), " | ".join(one.words))
            cells = [kind, one.question, one.count, " ".join(one.languages), *verdicts, *texts]
            sheet.writerow([_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def _groups(asked: Sequence[AskedQuestion], embed: Embed) -> tuple[QuestionGroup, ...]:
    """Groups of what means the same, the largest first.

    Each wording, those asked most first, joins the group that it is most like on the mean, or begins one.
    """
    held: dict[str, list[AskedQuestion]] = {}
    for one in asked:
        held.setdefault(" ".join(one.question.split())[:LONGEST], []).append(one)
    texts = sorted(held, key=lambda text: -len(held[text]))[:MOST_TEXTS]
    if not texts:
        return ()
    vectors = np.asarray(embed(texts), dtype=np.float32)
    members: list[list[int]] = []
    sums = np.zeros_like(vectors)
    for row, vector in enumerate(vectors):
        sizes = np.array([len(one) for one in members], dtype=np.float32)
        likeness = sums[: len(members)] @ vector / sizes if members else np.zeros(0, dtype=np.float32)
        best = int(likeness.argmax()) if len(likeness) else -1
        if best >= 0 and likeness[best] >= ALIKE:
            members[best].append(row)
        else:
            best = len(members)
            members.append([row])
        sums[best] += vector
    groups = [_group(rows, texts, held, vectors[rows] @ sums[place]) for place, rows in enumerate(members)]
    return tuple(sorted(groups, key=lambda one: -one.count))


def _group(
    rows: Sequence[int], texts: Sequence[str], held: dict[str, list[AskedQuestion]], likeness: Vectors
) -> QuestionGroup:
    """The group of some texts, named by what is most like all of them."""
    by_likeness = [texts[rows[place]] for place in np.argsort(-likeness, kind="stable")]
    asked = [one for text in by_likeness for one in held[text]]
    verdicts: Counter[str] = Counter()
    for one in asked:
        verdicts.update(one.verdicts)
    return QuestionGroup(
        question=by_likeness[0],
        count=len(asked),
        examples=tuple(by_likeness[1 : EXAMPLES + 1]),
        languages=tuple(sorted({one.language for one in asked})),
        verdicts=dict(verdicts),
        words=_words(asked),
        key=held[by_likeness[0]][-1].key,
    )


def _words(asked: Iterable[AskedQuestion]) -> tuple[str, ...]:
    said = dict.fromkeys(" ".join(words.split())[:LONGEST] for one in asked for words in one.words)
    return tuple(said)[:EXAMPLES]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
