"""Attributes: what can be asked of an entity, in which words, and how a value is stated."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from qa.knowledge.editions import Localised

Unit = Literal[
    "points", "users", "USD", "parameters", "count", "months", "years", "rank", "date", "entity", "text"
]


class Attribute(BaseModel):
    """A property of entities.

    `subjects` are the kinds it is stated of, `cues` the words that ask for it (parts joined by " … " must all
    occur), `sentence` a complete sentence with {subject}, {value}, {edition} and optionally {as_of}.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    subjects: tuple[str, ...]
    unit: Unit
    default_for: tuple[str, ...] = ()
    better: Literal["high", "low"] | None = None
    names: Localised
    cues: dict[str, tuple[str, ...]]
    sentence: Localised

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]
