"""What the page of an answer shows, made ready for its template: nothing is decided there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.documents import Document
from qa.language.inline import in_line, visible
from qa.language.marks import parts
from qa.models import Citation, Line, Reply, SourceView, TaughtView
from qa.replies.places import places
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date

WEB: Final = ("https://", "http://")
DESCRIPTION: Final = 300  # characters that a link unfolds with

State = Literal["same", "moved", "gone"]
"""Where a quote is today: at its place, elsewhere in its document, or nowhere in it."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    kind: str
    pieces: tuple[tuple[str, bool], ...]
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownSource:
    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """A quote with where it stands and what it is from; `at` is the address of its document, after "/d/"."""

    number: int
    pieces: tuple[tuple[str, bool], ...]
    language: str
    title: str
    edition: str
    place: str
    sources: tuple[ShownSource, ...]
    state: State
    at: str


@dataclass(frozen=True, slots=True)
class ShownTaught:
    """What an administrator taught for such a question, which nobody has checked against a document."""

    question: str
    answer: tuple[str, ...]
    source: ShownSource
    day: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """All that a page says of an answer."""

    key: str
    language: str
    question: str
    lines: tuple[ShownLine, ...]
    citations: tuple[ShownCitation, ...]
    notices: tuple[tuple[str, str], ...]
    asked: str
    abstained: bool
    confidence: int
    version: str
    changed: bool
    has_plot: bool
    alt: str
    taught: ShownTaught | None

    @property
    def description(self) -> str:
        """What a link unfolds with: the beginning of the answer."""
        said = " ".join("".join(text for text, _ in line.pieces) for line in self.lines)
        return said if len(said) <= DESCRIPTION else said[: DESCRIPTION - 1].rstrip() + "…"


def answer_view(
    shared: SharedAnswer,
    documents: Mapping[int, Document | None],
    *,
    changed: bool,
    pictured: Collection[int] = (),
) -> AnswerView:
    """The view of an answer; `documents` are those of its citations by their numbers, as they are now.

    `changed` says that the documents are of another version than the answer. `pictured` are the citations
    whose pages can be shown as pictures.
    """
    answer, plot = shared.reply.answer, shared.reply.plot
    return AnswerView(
        key=shared.key,
        language=answer.language,
        question=in_line(answer.question),
        lines=lines_of(shared.reply),
        citations=tuple(
            _citation(one, answer.language, documents[one.number], pictured=one.number in pictured)
            for one in answer.citations
        ),
        notices=tuple((one.kind, in_line(one.text)) for one in answer.notices),
        asked=shared.asked,
        abstained=answer.abstained,
        confidence=round(answer.confidence * 100),
        version=answer.corpus_version,
        changed=changed,
        has_plot=plot is not None,
        alt=plot.alt if plot else "",
        taught=_taught(shared.reply.taught, answer.language) if shared.reply.taught else None,
    )


def lines_of(reply: Reply) -> tuple[ShownLine, ...]:
    """What a reply says."""
    return tuple(map(_line, reply.lines))


def state_of(cited: Citation, document: Document | None) -> State:
    """Whether a quote still stands in its document, word for word."""
    if document is None:
        return "gone"
    if document.text[cited.start : cited.end] == cited.quote:
        return "same"
    return "moved" if cited.quote in document.text else "gone"


def place_of(cited: Citation, document: Document) -> tuple[int, int] | None:
    """Where a quote stands in its document today; None where it does not."""
    if document.text[cited.start : cited.end] == cited.quote:
        return cited.start, cited.end
    start = document.text.find(cited.quote)
    return (start, start + len(cited.quote)) if start >= 0 else None


def _taught(taught: TaughtView, language: str) -> ShownTaught:
    source = taught.source
    return ShownTaught(
        question=in_line(taught.question),
        answer=tuple(visible(line) for line in taught.answer.split("\n") if line.strip()),
        source=ShownSource(visible(source), source if source.startswith(WEB) and " " not in source else None),
        day=written_date(taught.on, language),
    )


def _line(line: Line) -> ShownLine:
    return ShownLine(line.kind, _pieces(line.text, line.marks), line.citations)


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    return tuple((visible(part), marked) for part, marked in parts(text, marks))


def _citation(cited: Citation, language: str, document: Document | None, *, pictured: bool) -> ShownCitation:
    return ShownCitation(
        number=cited.number,
        pieces=_pieces(cited.view.text, cited.view.marks),
        language=cited.language,
        title=in_line(cited.title),
        edition=cited.edition,
        place=", ".join(places(cited, language)),
        sources=tuple(_source(source, cited) for source in cited.sources),
        state=state_of(cited, document),
        at=f"{cited.number}/page" if pictured else str(cited.number),
    )


def _source(source: SourceView, cited: Citation) -> ShownSource:
    told = ", ".join(filter(None, (source.publisher, source.title, source.published)))
    url = cited.url or source.url
    return ShownSource(in_line(told), url if url and url.startswith(WEB) else None)
