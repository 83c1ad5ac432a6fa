"""Number fidelity: every number of an answer stands in what it cites, in the question, or in a label.

This reads numbers by other rules than `qa.numbers`, which decides what is said: a judge of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from typing import Final

from qa.evaluation.gold.matching import normalise, without_marks
from qa.evaluation.gold.words import gold_words

DIGITS_KEPT: Final = 3  # behind the decimal point, where values are compared
MYRIADS: Final = re.compile(r"(\d+)\s*[億亿]\s*(\d+)\s*[万萬]")
QUARTER: Final = re.compile(
    r"(?<![a-z])[qt][1-4](?![0-9a-z])|第\s*[1-4]\s*(?:四半期|季)"
    r"|[1-4]\s*(?:er|e|ème|nd|st|rd|th)\s*(?:trimestre|quarter)"
)


def numbers(text: str) -> list[tuple[float, float]]:
    """Each number of a normalised text: its digits as written, and its value with the scale word behind."""
    joined = MYRIADS.sub(lambda match: f"{int(match[1]) + int(match[2]) / 1e4}億", text)
    scales = gold_words().scales
    return [
        (float(digits), round(float(digits) * scales.get(scale, 1.0), DIGITS_KEPT))
        for digits, scale in _pattern().findall(joined)
    ]


def loose_numbers(answer: str, sources: Sequence[str], *, differences: bool = False) -> list[float]:
    """The numbers of `answer` that none of `sources` holds, whatever the scale is written with.

    Labels of editions (Q1, 第1四半期) are not numbers. With `differences`, those of two numbers of the answer
    may be stated, too.
    """
    held = normalise(" ; ".join(sources))
    known = {value for pair in numbers(held) for value in pair}
    known |= {value for word, value in gold_words().numerals.items() if word in held}
    found = numbers(QUARTER.sub(" ", normalise(without_marks(answer))))
    if differences:
        written = [digits for digits, _ in found]
        known_steps = {round(abs(one - other), DIGITS_KEPT) for one, other in combinations(written, 2)}
        found = [pair for pair in found if pair[0] not in known_steps]
    return [digits for digits, value in found if not {digits, value} & known]


@cache
def _pattern() -> re.Pattern[str]:
    ordered = sorted(gold_words().scales, key=len, reverse=True)
    words = [re.escape(word) + ("(?![a-z])" if word.isascii() and len(word) < 3 else "") for word in ordered]
    return re.compile(rf"(\d+(?:\.\d+)?)(?:\s*({'|'.join(words)}))?")
