"""The language a question is asked in, where documents are in languages that no answer is written in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from index.formats.language import likeliest
from qa.language.detection import LANGUAGES, SPACED

ANSWERED: Final = frozenset(language.partition("-")[0] for language in LANGUAGES)


class Tongues:
    """Tells the language of questions from those of the documents; one in none of them passes for English."""

    def __init__(self, documents: Iterable[str]) -> None:
        """`documents` are the languages of documents."""
        held = {language.partition("-")[0].lower() for language in documents}
        self._others = held - ANSWERED

    def of(self, text: str, language: str) -> str:
        """The language of a question that is answered in `language`, as a tag without its region.

        It is `language` itself, with its script, unless the question is in another one that documents have.
        """
        if not self._others or language not in SPACED:
            return language
        found = likeliest(text, self._others | ANSWERED)
        return found if found in self._others else language
