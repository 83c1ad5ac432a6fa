"""What is to be read of an answer: its page, its documents and their pages, made in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.pages.addresses import Addresses
from bot.pages.marked import Quoted
from bot.pages.paged import PicturedPage, pages_of_quote, pictured_pages
from bot.pages.rendering import PageWriter
from bot.pages.replaying import AnswerReplay
from bot.pages.shelf import Documents, ShelvedAnswer
from bot.pages.view import AnswerView, answer_view, lines_of, place_of
from bot.pages.written import WrittenDocuments
from index.documents import Document
from index.page_pictures import DocumentPages
from qa.language.inline import in_line
from qa.models import Citation
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date

NOTHING: Final = b""
"""What is made where there is nothing to be read."""


@dataclass(frozen=True, slots=True)
class AdmittedAnswer:
    """An answer that may be read, and the query that its further addresses need."""

    key: str
    shelved: ShelvedAnswer
    query: str


@dataclass(frozen=True, slots=True)
class _Cited:
    """The document of a citation as it is now, its version, and the quotes that stand in it."""

    document: Document
    version: str
    quotes: Sequence[Quoted]


class PageContents:
    """Writes pages; `replays` is whether an answer can be asked again. Called from threads."""

    def __init__(
        self, writer: PageWriter, documents: Documents, addresses: Addresses, *, replays: bool
    ) -> None:
        self._writer, self._documents, self._addresses = writer, documents, addresses
        self._written = WrittenDocuments(writer)
        self._replays = replays

    def answer(self, found: AdmittedAnswer, shared: SharedAnswer, *, being_worded: bool = False) -> bytes:
        """The page of an answer."""
        view = self._view(found, shared)
        return self._writer.page(
            "answer.html",
            view.language,
            view=view,
            query=found.query,
            address=self._addresses.answer(shared.key),
            asked=written_date(shared.asked, view.language),
            title=view.question or view.description,
            replays=self._replays and bool(view.question),
            being_worded=being_worded,
        )

    def document(self, number: int, found: AdmittedAnswer, shared: SharedAnswer) -> bytes:
        """The document of the citation of that number."""
        held = self._cited(number, found, shared)
        if held is None:
            return NOTHING
        language = shared.language
        written = self._written.find(held.document, held.version, language)
        return self._writer.page(
            "document.html",
            language,
            document=held.document,
            outline=written.outline,
            body=self._written.whole(written, held.quotes, language),
            numbers=[one.number for one in held.quotes],
            query=found.query,
            key=shared.key,
            title=in_line(held.document.title),
        )

    def page(self, number: int, found: AdmittedAnswer, shared: SharedAnswer) -> bytes:
        """The pages of a PDF that the quote of that number stands on."""
        held = self._cited(number, found, shared)
        pages = self._pages(number, found, shared, held)
        shown = pictured_pages(held.document, pages, held.quotes, number) if held and pages else None
        if not held or not shown:
            return NOTHING
        language = shared.language
        return self._writer.page(
            "page.html",
            language,
            document=held.document,
            pages=[(one, self._text(one, language)) for one in shown],
            numbers=sorted({mark.number for one in shown for mark in one.marks} | {number}),
            number=number,
            query=found.query,
            key=shared.key,
            title=in_line(held.document.title),
        )

    def picture(self, number: int, page: int, found: AdmittedAnswer, shared: SharedAnswer) -> bytes:
        """The picture of one of these pages: no other can be asked for."""
        held = self._cited(number, found, shared)
        pages = self._pages(number, found, shared, held)
        if held is None or pages is None:
            return NOTHING
        quoted = pages_of_quote(held.document, held.quotes, number)
        meant = next((one for one in quoted if one.number == page), None)
        drawn = pages.picture(meant) if meant else None
        return drawn.png if drawn else NOTHING

    def replay(self, again: AnswerReplay, found: AdmittedAnswer, shared: SharedAnswer) -> bytes:
        """How an answer and its quotes differ from what is answered now."""
        answer = shared.reply.answer
        told = {"then": again.then, "today": again.today}
        return self._writer.page(
            "replay.html",
            answer.language,
            again={name: one and one.replayed for name, one in told.items()},
            said={name: lines_of(one.reply) if one and one.reply else () for name, one in told.items()},
            before=lines_of(shared.reply),
            version=answer.corpus_version,
            asked=written_date(shared.asked, answer.language),
            title=in_line(answer.question),
            query=found.query,
            key=shared.key,
        )

    def _view(self, found: AdmittedAnswer, shared: SharedAnswer) -> AnswerView:
        answer, server = shared.reply.answer, found.shelved.server
        held = {cited.number: self._documents.cited(cited, server) for cited in answer.citations}
        return answer_view(
            shared,
            {number: one[0] if one else None for number, one in held.items()},
            changed=any(one is None or one[1] != answer.corpus_version for one in held.values()),
            pictured={cited.number for cited in answer.citations if self._documents.pages(cited, server)},
        )

    def _cited(self, number: int, found: AdmittedAnswer, shared: SharedAnswer) -> _Cited | None:
        cited = _citation(number, shared)
        held = self._documents.cited(cited, found.shelved.server) if cited else None
        return _Cited(*held, _quotes(shared, held[0])) if held else None

    def _pages(
        self, number: int, found: AdmittedAnswer, shared: SharedAnswer, held: _Cited | None
    ) -> DocumentPages | None:
        cited = _citation(number, shared)
        pages = self._documents.pages(cited, found.shelved.server) if cited else None
        return pages if pages and held and pages.are_of(held.document) else None

    def _text(self, page: PicturedPage, language: str) -> str:
        return "".join(self._writer.part(part, language, page.anchored) for part in page.parts)


def _citation(number: int, shared: SharedAnswer) -> Citation | None:
    return next((one for one in shared.reply.answer.citations if one.number == number), None)


def _quotes(shared: SharedAnswer, document: Document) -> list[Quoted]:
    """The quotes of an answer that stand in a document today, in its order."""
    found = [
        Quoted(one.number, *place)
        for one in shared.reply.answer.citations
        if one.document_id == document.id and (place := place_of(one, document))
    ]
    return sorted(found, key=lambda one: one.start)
