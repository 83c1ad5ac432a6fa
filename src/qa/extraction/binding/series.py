"""Names and values in lists: "R1 and o1 score 89 and 94, respectively", "R1 and o1-mini both score 89"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from qa.extraction.binding.attributes import Meaning
from qa.extraction.binding.paragraph import Paragraph
from qa.extraction.mentions.clause import is_joint
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.ranges import is_choice
from qa.extraction.mentions.vocabulary import compiled, has_word

AROUND: Final = 16  # characters around names and value in which "both" is looked for
BEHIND: Final = 40  # characters after values in which "respectively" is
WINDOW: Final = 8  # names that are listed

Run = list[Quantity]


def runs(paragraph: Paragraph, meant: Mapping[Quantity, Meaning]) -> Iterator[Run]:
    """Values of one attribute that are listed with nothing but commas and "and" between, two and more."""
    run: Run = []
    for quantity in meant:
        joined = run and meant[run[-1]].attribute == meant[quantity].attribute
        if joined and is_joint(paragraph.flat[run[-1].end : quantity.start]):
            run.append(quantity)
            continue
        if len(run) > 1:
            yield run
        run = [quantity]
    if len(run) > 1:
        yield run


def listed(paragraph: Paragraph, run: Sequence[Quantity], kinds: frozenset[str]) -> list[Named] | None:
    """The names of a run of values, one each; empty where they are not as many, None for no list."""
    low, high = paragraph.sentence(run[0].start)
    first, last = run[0].start, run[-1].end
    loose = compiled("respectively").search(paragraph.flat, low, min(high, last + BEHIND)) is not None
    before = _group(paragraph, paragraph.names_before(first)[::-1], kinds, loose=loose)
    after = _group(paragraph, paragraph.names_after(last), kinds, loose=loose)
    for group in (before[::-1], after):
        if len(group) > 1:
            return group if len(group) == len(run) else []
    # "R1, the first of them, and o1, the older one, score 89 and 94": in their order, or not at all
    apart = [fit for named in paragraph.names_before(first) if (fit := named.fitting(kinds))]
    if len(apart) > 1:
        return apart if len(apart) == len(run) else []
    return None


def together(
    paragraph: Paragraph, quantity: Quantity, named: Named, kinds: frozenset[str]
) -> tuple[Named, ...]:
    """All names that share the value of `named`; none where it may be their sum."""
    if named.start > quantity.start:
        return (named,)
    low, _ = paragraph.sentence(quantity.start)
    names = paragraph.names_before(named.start)
    group = _group(paragraph, (named, *names[::-1]), kinds, loose=False)
    if len(group) == 1:
        return (named,)
    if any(is_choice(paragraph.joint(b.end, a.start)) for a, b in pairwise(group)):
        return ()
    around = paragraph.flat[max(low, group[-1].start - AROUND) : quantity.end + AROUND]
    if has_word(around, "both"):
        return tuple(group)
    own = paragraph.quantities.within(group[-1].end, named.start)
    return (named,) if own or quantity.unit == "points" else ()


def _group(
    paragraph: Paragraph, names: Sequence[Named], kinds: frozenset[str], *, loose: bool
) -> list[Named]:
    """The names from the first that fits on, as long as each is joined to the one before."""
    group: list[Named] = []
    for named in names:
        fit = named.fitting(kinds)
        if fit is None:
            if named.has("maker") or not group:
                continue  # "OpenAI's o1 and DeepSeek's R1"
            break
        if group:
            one, other = sorted((group[-1], fit), key=lambda n: n.start)
            if not is_joint(paragraph.joint(one.end, other.start), loose=loose):
                break
        group.append(fit)
        if len(group) == WINDOW:
            break
    return group
