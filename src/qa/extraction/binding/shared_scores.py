"""Values that a sentence tells of another name without writing them again: "84, as did Step-2", 同分."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from qa.extraction.binding.binder import LISTED, Bound
from qa.extraction.binding.sentence import Passage
from qa.extraction.mentions.clause import BREAK
from qa.extraction.mentions.vocabulary import compiled, vocabulary
from qa.knowledge.attributes import Attribute
from qa.language.wordlists import alternatives

REACH: Final = 80  # characters behind a value in which another name shares it
ADJECTIVES: Final = r"(?:\s[\w'’-]+){0,3}?\s*"  # "as did [its older] Step-2-16k"


def shared_scores(
    passage: Passage, bound: Iterable[Bound], attributes: Mapping[str, Attribute]
) -> Iterator[Bound]:
    """What is said to have the same score as one of `bound`."""
    for one in bound:
        kinds = attributes[one.attribute].subjects
        if attributes[one.attribute].unit != "points":
            continue
        _, high = passage.sentence(one.quantity.start)
        end = min(high, one.quantity.end + REACH)
        others = passage.quantities_in(one.quantity.end, end)
        end = others[0].start if others else end
        names = [fit for n in passage.names_in(one.quantity.end, end) if (fit := n.fitting(kinds))]
        for at, named in enumerate(names[:2]):
            tail = BREAK.split(passage.flat[named.end : names[at + 1].start if names[at + 1 :] else end])[0]
            gap = passage.flat[one.quantity.end : named.start]
            same = _before().search(gap) or compiled("same_after").search(tail)
            if same and named.ids != one.named.ids:
                yield replace(one, named=named, cost=max(one.cost, LISTED))
                break


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(vocabulary().same_before)}{ADJECTIVES}\Z")
