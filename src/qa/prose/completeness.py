"""Whether what a model wrote still tells the figures that were found: wording takes nothing away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from qa.language.wordlists import plain
from qa.models import Reply
from qa.numbers.reader import read
from qa.prose.names import NameReader
from qa.prose.owners import is_one_of, keys_of
from qa.prose.spelt import in_digits
from qa.prose.statement import ProseStatement

LISTED: Final = 4  # figures from which on an answer is a list, which is read at a glance as it is
EXACT: Final = 6  # decimals


def is_list(reply: Reply) -> bool:
    """Whether a reply is a table of figures rather than a sentence or two."""
    return len(reply.rows) > LISTED


def leaves_out(reply: Reply, passed: Iterable[ProseStatement], names: NameReader) -> bool:
    """Whether a figure that the reply tells is in none of the statements.

    Where two things have the same, both have to be named.
    """
    text = " ; ".join(one.text for one in passed)
    said = _numbers(text)
    if any(not _numbers(row.value) <= said for row in reply.rows):
        return True
    held = {(row.subject, _numbers(row.value)) for row in reply.rows}
    shared = Counter(numbers for _, numbers in held if numbers)
    named = names.named(text, [row.subject for row in reply.rows])
    return any(
        shared[_numbers(row.value)] > 1
        and not any(is_one_of(one, keys_of([row.subject], names)) for one in named)
        for row in reply.rows
    )


def _numbers(text: str) -> frozenset[float]:
    return frozenset(round(one.value, EXACT) for one in read(plain(in_digits(text))))
