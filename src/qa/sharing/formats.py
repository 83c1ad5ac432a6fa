"""The forms in which an answer can be taken along, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from qa.sharing.bibliography import apa, bibtex, gbt7714, ris
from qa.sharing.card import picture_card
from qa.sharing.markdown import markdown
from qa.sharing.shared import SharedAnswer


@dataclass(frozen=True, slots=True)
class Form:
    """How a shared answer becomes a file: its ending, what kind of content it is, and what makes it."""

    suffix: str
    content_type: str
    make: Callable[[SharedAnswer], bytes]


def _text(make: Callable[[SharedAnswer], str]) -> Callable[[SharedAnswer], bytes]:
    return lambda shared: make(shared).encode()


def _json(shared: SharedAnswer) -> bytes:
    return (shared.reply.answer.model_dump_json(indent=1) + "\n").encode()


FORMS: Final = {
    "markdown": Form(".md", "text/markdown; charset=utf-8", _text(markdown)),
    "json": Form(".json", "application/json", _json),
    "bibtex": Form(".bib", "application/x-bibtex; charset=utf-8", _text(bibtex)),
    "ris": Form(".ris", "application/x-research-info-systems; charset=utf-8", _text(ris)),
    "apa": Form(".txt", "text/plain; charset=utf-8", _text(apa)),
    "gbt7714": Form(".txt", "text/plain; charset=utf-8", _text(gbt7714)),
    "picture": Form(".png", "image/png", picture_card),
}
