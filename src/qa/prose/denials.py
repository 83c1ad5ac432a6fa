"""Whether a statement denies what is told, or states what is denied."""

from __future__ import annotations

from qa.numbers.measures import without_negation
from qa.prose.nearest import nearest_clauses
from qa.prose.told import Told, ToldText


def denies_alike(said: ToldText, told: Told) -> bool:
    """Whether what denies is told as denied, and what does not is told so.

    A denial needs one in what is told. A statement without one may leave clauses that deny aside, but not say
    the very words of one.
    """
    if is_denied(said.text, said.language):
        return any(is_denied(text.text, text.language) for text in told.texts)
    return not any(_repeats(said, text) for text in told.texts)


def is_denied(text: str, language: str) -> bool:
    return without_negation(text, language)[1] > 0


def _repeats(said: ToldText, text: ToldText) -> bool:
    """Whether the clauses that are most like what is said deny it."""
    near = nearest_clauses(said, text)
    return bool(near) and all(is_denied(part, text.language) for part in near)
