"""Tables: the figures that verified claims state, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from qa.citation.claim import Claim
from qa.knowledge.entities import Entities
from qa.knowledge.facts import Fact
from qa.knowledge.grouping import grouped
from qa.knowledge.standings import Standing
from qa.models import Row, Statement
from qa.wording.wording import Words


def rows(claims: Sequence[Claim], statements: Sequence[Statement], words: Words) -> tuple[Row, ...]:
    """A row for each subject, figure and edition, in order; values that contradict each other as a range.

    `statements[i]` is what `claims[i]` became.
    """
    maker = words.knowledge.maker_attribute
    figures = (place for place, claim in enumerate(claims) if _is_figure(claim, maker))
    places = grouped(figures, lambda place: claims[place].facts[0].key)
    return tuple(
        _row([claims[one] for one in held], [statements[one] for one in held], held, words)
        for held in places.values()
    )


def _is_figure(claim: Claim, maker: str) -> bool:
    """Whether a claim states figures of one subject: no verdict or count, and not who made it."""
    subjects = {fact.subject for fact in claim.facts}
    return not claim.derived and len(subjects) == 1 and claim.facts[0].attribute != maker


def _row(
    claims: Sequence[Claim], statements: Sequence[Statement], places: tuple[int, ...], words: Words
) -> Row:
    """The row of claims that state the same figure; of their facts, the dates beside it are no part of it."""
    first, key = claims[0], claims[0].facts[0].key
    subject, attribute, edition = key
    facts = dict.fromkeys(fact for claim in claims for fact in claim.facts if fact.key == key)
    return Row(
        place=first.place,
        subject=words.name(subject),
        figure=words.attribute(attribute),
        value=_value(tuple(facts), words),
        edition=words.edition(edition),
        when=first.when,
        open_weights=weights(subject, words.knowledge.entities),
        citations=tuple(dict.fromkeys(number for one in statements for number in one.citations)),
        statements=places,
    )


def weights(entity: str, graph: Entities) -> bool | None:
    """Whether a model's weights are declared open; None for what has none."""
    return graph[entity].open_weights if graph[entity].kind in graph.kinds.weighted else None


def _value(facts: tuple[Fact, ...], words: Words) -> str:
    if any(isinstance(fact.value, str) for fact in facts):
        return words.join(tuple(dict.fromkeys(map(words.fact_value, facts))))
    return words.range(Standing(facts))
