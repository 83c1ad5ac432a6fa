"""The figures of a document: what its sentences and tables state, as findings to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.documents import Document
from index.sentences import LONGEST, LONGEST_CJK
from qa.extraction.binding.binder import Binder, Bound
from qa.extraction.binding.dates import DATING, Dated, Timing, dated
from qa.extraction.binding.flow import Flow
from qa.extraction.binding.heads import HeadReader
from qa.extraction.binding.paragraph import Paragraph
from qa.extraction.binding.tables import Entry, TableReader
from qa.extraction.finding import Finding
from qa.extraction.measures.findings import beside, of_same, own_findings
from qa.extraction.mentions.cues import Cues
from qa.extraction.mentions.name import Named
from qa.extraction.mentions.names import Names
from qa.extraction.sources.tables import Table, tables
from qa.knowledge.attributes import Attribute
from qa.knowledge.facts import Value
from qa.knowledge.knowledge import Knowledge
from qa.numbers.columns import headed
from qa.numbers.values import values
from qa.settings import shipped_corpus

SURE: Final = 0.97
PER_COST: Final = 0.012  # what each foreign character between a name and its value takes from confidence
DATE: Final = 0.7
INHERITED: Final = 0.35
NEW: Final = 0.2
LEAST: Final = 0.05
POINTS: Final = "points"  # the unit of scores
UNSPACED: Final = ("ja", "zh")  # languages whose sentences are quoted up to LONGEST_CJK characters


class Extractor:
    """Extracts from many documents with one reading of the names; `attributes` are what it looks for.

    Where the corpus declares none, those of the shipped one are looked for.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.attributes = knowledge.attributes or Knowledge.load(shipped_corpus()).attributes
        self._dating = [a for a in self.attributes.values() if a.role in DATING]
        self._names = Names(knowledge.entities)
        self._cues = Cues(self.attributes)
        self._heads = HeadReader(self._cues, knowledge)
        self._binder = Binder(self.attributes, knowledge.entities, self._cues)

    def extract(self, document: Document) -> tuple[Finding, ...]:
        """The figures that `document` states, in the order of its text, each once.

        Names are those of the corpus's entities; others are new ones (`known` false). What is of no declared
        attribute is of a measure by the document's own name. Facts are not looked at. The time is linear in
        the length.
        """
        flow = Flow(self._names, self._cues, document.text)
        writer = _FindingWriter(document, self.attributes)
        place = 0
        found: list[Finding] = []
        for table in tables(document.text):
            found += self._of_text(flow, writer, place, table.start)
            found += self._of_table(flow, writer, table)
            place = table.end
        found += self._of_text(flow, writer, place, len(document.text))
        # scores of what the corpus does not know are those of a test that is not the corpus's
        named = flow.named
        declared = [one for one in found if one.unit != POINTS or one.known or one.attribute in named]
        own = tuple(own_findings(document, self._names))
        if not any(one.known for one in declared):  # a document of another field, where names tell little
            declared = [*of_same(declared, own)]
        return _once([*declared, *beside(declared, own)])

    def _of_text(self, flow: Flow, writer: _FindingWriter, start: int, end: int) -> Iterator[Finding]:
        for paragraph, context in flow.paragraphs(start, end):
            bound = self._binder.bind(paragraph, context)
            dates = [*dated(paragraph, self._dating)]
            if not bound and not dates:
                continue
            timing = Timing(paragraph, self._knowledge, writer.document.edition, flow.quarter())
            for one in bound:
                yield from writer.figure(paragraph, one, timing)
            for date in dates:
                yield from writer.date(paragraph, date, timing)

    def _of_table(self, flow: Flow, writer: _FindingWriter, table: Table) -> Iterator[Finding]:
        if not flow.announced() and not self._heads.is_cued(table):
            return
        quarter = flow.quarter()
        above = self._knowledge.editions.named(quarter.number, quarter.year) if quarter else None
        reader = TableReader(self._names, self._heads, self.attributes, self._knowledge, flow.context())
        for entry in reader.read(table):
            yield from writer.entry(entry, table, above)


@dataclass(frozen=True)
class _FindingWriter:
    """Turns what was read into findings of a document; what its quote does not hold is left out."""

    document: Document
    attributes: dict[str, Attribute]

    def figure(self, paragraph: Paragraph, bound: Bound, timing: Timing) -> Iterator[Finding]:
        quantity = bound.quantity
        named = timing.version(bound.named)
        quote = paragraph.quote(quantity.start, quantity.end)
        if quantity.value in values(self.document.text[quote[0] : quote[1]]):
            confidence = (
                SURE - bound.meaning.doubt - PER_COST * min(bound.cost, 20) - INHERITED * bound.inherited
            )
            yield self._finding(
                named, bound.attribute, _number(quantity.value), quote, confidence,
                qualifier=quantity.qualifier,
                edition=timing.edition(quantity.start),
                as_of=timing.as_of(quantity.start),
            )  # fmt: skip

    def date(self, paragraph: Paragraph, date: Dated, timing: Timing) -> Iterator[Finding]:
        quote = paragraph.quote(date.moment.start, date.moment.end)
        iso = date.moment.iso
        if iso:
            edition = timing.edition(date.moment.start)
            named = timing.version(date.named, date.moment)
            yield self._finding(named, date.attribute, iso, quote, DATE, edition=edition)

    def entry(self, entry: Entry, table: Table, above: str | None) -> Iterator[Finding]:
        row = self.document.text[entry.start : entry.end]
        quote = (entry.start, entry.end)
        if entry.value not in values(row):
            if entry.value not in values(headed(self.document.text, *quote)):
                return
            longest = LONGEST_CJK if self.document.language.startswith(UNSPACED) else LONGEST
            head = table.start
            quote = (head if entry.end - head <= longest else entry.start, entry.end)
        yield self._finding(
            entry.named, entry.attribute, _number(entry.value), quote, entry.confidence,
            qualifier=entry.qualifier,
            edition=entry.edition or above or self.document.edition,
            as_of=entry.as_of,
        )  # fmt: skip

    def _finding(
        self,
        named: Named,
        attribute: str,
        value: Value,
        quote: tuple[int, int],
        confidence: float,
        **more: str | None,
    ) -> Finding:
        lower = 0 if named.known else NEW
        return Finding(
            subject=named.ids[0],
            name=named.name,
            known=named.known,
            kind=named.kinds[0].id,
            attribute=attribute,
            value=value,
            unit=self.attributes[attribute].unit,
            document_id=self.document.id,
            language=self.document.language,
            quote=self.document.text[quote[0] : quote[1]],
            start=quote[0],
            end=quote[1],
            confidence=round(max(LEAST, confidence - lower), 3),
            **{name: value or None for name, value in more.items()},
        )  # fmt: skip


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _once(found: list[Finding]) -> tuple[Finding, ...]:
    """Each figure once, where it is surest, in the order of the text."""
    best: dict[str, Finding] = {}
    for finding in sorted(found, key=lambda finding: -finding.confidence):
        best.setdefault(finding.id, finding)
    in_order = sorted(best.items(), key=lambda held: (held[1].start, held[1].end, held[0]))
    return tuple(finding for _, finding in in_order)
