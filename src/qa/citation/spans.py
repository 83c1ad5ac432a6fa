"""The words of a quote that answer: which of its dates, numbers, names, reasons and other new words.

The candidates of a quote are compared by a weighted sum of features: whether the kind is the one asked for,
how much of the question stands around them, whether they hold the noun asked for ("which university"), how
long they are. Softmax makes shares of the sums, and of shares the F1 that each candidate can expect. The best
is marked if it expects enough and is of a kind asked for. The weights, in span_weights.yaml, were learned
from DRCD and JSQuAD by `python -m qa.evaluation.training.spans fit`; `measure` tells how well they do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.text import aligned
from index.yamlfile import load_yaml
from qa.citation.candidates import Candidate, QuestionWords, Span, Token, candidates, compiled, tokens

WEIGHTS: Final = Path(__file__).with_name("span_weights.yaml")
THRESHOLD: Final = 0.7  # expected F1 of characters from which the best candidate is marked
FITTING: Final = {  # the kinds of candidates that answer each kind of question
    "date": frozenset({"date"}),
    "number": frozenset({"number"}),
    "person": frozenset({"name", "quoted", "free", "joined", "mixed"}),
    "place": frozenset({"name", "quoted", "free", "joined", "mixed"}),
    "reason": frozenset({"reason"}),
    "manner": frozenset({"manner"}),
}
EXACT: Final = frozenset({"date", "number", "reason", "manner"})  # kinds told by their form
FADING: Final = 12.0  # characters over which a word of the question counts a third as much
LONGEST_WORD: Final = 6  # characters of a word beyond which it counts no more
ASIDE: Final = 0.5  # what a word of the question counts beyond a comma or a bracket
ASIDES: Final = re.compile(r"[,，;；、()（）]")
CONTEXT: Final = 3  # characters beside the question word that are compared
WORD_LENGTH: Final = 3  # Chinese characters that a word of letters is as long as


def answer_spans(quote: str, question: str, wants: Collection[str] = ()) -> tuple[Span, ...]:
    """Where `quote` answers `question`: offsets in the quote, sorted, disjoint and not empty; () if unclear.

    `wants` are the kinds of answer asked for, as of a Frame. What the question says itself is never marked.
    """
    asked = QuestionWords(question)
    found = shares(quote, asked, wants)
    expected = ((one, sum(share * overlap(one, other) for other, share in found)) for one, _ in found)
    best, f1 = max(expected, key=lambda item: item[1], default=(None, 0.0))
    if best is None or f1 < THRESHOLD or not _answers(best, quote, asked, wants):
        return ()
    return ((best.start, best.end),)


def _answers(one: Candidate, quote: str, asked: QuestionWords, wants: Collection[str]) -> bool:
    """Whether a candidate is of a kind asked for; small words of letters only with the noun asked for."""
    kinds = FITTING.keys() & set(wants)
    if kinds:
        return any(one.kind in FITTING[kind] for kind in kinds)
    text = aligned(quote[one.start : one.end])
    return one.kind != "plain" or any(noun in text for noun in _nouns(asked.text))


def overlap(one: Candidate, other: Candidate) -> float:
    """The F1 of the characters of one candidate if the other is right: candidates differ in their edges."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    return 2 * both / (one.end - one.start + other.end - other.start)


def shares(quote: str, asked: QuestionWords, wants: Collection[str]) -> list[tuple[Candidate, float]]:
    """The candidates of a quote, each with its share of 1."""
    scored = [(candidate, _score(row)) for candidate, row in described(quote, asked, wants)]
    top = max((score for _, score in scored), default=0.0)
    powers = [math.exp(score - top) for _, score in scored]
    return [(item[0], power / sum(powers)) for item, power in zip(scored, powers, strict=True)]


def described(
    quote: str, asked: QuestionWords, wants: Collection[str]
) -> list[tuple[Candidate, dict[str, float]]]:
    """The candidates of a quote with their features."""
    folded = aligned(quote)
    words = tokens(folded, asked)
    found = candidates(quote, folded, words)
    view = _View(
        quote,
        folded,
        words,
        asked,
        _nouns(asked.text),
        _around(asked.text),
        frozenset(wants) & FITTING.keys(),
    )
    return [(candidate, view.features(candidate, found)) for candidate in found]


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _View:
    """A quote beside a question."""

    quote: str
    folded: str
    words: Sequence[Token]
    asked: QuestionWords
    nouns: frozenset[str]
    around: Sequence[tuple[str, str]]
    wants: frozenset[str]

    def features(self, one: Candidate, others: Sequence[Candidate]) -> dict[str, float]:
        inside = [word for word in self.words if one.start <= word.start and word.end <= one.end]
        length = math.log(sum(map(_length, inside)) or 1)
        said = sum(word.end - word.start for word in inside if word.said)
        values = {
            self._kind(one): 1.0,
            "near": self._nearness(one),
            "before": self._alike(self.folded[: one.start].rstrip()[: -CONTEXT - 1 : -1], 0),
            "behind": self._alike(self.folded[one.end :].lstrip()[:CONTEXT], 1),
            "noun_inside": float(any(n in self._text(one) and n != self._text(one) for n in self.nouns)),
            "noun_ends": float(any(self._ends_like(one, noun) for noun in self.nouns)),
            "length": length,
            "length_squared": length * length,
            "said": said / (one.end - one.start),
            "first": float(one.start == 0),
            "bracketed": float(self.quote[: one.start].endswith(("(", "（"))),
            "inner": float(any(_within(one, other) for other in others)),
            "hiragana": float(any(word.kind == "hiragana" for word in inside)),
            "topic": float(self.folded[one.end :].lstrip().startswith(("は", "が"))),
        }
        if one.kind not in EXACT:
            values[one.kind] = 1.0
        return values

    def _kind(self, one: Candidate) -> str:
        """Whether the kind is one asked for; nothing of the kind may be asked for, too."""
        fits = any(one.kind in FITTING[kind] for kind in self.wants)
        if one.kind in EXACT:
            return f"asked_{one.kind}" if fits else f"unasked_{one.kind}"
        return "another" if self.wants and not fits else "open"

    def _text(self, one: Candidate) -> str:
        return self.folded[one.start : one.end]

    def _ends_like(self, one: Candidate, noun: str) -> bool:
        """Whether a Chinese or Japanese candidate ends in the character that the noun asked for ends in."""
        text = self._text(one)
        return not noun.isascii() and text.endswith(noun[-1]) and text != noun

    def _nearness(self, one: Candidate) -> float:
        """How much of the question stands around: the sum fades with the distance."""
        total = 0.0
        for word in self.words:
            if not word.said or one.start <= word.start < one.end:
                continue
            start, end = (word.end, one.start) if word.end <= one.start else (one.end, word.start)
            worth = ASIDE if ASIDES.search(self.folded, start, max(start, end)) else 1.0
            total += worth * min(word.end - word.start, LONGEST_WORD) * math.exp((start - end) / FADING)
        return math.log1p(total)

    def _alike(self, beside: str, side: int) -> float:
        """The share of the characters beside the candidate that stand beside the question word too."""
        return max((_common(beside, texts[side]) for texts in self.around), default=0) / CONTEXT


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike, up to CONTEXT; none of the end of a question."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b or a in "?。":
            break
        count += 1
    return count


def _length(word: Token) -> int:
    return WORD_LENGTH if word.kind == "word" else word.end - word.start


def _within(one: Candidate, other: Candidate) -> bool:
    return one is not other and other.kind == one.kind and other.start <= one.start and one.end <= other.end


def _nouns(question: str) -> frozenset[str]:
    """What is asked for beside the question word: the university of "which university"."""
    return frozenset(match["noun"] for pattern in compiled("focus") for match in pattern.finditer(question))


def _around(question: str) -> list[tuple[str, str]]:
    """What stands before each question word, backwards, and behind it."""
    words = (match for pattern in compiled("asking") for match in pattern.finditer(question))
    return [
        (question[: word.start()].rstrip()[: -CONTEXT - 1 : -1], question[word.end() :].lstrip()[:CONTEXT])
        for word in words
    ]


@cache
def _weights() -> Mapping[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml(WEIGHTS)["weights"].items()}


def _score(values: Mapping[str, float]) -> float:
    weights = _weights()
    return sum(weights.get(name, 0.0) * value for name, value in values.items())
