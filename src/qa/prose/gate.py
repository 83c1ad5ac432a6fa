"""The gate: what a language model says passes only where each check finds its proof in the cited quotes.

A statement is doubted rather than believed: a doubt costs a sentence, a false pass the reader's trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qa.language.detection import detect
from qa.numbers.times import periods
from qa.prose.anchored import other_unit, turned
from qa.prose.denials import denies_alike, is_denied
from qa.prose.doubts import Doubt
from qa.prose.editions import editions_mixed
from qa.prose.evidence import ProseEvidence
from qa.prose.han import other_han
from qa.prose.names import NameReader
from qa.prose.nearest import ClausePair, NearestClauses
from qa.prose.numbers import invented
from qa.prose.orders import in_order
from qa.prose.owners import mistaken
from qa.prose.placed import other_date, turned_round
from qa.prose.prefixes import other_prefix
from qa.prose.senses import ADDED, Sense, at_odds, clauses, senses
from qa.prose.slots import exchanged
from qa.prose.statement import ProseStatement
from qa.prose.support import Support
from qa.prose.times import other_times
from qa.prose.told import ToldPieces, ToldText

HEDGED: Final = 0.05  # how far behind the nearest clause one that hedges is looked at


@dataclass(frozen=True, slots=True)
class ProseGate:
    """Checks statements; threads may share it."""

    names: NameReader
    support: Support

    def doubts(self, statement: ProseStatement, evidence: ProseEvidence) -> tuple[Doubt, ...]:
        """What speaks against a statement; () where nothing does, and it may be said."""
        pieces = evidence.of(statement.evidence)
        if not pieces or len(pieces) < len(set(statement.evidence)):
            return ("evidence",)
        told = ToldPieces.by(pieces, evidence.proved_by(pieces), evidence.language)
        if not told.texts:
            return ("evidence",)
        said = ToldText(statement.text, evidence.language)
        pairs = NearestClauses(self.support.encoder).pairs(said, told)
        cheap = tuple(self._cheap(said, told, pairs, evidence.question))
        return cheap or (() if self.support.holds(said, told, evidence.question) else ("support",))

    def _cheap(
        self, said: ToldText, told: ToldPieces, pairs: Sequence[ClausePair], question: str
    ) -> Iterator[Doubt]:
        text, language = without_times(said), said.language
        things = self.names.named(text, [row.subject for row in told.rows])
        if detect(said.text, language, tuple(one.text for one in things)) != language:
            yield "language"
        meant = senses(said.text, language)
        if invented(text, things, told):
            yield "number"
        elif (
            mistaken(ToldText(text, language), told, self.names)
            or exchanged(said, told)
            or turned_round(said, told, self.names)
        ):
            yield "owner"
        if self.names.unnamed(text, told, language, question) or other_han(said, told):
            yield "name"
        if other_times(said, told) or other_date(said, told):
            yield "time"
        ordered = in_order(text, told.rows, self.names, language)
        if editions_mixed(said, told, self.names) and not meant.isdisjoint(("more", "less", "utmost")):
            yield "scale"
        if not denies_alike(said, told, pairs):
            yield "negation"
        if other_unit(said, told) or other_prefix(said.text, tuple(text.text for text in told.texts)):
            yield "unit"
        yield from _added(said, told, ordered=ordered)
        if "hedge" not in meant and any(map(_is_hedged, pairs)):
            yield "hedge"


def _added(said: ToldText, told: ToldPieces, *, ordered: bool | None) -> Iterator[Doubt]:
    """Senses that are said and not told, or the other way round than told."""
    meant, all_meant = _stated(said), senses(said.text, said.language)
    held = frozenset(sense for text in told.texts for sense in _stated(text))
    all_held = frozenset(sense for text in told.texts for sense in senses(text.text, text.language))
    ways = turned(said, told)
    if ordered is False or (ordered is None and (at_odds(meant, held) if ways is None else ways)):
        yield "direction"
    new = {sense for sense in ADDED if sense in meant - held or sense in all_meant - all_held}
    if new and not (ordered and new == {"utmost"}):
        yield "added"


def _stated(text: ToldText) -> frozenset[Sense]:
    """The senses of a text, those of causes in clauses alone that do not deny: "the reason is not known"."""
    parts = [text.text[start:end] for start, end in clauses(text.text)]
    open_ = "".join(f"{part}, " for part in parts if not is_denied(part, text.language))
    found = senses(text.text, text.language)
    return found if "cause" in senses(open_, text.language) else found - {"cause"}


def _is_hedged(pair: ClausePair) -> bool:
    """Whether a clause that is about as near as any to what is said is hedged."""
    return any("hedge" in senses(one.text, one.language) for one in pair.within(HEDGED))


def without_times(said: ToldText) -> str:
    """The text with spaces for the times that it names."""
    flat = list(said.text)
    for one in periods(said.text, said.language):
        flat[one.start : one.end] = " " * (one.end - one.start)
    return "".join(flat)
