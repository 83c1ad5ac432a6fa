"""The words by which statements of figures are read: vocabulary.yaml, folded and compiled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from index.yamlfile import load_yaml
from qa.language.wordlists import any_of, folded

FILE: Final = Path(__file__).with_name("vocabulary.yaml")


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CueWords(_Words):
    """The words of an attribute, the units its values are told in, and the most a value may be."""

    of: tuple[str, ...]
    most: float | None = None
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


class FormerWords(_Words):
    """The words before a former value, and those that end what stands between it and the present one."""

    before: tuple[str, ...]
    between: tuple[str, ...]


class DifferenceWords(_Words):
    """The words of a difference, by where they stand to it."""

    before: tuple[str, ...]
    within: tuple[str, ...]
    compared: tuple[str, ...]
    by: tuple[str, ...]
    after: tuple[str, ...]


class ColumnWords(_Words):
    """What the head of a column says of it."""

    totals: tuple[str, ...]
    model: tuple[str, ...]
    application: tuple[str, ...]
    lab: tuple[str, ...]
    edition: tuple[str, ...]
    empty: tuple[str, ...]


class FirmWords(_Words):
    """How the names of firms are told in Chinese and Japanese; see the file."""

    ends: tuple[str, ...]
    common: tuple[str, ...]
    described: tuple[str, ...]
    after: tuple[str, ...]
    kinds: tuple[str, ...]
    verbs: tuple[str, ...]


class Vocabulary(_Words):
    """The file as it stands."""

    attributes: dict[str, CueWords]
    rivals: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    not_units: tuple[str, ...]
    differences: DifferenceWords
    averages: tuple[str, ...]
    sums: tuple[str, ...]
    nonfactual: tuple[str, ...]
    speculated: tuple[str, ...]
    conditional: tuple[str, ...]
    rescaled: tuple[str, ...]
    retracted: tuple[str, ...]
    relatives: tuple[str, ...]
    possessives: tuple[str, ...]
    pronouns: tuple[str, ...]
    fractions: tuple[str, ...]
    restricted: tuple[str, ...]
    denied: tuple[str, ...]
    not_denied: tuple[str, ...]
    questions: tuple[str, ...]
    thresholds: tuple[str, ...]
    connectors: tuple[str, ...]
    objects_before: tuple[str, ...]
    shares: tuple[str, ...]
    former: FormerWords
    equalled: tuple[str, ...]
    objects_after: tuple[str, ...]
    before_subject: tuple[str, ...]
    definite: tuple[str, ...]
    relating: tuple[str, ...]
    both: tuple[str, ...]
    same_before: tuple[str, ...]
    same_after: tuple[str, ...]
    respectively: tuple[str, ...]
    joints: tuple[str, ...]
    generic: tuple[str, ...]
    ordinary: tuple[str, ...]
    firms: FirmWords
    institutions: tuple[str, ...]
    titles: tuple[str, ...]
    variants: tuple[str, ...]
    capitals: tuple[str, ...]
    makings: tuple[str, ...]
    made: tuple[str, ...]
    applied: tuple[str, ...]
    columns: ColumnWords
    dates: dict[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.model_validate(load_yaml(FILE))


@cache
def compiled(name: str) -> re.Pattern[str]:
    """Any word of the list called `name`."""
    words: tuple[str, ...] = getattr(vocabulary(), name)
    return any_of(words)


@cache
def word_set(name: str) -> frozenset[str]:
    words: tuple[str, ...] = getattr(vocabulary(), name)
    return frozenset(folded(words))


@cache
def column_words(name: str) -> frozenset[str]:
    """The words of the list called `name` of those that tell columns."""
    words: tuple[str, ...] = getattr(vocabulary().columns, name)
    return frozenset(folded(words))
