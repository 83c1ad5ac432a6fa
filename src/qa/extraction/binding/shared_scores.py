"""Values that a sentence tells of another name without writing them again: "84, as did Step-2", 同分."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from qa.extraction.binding.binder import LISTED, Bound
from qa.extraction.binding.paragraph import Paragraph
from qa.extraction.mentions.clause import BREAK
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.vocabulary import has_word, pattern
from qa.knowledge.attributes import Attribute

REACH: Final = 80  # characters behind a value in which another name shares it
SAME_BEFORE: Final = r"%(same_before)s(?:\s[\w'’-]+){0,3}?\s*\Z"  # "as did [its older] Step-2-16k"


def shared_scores(
    paragraph: Paragraph, bound: Iterable[Bound], attributes: Mapping[str, Attribute]
) -> Iterator[Bound]:
    """What is said to have the same score as one of `bound`."""
    for one in bound:
        attribute = attributes[one.attribute]
        sharing = _sharing(paragraph, one, attribute.subjects) if attribute.unit == "points" else None
        if sharing:
            yield replace(one, named=sharing, cost=max(one.cost, LISTED))


def _sharing(paragraph: Paragraph, one: Bound, kinds: Sequence[str]) -> Named | None:
    """Whom the words behind a score give it to as well: one of the two names that follow."""
    value, (_, high) = one.quantity, paragraph.sentence(one.quantity.start)
    end = min(high, value.end + REACH)
    end = next((other.start for other in paragraph.quantities.within(value.end, end)), end)
    names = [fit for n in paragraph.names.within(value.end, end) if (fit := n.fitting(kinds))]
    stops = [*(named.start for named in names[1:]), end]
    for named, stop in zip(names[:2], stops, strict=False):
        tail = BREAK.split(paragraph.flat[named.end : stop])[0]
        before = paragraph.flat[value.end : named.start]
        same = pattern(SAME_BEFORE).search(before) or has_word(tail, "same_after")
        if same and named.ids != one.named.ids:
            return named
    return None
