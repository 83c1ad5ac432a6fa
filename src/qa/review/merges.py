"""Whom a new name may mean: suggestions for a person, who alone decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qa.knowledge.entities import Entities
from qa.language.compact import key_of
from qa.linking.names import NameIndex

MOST: Final = 3
LEAST: Final = 0.6  # likeness in writing under which a name is not worth a look
OTHER_NUMBERS: Final = 0.5  # R1-0528 is not R1, however alike they look
OTHER_KIND: Final = 0.9
CONTAINED: Final = 0.9  # "Zhipu" in "Zhipu AI"
SHORTEST: Final = 3  # characters of a name that may be contained in another
LOOKED_AT: Final = 200  # of the names nearest in writing
NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Merge:
    """An entity that a new name may mean, as the reader calls it; `score` is from 0 to 1."""

    entity: str
    name: str
    score: float


def suggestions(
    name: str, kind: str, entities: Entities, *, other_than: str = "", language: str = "en"
) -> tuple[Merge, ...]:
    """At most three entities whose names are like `name`, the most similar first; never `other_than`."""
    from rapidfuzz import fuzz, process  # only a reviewer asks

    key, numbers = key_of(name), sorted(NUMBERS.findall(name))
    families = (entities.kinds.products, entities.kinds.makers)
    kin = next((kinds for kinds in families if kind in kinds), frozenset({kind}))
    held = (entity for entity in entities if entity.kind in kin and entity.id != other_than)
    names = [(entity, written) for entity in held for written in entity.written]
    keys = [key_of(written) for _, written in names]
    near = process.extract(key, keys, scorer=fuzz.ratio, limit=LOOKED_AT)
    if len(key) >= SHORTEST:
        near += process.extract(key, keys, scorer=fuzz.partial_ratio, limit=LOOKED_AT)
    best: dict[str, float] = {}
    for other, _, place in near:
        entity, written = names[place]
        contained = fuzz.partial_ratio(key, other) if min(len(key), len(other)) >= SHORTEST else 0.0
        score = max(fuzz.ratio(key, other), CONTAINED * contained) / 100
        if score < LEAST:
            continue
        score *= 1 if sorted(NUMBERS.findall(written)) == numbers else OTHER_NUMBERS
        score *= 1 if entity.kind == kind else OTHER_KIND
        best[entity.id] = max(best.get(entity.id, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    return tuple(Merge(key, entities[key].name(language), round(score, 3)) for key, score in ranked[:MOST])


def named(name: str, names: NameIndex) -> str | None:
    """The one entity that the whole of `name`, an id or a name rightly spelt, means."""
    found = names.resolve(name.strip())
    if found is None or not found.exact or found.end - found.start < len(name.strip()):
        return None
    return found.entities[0] if len(found.entities) == 1 else None
