"""The gate: what a language model says passes only where each check finds its proof in the cited quotes.

A statement is doubted rather than believed: a doubt costs a sentence, a false pass the reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language.detection import detect
from qa.models import Row
from qa.numbers.measures import without_negation
from qa.numbers.times import periods
from qa.numbers.values import stated, values
from qa.prose.directions import at_odds, ways
from qa.prose.doubts import Doubt
from qa.prose.evidence import Evidence, EvidencePiece
from qa.prose.names import NamedThing, NameReader
from qa.prose.orders import in_order
from qa.prose.owners import mistaken
from qa.prose.statement import ProseStatement
from qa.prose.support import Support


@dataclass(frozen=True, slots=True)
class ProseGate:
    """Checks statements; threads may share it."""

    names: NameReader
    support: Support

    def doubts(self, statement: ProseStatement, evidence: Evidence) -> tuple[Doubt, ...]:
        """What speaks against a statement; () where nothing does, and it may be said."""
        pieces = evidence.of(statement.evidence)
        if not pieces or len(pieces) < len(set(statement.evidence)):
            return ("evidence",)
        proved = evidence.proved_by(pieces)
        cheap = tuple(self._cheap(statement.text, pieces, proved, evidence.language))
        if cheap:
            return cheap
        held = self.support.holds(statement.text, [*(piece.text for piece in pieces), *proved])
        return () if held else ("support",)

    def _cheap(
        self, text: str, pieces: Sequence[EvidencePiece], proved: Sequence[str], language: str
    ) -> Iterator[Doubt]:
        quotes, rows = [piece.text for piece in pieces], [row for piece in pieces for row in piece.rows]
        sources = [*quotes, *proved, *map(_read, rows), *(piece.citation.title for piece in pieces)]
        timeless = _without_times(text, language)
        things = self.names.named(timeless)
        if detect(text, language, tuple(one.text for one in things)) != language:
            yield "language"
        if _invented(timeless, things, sources):
            yield "number"
        elif mistaken(timeless, rows, quotes, self.names):
            yield "owner"
        if self.names.unnamed(timeless, [*sources, _titles(pieces)], language):
            yield "name"
        if _other_times(text, pieces, language):
            yield "time"
        if len({row.edition for row in rows}) > 1 and ways(text, language):
            yield "scale"
        told = [(piece.text, piece.citation.language) for piece in pieces]
        told += [(one, language) for one in proved]
        if not _denies_alike(text, told, language):
            yield "negation"
        ordered = in_order(timeless, rows, self.names, language)
        if ordered is False or (ordered is None and _turned(text, told, language)):
            yield "direction"


def _invented(text: str, things: Sequence[NamedThing], sources: Sequence[str]) -> bool:
    """Whether a number stands in no source; those within names are looked at with these."""
    flat = list(text)
    for one in things:
        flat[one.start : one.end] = " " * (one.end - one.start)
    held = frozenset[float]().union(*map(values, sources))
    return any(value not in held for value in stated("".join(flat)))


def _without_times(text: str, language: str) -> str:
    """The text with spaces for the times that it names."""
    flat = list(text)
    for one in periods(text, language):
        flat[one.start : one.end] = " " * (one.end - one.start)
    return "".join(flat)


def _titles(pieces: Sequence[EvidencePiece]) -> str:
    """How the documents of pieces may be called."""
    named = (one for piece in pieces for one in (piece.citation.title, piece.citation.edition))
    published = (source.publisher or "" for piece in pieces for source in piece.citation.sources)
    return "\n".join((*named, *published))


def _read(row: Row) -> str:
    return f"{row.subject} {row.figure} {row.value} {row.edition} {row.when} {row.place}"


def _other_times(text: str, pieces: Sequence[EvidencePiece], language: str) -> bool:
    """Whether a time is named that no cited quote, figure or document is of."""
    held = set[str]()
    for piece in pieces:
        cited = piece.citation
        for source in (piece.text, cited.title, cited.edition, *map(_read, piece.rows)):
            held.update(_times(source, cited.language), _times(source, language))
    return any(not any(have.startswith(said) for have in held) for said in _times(text, language))


def _times(text: str, language: str) -> Iterator[str]:
    for one in periods(text, language):
        if one.period.iso:
            yield one.period.iso


def _denies_alike(text: str, told: Sequence[tuple[str, str]], language: str) -> bool:
    """Whether a text denies as one of those does that are `told`, each in its language."""
    denials = {without_negation(one, spoken)[1] % 2 for one, spoken in told}
    return without_negation(text, language)[1] % 2 in denials


def _turned(text: str, told: Sequence[tuple[str, str]], language: str) -> bool:
    """Whether it is said the other way round than it is told."""
    said = ways(text, language)
    return at_odds(said, frozenset(way for one, spoken in told for way in ways(one, spoken)))
