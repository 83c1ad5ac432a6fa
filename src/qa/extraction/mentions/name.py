"""A name at its place in a text, known or new."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from qa.extraction.mentions.vocabulary import word_set
from qa.knowledge.kinds import Kind, Role
from qa.language.wordlists import plain

LONGEST_NAME: Final = 64
LONGEST_ID: Final = 100  # a ligature may be folded into many letters


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `text[start:end]`. `ids` are entities of the corpus, or the one id of a new name.

    `kinds` are theirs in the same order; `shorter` are the readings that begin here too and end before:
    the application Kimi in the family "Kimi模型". `sure` is false for a word that may be no name at all.
    """

    start: int
    end: int
    name: str
    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]
    known: bool = True
    sure: bool = True
    shorter: tuple[Named, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether one of its kinds has one of `roles`."""
        return any(not set(kind.roles).isdisjoint(roles) for kind in self.kinds)

    def fitting(self, kinds: Iterable[str]) -> Named | None:
        """The longest reading of one of `kinds`; None if there is none, or several entities fit."""
        allowed = frozenset(kinds)
        for reading in (self, *self.shorter):
            rest = plain(self.name[len(reading.name) :]).strip(" -")
            if rest and rest not in word_set("made"):
                break
            fit = [place for place, kind in enumerate(reading.kinds) if kind.id in allowed]
            if fit:
                place = fit[0]
                one = replace(reading, ids=(reading.ids[place],), kinds=(reading.kinds[place],))
                return one if len(fit) == 1 else None
        return None


def slug(name: str) -> str:
    """The id of a new name: its letters and digits in small letters, joined by hyphens."""
    parts = re.findall(r"[^\W_]+(?:\.\d+[^\W_]*)*\+?", plain(name))
    return "-".join(parts)[:LONGEST_ID] or "unnamed"


def fresh(text: str, start: int, end: int, kind: Kind) -> Named:
    """A new name, as the text writes it."""
    name = " ".join(text[start:end].split())
    return Named(start, end, name, (slug(name),), (kind,), known=False)


def guess(name: str) -> Role:
    """The role of a new name: with a version it is a model's, without one perhaps a lab's or an app's."""
    words = re.findall(r"[^\W_]+", plain(name))
    if any(character.isdigit() for character in name) or (
        words[1:] and words[-1] in word_set("variants", "capitals")
    ):
        return "model"
    return "application" if set(words) & word_set("applied") else "maker"
