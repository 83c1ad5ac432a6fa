"""Which documents are one text in several languages, and which of them to search."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from index.documents import Document
from index.text import fold


def tongue(language: str) -> str:
    """The language without its script or region: zh-Hans and zh-Hant can be searched with one question."""
    return language.partition("-")[0].lower()


def stem(document: Document, part: str) -> str:
    """A document's id without its language or its edition, which translations or editions differ in."""
    return re.sub(rf"(?<![^\W_]){re.escape(fold(part))}(?![^\W_])", "", fold(document.id))


class Translations:
    """Groups documents whose ids differ in their language alone."""

    def __init__(self, documents: Iterable[Document]) -> None:
        groups: dict[tuple[str, str], list[Document]] = defaultdict(list)
        for document in documents:
            groups[(stem(document, document.language), document.edition)].append(document)
        self._groups = tuple(tuple(group) for group in groups.values())

    def chosen(self, language: str) -> frozenset[str]:
        """The ids to search for a question in `language`: of each text the one in it, or else all there are.

        Of Chinese texts, one in the other script is taken where there is none in the asker's.
        """
        return frozenset(document.id for group in self._groups for document in _fitting(group, language))

    def of(self, documents: Collection[str]) -> frozenset[str]:
        """The ids of `documents`, and of the same texts in other languages."""
        named = frozenset(documents)
        groups = (frozenset(one.id for one in group) for group in self._groups)
        return frozenset(id_ for group in groups if not named.isdisjoint(group) for id_ in group)


def _fitting(group: tuple[Document, ...], language: str) -> tuple[Document, ...]:
    exact = tuple(document for document in group if document.language == language)
    related = tuple(document for document in group if tongue(document.language) == tongue(language))
    return exact or related or group
