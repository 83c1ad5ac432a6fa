"""The words and characters by which answers are judged, from `words.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator

from index.documents import Frozen
from index.yamlfile import load_yaml

TABLE: Final = Path(__file__).with_name("words.yaml")

Characters = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(text.replace(" ", "")))]
Words = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(text.split()))]


class GoldWords(Frozen):
    """The content of the file; see its comments."""

    scales: dict[str, float]
    numerals: dict[str, float]
    simplified: Characters
    traditional: Characters
    french: Words
    english: Words


@cache
def gold_words() -> GoldWords:
    return GoldWords.model_validate(load_yaml(TABLE))
