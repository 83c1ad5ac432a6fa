"""Tables: the figures that verified claims state, a row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from qa.citation.claim import Claim
from qa.knowledge.entities import Entity
from qa.knowledge.facts import Fact
from qa.knowledge.makers import MAKER
from qa.knowledge.standings import Standing
from qa.models import Row, Statement
from qa.wording.wording import Words

WEIGHTED: Final = frozenset({"model", "family"})  # kinds that have weights


@dataclass
class _Line:
    """What a row is made from, as its claims come."""

    place: str
    when: str
    facts: dict[Fact, None] = field(default_factory=dict)
    citations: dict[int, None] = field(default_factory=dict)
    statements: list[int] = field(default_factory=list)


def rows(claims: Sequence[Claim], statements: Sequence[Statement], words: Words) -> tuple[Row, ...]:
    """A row for each subject, figure and edition, in order; values that contradict each other as a range.

    `statements[i]` is what `claims[i]` became.
    """
    lines: dict[tuple[str, str, str], _Line] = {}
    for number, (claim, statement) in enumerate(zip(claims, statements, strict=True)):
        if (
            claim.derived
            or len({fact.subject for fact in claim.facts}) != 1
            or claim.facts[0].attribute == MAKER
        ):
            continue  # a verdict or a count, of several, or no figure
        key = claim.facts[0].key
        line = lines.setdefault(key, _Line(claim.place, claim.when))
        line.facts |= {fact: None for fact in claim.facts if fact.key == key}
        line.citations |= dict.fromkeys(statement.citations)
        line.statements.append(number)
    return tuple(
        Row(
            place=line.place,
            subject=words.name(subject),
            figure=words.attribute(attribute),
            value=_value(tuple(line.facts), words),
            edition=words.edition(edition),
            when=line.when,
            open_weights=weights(words.knowledge.entities[subject]),
            citations=tuple(line.citations),
            statements=tuple(line.statements),
        )
        for (subject, attribute, edition), line in lines.items()
    )


def weights(entity: Entity) -> bool | None:
    """Whether a model's weights are declared open; None for what has none."""
    return entity.open_weights if entity.kind in WEIGHTED else None


def _value(facts: tuple[Fact, ...], words: Words) -> str:
    if any(isinstance(fact.value, str) for fact in facts):
        return words.join(tuple(dict.fromkeys(map(words.fact_value, facts))))
    return words.range(Standing(facts))
