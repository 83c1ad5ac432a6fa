"""Labels that name a part and what is measured of it in one: "Bakery revenue", 東港码头集装箱."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from qa.extraction.measures.heads import Label

CHARACTERS: Final = re.compile("[\u3041-\u9fff]{4,40}")  # of a name without spaces
JOINT: Final = re.compile("[の的]|\\s+")  # between a part and its measure
SHORTEST: Final = 2  # characters of a part, of a measure, and of what all parts are


def split_labels(labels: Sequence[Label], base: str, things: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The part and the measure of each name that has both.

    `things` are those that other tables of the document have, `base` is what stands above this one.
    """
    names = [one.name for one in labels if one.name]
    known = sorted((one for one in things if len(one) >= SHORTEST), key=len, reverse=True)
    found = {
        one.name: (part, rest)
        for one in labels
        if one.measured and (part := next((name for name in known if _begins(one.name, name)), ""))
        if (rest := JOINT.sub("", one.name[len(part) :], count=1))
    }
    return found or _by_kind(names, base)


def _begins(name: str, part: str) -> bool:
    """Whether a name goes on behind a part: after a space, or in characters."""
    behind = name[len(part) :]
    east = CHARACTERS.fullmatch(name) is not None and len(behind) >= SHORTEST
    return name.startswith(part) and (east or behind[:1] == " ")


def _by_kind(names: Sequence[str], base: str) -> dict[str, tuple[str, str]]:
    """Names in characters that all have a kind in them, which what stands above says to be measured."""
    if len(set(names)) < SHORTEST or not all(CHARACTERS.fullmatch(name) for name in names):
        return {}
    kinds = (base[at : at + SHORTEST] for at in range(1, len(base) - SHORTEST - 1))
    kind = next(
        (one for one in kinds if all(0 < name.find(one) < len(name) - SHORTEST for name in names)), ""
    )
    if not kind:
        return {}
    measure = base.partition(kind)[2]
    cuts = {name: name.find(kind) + len(kind) for name in names}
    return {name: (name[:cut], f"{name[cut:]}{measure}") for name, cut in cuts.items()}
