"""What an answer rests on, as works to be referred to: each article or document once, in the order cited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from qa.language.inline import in_line
from qa.models import Answer, Citation

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that is cited: an article that a digest is made from, or the document itself.

    `numbers` are those of the citations that rest on it, `quotes` what these quote. What nobody states is
    None. `digest` is the document in which it was read, where that is another.
    """

    title: str
    publisher: str | None
    published: str | None
    url: str | None
    language: str
    numbers: tuple[int, ...]
    quotes: tuple[str, ...]
    digest: str | None = None

    @property
    def date(self) -> tuple[str, ...]:
        """Year, month and day as digits, as far as stated."""
        found = _DATE.match(self.published or "")
        return tuple(part for part in found.groups() if part) if found else ()


def references(answer: Answer) -> tuple[Reference, ...]:
    """The works that the answer's citations rest on."""
    held: dict[tuple[str | None, ...], Reference] = {}
    for cited in answer.citations:
        for one in _of(cited):
            place = (one.title, one.publisher, one.published, one.url)
            before = held.get(place)
            held[place] = _joined(before, one) if before else one
    return tuple(held.values())


def _of(cited: Citation) -> Iterable[Reference]:
    quote = in_line(cited.view.text)
    if not cited.sources:
        title = in_line(cited.title)
        yield Reference(title, None, None, cited.url, cited.language, (cited.number,), (quote,))
    for source in cited.sources:
        title = in_line(source.title or cited.title)
        yield Reference(
            title=title,
            publisher=in_line(source.publisher) if source.publisher else None,
            published=source.published,
            url=cited.url or source.url,
            language=cited.language,
            numbers=(cited.number,),
            quotes=(quote,),
            digest=in_line(cited.title) if in_line(cited.title) != title else None,
        )


def _joined(before: Reference, one: Reference) -> Reference:
    quotes = tuple(dict.fromkeys((*before.quotes, *one.quotes)))
    return Reference(
        before.title,
        before.publisher,
        before.published,
        before.url,
        before.language,
        (*before.numbers, *one.numbers),
        quotes,
        before.digest,
    )
