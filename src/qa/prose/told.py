"""What the cited pieces tell: each text in its language, without orders to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.models import Row
from qa.numbers.values import stated
from qa.prose.evidence import EvidencePiece
from qa.prose.senses import without_orders


@dataclass(frozen=True, slots=True)
class ToldText:
    """A quote, or what was proved by quotes, its language, and of a quote the document and its edition."""

    text: str
    language: str
    title: str = ""
    edition: str = ""

    @property
    def tongue(self) -> str:
        """The language without its script: words can be compared in one alone."""
        return self.language.partition("-")[0]


@dataclass(frozen=True, slots=True)
class ToldPieces:
    """All that a statement may rest on. `texts` are quotes and what they prove, `names` of documents."""

    texts: tuple[ToldText, ...]
    rows: tuple[Row, ...]
    names: tuple[str, ...]
    editions: frozenset[str]

    @classmethod
    def by(cls, pieces: Sequence[EvidencePiece], proved: Sequence[str], language: str) -> ToldPieces:
        texts = [_quoted(piece) for piece in pieces]
        texts += [ToldText(one, language) for one in proved]
        cited = [piece.citation for piece in pieces]
        names = [one for citation in cited for one in (citation.title, citation.edition) if one]
        names += [source.publisher for citation in cited for source in citation.sources if source.publisher]
        return cls(
            tuple(one for one in texts if one.text),
            tuple(dict.fromkeys(row for piece in pieces for row in piece.rows)),
            tuple(dict.fromkeys(names)),
            frozenset(citation.edition for citation in cited if citation.edition),
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """All texts that may state a number or a name."""
        return (*(one.text for one in self.texts), *map(written, self.rows), *self.names)


def _quoted(piece: EvidencePiece) -> ToldText:
    cited = piece.citation
    return ToldText(without_orders(piece.text), cited.language, cited.title or "", cited.edition or "")


def figure_of(row: Row) -> float | None:
    """The number of a figure, where it has one."""
    numbers = stated(row.value)
    return numbers[0] if len(numbers) == 1 else None


def written(row: Row) -> str:
    return f"{row.subject} {row.figure} {row.value} {row.edition} {row.when} {row.place}"
