"""The nearest names to one that is unknown: what else may have been meant."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from qa.knowledge.entities import Entities
from qa.language.compact import key_of

CUTOFF: Final = 60.0  # similarity, of 100, from which a name is offered
MOST: Final = 3


def nearest(name: str, entities: Entities, kinds: Collection[str]) -> tuple[str, ...]:
    """Up to three entities of `kinds` whose names are written most like `name`, the likest first."""
    from rapidfuzz import fuzz, process  # most names are known

    keys = [(key_of(written), e.id) for e in entities if e.kind in kinds for written in e.written]
    found = process.extract(
        key_of(name), [key for key, _ in keys], scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=4 * MOST
    )
    return tuple(dict.fromkeys(keys[place][1] for _, _, place in found))[:MOST]
