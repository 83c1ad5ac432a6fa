"""The words that a corpus asks for its attributes with: their names, descriptions and examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from qa.knowledge.attributes import Attribute
from qa.language.lexicon import plain
from qa.understanding.declared import nameless


class AttributeWords:
    """Which words say no more than which attribute is meant."""

    def __init__(self, attributes: Mapping[str, Attribute]) -> None:
        self._attributes = attributes
        self._words = cache(self._read)

    def explains(self, word: str, attribute: str) -> bool:
        """Whether plain `word` is one of the attribute's, or, in Chinese and Japanese, a part of them."""
        text, words = self._words(attribute)
        return word in words if word.isascii() else word in text

    def knows(self, word: str) -> bool:
        """Whether plain `word` is one of any attribute's words."""
        return word in self._all

    @cached_property
    def _all(self) -> frozenset[str]:
        return frozenset().union(*(self._words(attribute)[1] for attribute in self._attributes))

    def _read(self, attribute: str) -> tuple[str, frozenset[str]]:
        """All that is written about an attribute in plain characters, and its words."""
        declared = self._attributes[attribute]
        written = (*declared.names.values(), declared.description)
        text = "\n".join((*map(plain, written), *map(nameless, declared.examples)))
        return text, frozenset(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text))
