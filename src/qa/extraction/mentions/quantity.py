"""What a number of a text is: its value, its unit, and how exactly it is stated."""

from __future__ import annotations

from dataclasses import dataclass

from qa.numbers.qualifiers import Qualifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[digits:stop]` that stands, with its currency and unit, at `text[start:end]`.

    `unit` is a group of vocabulary.yaml ("plain" where none is named), `scale` the factor of the largest
    scale word, 1 for none; `noun` is the unit's word, or what else the number may count.
    """

    start: int
    end: int
    digits: int
    stop: int
    value: float
    unit: str
    scale: float
    qualifier: Qualifier | None = None
    noun: str = ""
