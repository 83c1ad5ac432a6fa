"""What a language model may speak from: quotes that were checked, each with the figures that it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from qa.models import Citation, Reply, Row

PREFIX: Final = "E"  # before the number of a piece: a bare number would be one of the figures


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """A quote by its id, and the figures that it proves."""

    id: str
    citation: Citation
    rows: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """The quote as a person reads it."""
        return self.citation.view.text


@dataclass(frozen=True, slots=True)
class ProvedStatement:
    """What an answer states, in the asker's language, and the ids of the pieces that prove it."""

    text: str
    pieces: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProseEvidence:
    """All pieces that answers to one question gave, each quote once, and what these answers state.

    `language` is that of the asker.
    """

    question: str
    language: str
    pieces: tuple[EvidencePiece, ...] = ()
    proved: tuple[ProvedStatement, ...] = ()

    def __iter__(self) -> Iterator[EvidencePiece]:
        return iter(self.pieces)

    def get(self, id_: str) -> EvidencePiece | None:
        return next((piece for piece in self.pieces if piece.id == id_), None)

    def of(self, ids: Iterable[str]) -> tuple[EvidencePiece, ...]:
        """The pieces with these ids, in their order, once each; unknown ids are left out."""
        found = (self.get(id_) for id_ in dict.fromkeys(ids))
        return tuple(piece for piece in found if piece is not None)

    def proved_by(self, pieces: Iterable[EvidencePiece]) -> tuple[str, ...]:
        """What these pieces were found to prove."""
        ids = {piece.id for piece in pieces}
        return tuple(one.text for one in self.proved if one.pieces <= ids)

    def with_reply(self, reply: Reply) -> ProseEvidence:
        """The same with what another answer quotes; a quote that is there already gets its figures, too."""
        pieces = {_place(piece.citation): piece for piece in self.pieces}
        ids: dict[int, str] = {}
        for citation in reply.answer.citations:
            rows = tuple(row for row in reply.rows if citation.number in row.citations)
            place = _place(citation)
            held = pieces.get(place) or EvidencePiece(f"{PREFIX}{len(pieces) + 1}", citation)
            pieces[place] = replace(held, rows=tuple(dict.fromkeys((*held.rows, *rows))))
            ids[citation.number] = held.id
        stated = (line for line in reply.lines if line.kind == "statement")
        proved = (
            ProvedStatement(line.text, frozenset(ids[number] for number in line.citations)) for line in stated
        )
        told = tuple(dict.fromkeys((*self.proved, *proved)))
        return replace(self, pieces=tuple(pieces.values()), proved=told)


def evidence_of(reply: Reply) -> ProseEvidence:
    """What a reply quotes."""
    return ProseEvidence(reply.answer.question, reply.answer.language).with_reply(reply)


def _place(citation: Citation) -> tuple[str | None, str, int, int]:
    return citation.collection, citation.document_id, citation.start, citation.end
