"""Figures that are told as about so much: a statement may not tell them as exact."""

from __future__ import annotations

from qa.numbers.measures import measures
from qa.prose.told import ToldPieces


def too_sure(text: str, told: ToldPieces) -> bool:
    """Whether a text tells as exact what the figures that it rests on tell as about, nearly or over so much.

    Quotes are not looked at: what stands beside a number in them may be said of another.
    """
    amounts = [one for row in told.rows for one in measures(row.value)]
    exact = {one.value for one in amounts if not one.hedged}
    hedged = {one.value for one in amounts if one.hedged} - exact
    return any(one.value in hedged and not one.hedged for one in measures(text))
