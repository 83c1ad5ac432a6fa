"""What was found in a document, each figure marked as right or wrong, and what was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from index.documents import Document
from index.errors import CorpusError, FootnoteError
from qa.evaluation.stated.agreement import UNDATED, FoundFigure, is_of, same_digits, same_value, unlike
from qa.evaluation.stated.key import FigureKey, Kind, StatedFigure, Trap, read_key
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.extraction.sources.source import read_source
from qa.knowledge.facts import FactStore
from qa.knowledge.knowledge import Knowledge

DOCUMENTS: Final = "docs"
SUFFIXES: Final = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".xhtml"})
STATING: Final = frozenset({None, "about", "nearly", "under", "over"})
"""The qualifiers of what a document states; any other tells a range, a target or a forecast as what it is."""
BOUNDS: Final = frozenset({"under", "over"})
BOUND: Final = "bound"
TRAPPED: Final = "trap"
SCALED: Final = "scale"
UNSTATED: Final = "not in the key"

Outcome = Literal["right", "again", "ambiguous", "told otherwise", "wrong"]


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """A finding and what became of it.

    `lines` are the places in the key of the figures that it is. A wrong one has `reasons`: the parts in which
    it is not the figure `nearest` it, that it is the number of `trap`, or that the key has no such value.
    "again" is a figure that was found before; it, what is ambiguous and what is told as no plain figure
    counts neither way. `signed` says that the value has the sign of the key's.
    """

    finding: Finding
    measure: str
    outcome: Outcome
    lines: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()
    nearest: StatedFigure | None = None
    trap: Trap | None = None
    signed: bool = True

    @property
    def kind(self) -> Kind:
        return "table" if self.finding.quote.lstrip().startswith("|") else "prose"


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document of a set: what was found in it, the surest first, beside its `key`."""

    name: str
    language: str
    key: FigureKey
    found: tuple[MarkedFinding, ...] = ()

    @property
    def hit(self) -> frozenset[int]:
        """The places of the key's figures that were found."""
        return frozenset(place for one in self.found for place in one.lines)

    @property
    def missed(self) -> tuple[StatedFigure, ...]:
        hit = self.hit
        return tuple(one for place, one in enumerate(self.key.figures) if place not in hit)


def mark_folder(folder: Path, knowledge: Knowledge) -> tuple[tuple[MarkedDocument, ...], list[str]]:
    """The documents of a set, marked, and what is wrong with some; all figures of an unread one are missed.

    Facts of the corpus do not help. Raises CorpusError for a key that cannot be read, FootnoteError for a
    folder without documents.
    """
    key = read_key(folder)
    texts = folder / DOCUMENTS
    paths = [p for p in sorted(texts.iterdir()) if p.suffix.lower() in SUFFIXES] if texts.is_dir() else []
    if not paths:
        raise FootnoteError(f"{texts} holds no documents; the figures of the key are of files there.")
    absent = sorted({one.document for one in key.figures} - {path.name for path in paths})
    problems = [f"{texts / name}: the key names it, but it is not there" for name in absent]
    marked = [MarkedDocument(name, "", key.of(name)) for name in absent]
    extractor = Extractor(replace(knowledge, facts=FactStore(())))
    for path in paths:
        said = key.of(path.name)
        try:
            document = _read(path)
        except CorpusError as error:
            problems.append(str(error))
            marked.append(MarkedDocument(path.name, "", said))
            continue
        found = mark(extractor.extract(document), said, FigureNames(knowledge, extractor))
        marked.append(MarkedDocument(path.name, document.language, said, found))
    return tuple(sorted(marked, key=lambda one: one.name)), problems


@dataclass(frozen=True)
class FigureNames:
    """What the subjects and measures of findings are called: by the document, or by the corpus."""

    knowledge: Knowledge
    extractor: Extractor

    def figure(self, finding: Finding, value: float) -> FoundFigure:
        entity = self.knowledge.entities.by_id.get(finding.subject) if finding.known else None
        return FoundFigure(
            value,
            (finding.name, *(entity.written if entity else ())),
            self.measures(finding),
            finding.unit,
            finding.as_of or finding.edition,
        )

    def measures(self, finding: Finding) -> tuple[str, ...]:
        if finding.measure:
            return (finding.measure,)
        attribute = self.extractor.attributes.get(finding.attribute)
        return attribute.called if attribute else (finding.attribute,)


def mark(findings: Iterable[Finding], key: FigureKey, called: FigureNames) -> tuple[MarkedFinding, ...]:
    """The findings of a document against its key, the surest first; dates and names are no figures."""
    hit: set[int] = set()
    marked = []
    for finding in sorted(findings, key=lambda one: -one.confidence):
        if isinstance(finding.value, str):
            continue
        one = _marked(finding, key, called)
        if one.outcome == "right" and hit.issuperset(one.lines):
            one = replace(one, outcome="again")
        hit.update(one.lines)
        marked.append(one)
    return tuple(marked)


def _marked(finding: Finding, key: FigureKey, called: FigureNames) -> MarkedFinding:
    value: Any = finding.value  # two ends, where a range is told as one
    measure = called.measures(finding)[0]
    if finding.qualifier not in STATING or not isinstance(value, int | float):
        return MarkedFinding(finding, measure, "told otherwise")
    found = called.figure(finding, value)
    parts = {place: unlike(found, one) for place, one in _of_value(found, key.figures)}
    lines = tuple(place for place, differing in parts.items() if not differing)
    if lines:
        signed = any((key.figures[place].value < 0) == (value < 0) for place in lines)
        return MarkedFinding(finding, measure, "right", lines, signed=signed)
    if any(not unlike(found, one) for _, one in _of_value(found, key.ambiguous)):
        return MarkedFinding(finding, measure, "ambiguous")
    trap = next((one for one in key.traps if is_of(one, value, finding.quote)), None)
    if trap:
        outcome: Outcome = "wrong"
        if trap.why == BOUND and finding.qualifier in BOUNDS:
            outcome = "told otherwise"
        return MarkedFinding(finding, measure, outcome, reasons=(TRAPPED,), trap=trap)
    if parts:
        place = min(parts, key=lambda one: len(parts[one]))
        return MarkedFinding(finding, measure, "wrong", reasons=parts[place], nearest=key.figures[place])
    scaled = next((one for one in key.figures if _is_scaled(found, one)), None)
    return MarkedFinding(finding, measure, "wrong", reasons=(SCALED if scaled else UNSTATED,), nearest=scaled)


def _of_value(found: FoundFigure, figures: Iterable[StatedFigure]) -> Iterator[tuple[int, StatedFigure]]:
    return ((place, one) for place, one in enumerate(figures) if same_value(found.value, one.value))


def _is_scaled(found: FoundFigure, stated: StatedFigure) -> bool:
    """Whether nothing but the scale and the time may differ."""
    if not found.value or not same_digits(found.value, stated.value):
        return False
    return not {"subject", "measure"} & set(unlike(found, stated))


def reasons_of(marked: Iterable[MarkedFinding]) -> Mapping[str, int]:
    """How often what was wrong, the commonest first."""
    counted = Counter(", ".join(one.reasons) for one in marked if one.outcome == "wrong")
    return dict(counted.most_common())


def _read(path: Path) -> Document:
    """The document; one that names no edition is read as undated. Raises CorpusError."""
    try:
        return read_source(path)
    except CorpusError:
        return read_source(path, edition=UNDATED)
