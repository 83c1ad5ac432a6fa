"""Precision and recall of figures found in documents: in all, by kind, language and confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from index.documents import Frozen
from qa.evaluation.measures.tables import figure
from qa.evaluation.stated.key import Kind
from qa.evaluation.stated.marking import MarkedDocument, MarkedFinding, reasons_of

CONFIDENCES: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
COLUMNS: Final = ("", "right", "found", "hit", "stated", "precision", "recall")
ALL: Final = "all"
UNREAD: Final = "unread"


class FigureShares(Frozen):
    """Of what was `found`, what is `right`; of what is `stated`, what was `hit`.

    A finding may hit several lines of the key, where table and prose state one figure, and a line counts
    once, so that `hit` is not `right`.
    """

    right: int
    found: int
    hit: int
    stated: int

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.hit / self.stated if self.stated else None

    @property
    def told(self) -> dict[str, float | None]:
        return {**self.model_dump(), "precision": self.precision, "recall": self.recall}


def shares(
    documents: Iterable[MarkedDocument], *, kind: Kind | None = None, least: float = 0.0
) -> FigureShares:
    """What findings of at least a confidence are worth; of a `kind`: those quoted from it, its figures."""
    right = found = hit = stated = 0
    for document in documents:
        sure = [one for one in document.found if one.finding.confidence >= least]
        of_kind = [one for one in sure if kind in (None, one.kind)]
        right += sum(one.outcome == "right" for one in of_kind)
        found += sum(one.outcome in ("right", "wrong") for one in of_kind)
        lines = {at for at, one in enumerate(document.key.figures) if kind in (None, one.kind)}
        hit += len(lines & {place for one in sure for place in one.lines})
        stated += len(lines)
    return FigureShares(right=right, found=found, hit=hit, stated=stated)


def share_rows(documents: Sequence[MarkedDocument]) -> list[tuple[str, ...]]:
    """A row for each part of the documents, as COLUMNS say."""
    return [
        (
            name,
            *map(str, (one.right, one.found, one.hit, one.stated)),
            figure(one.precision),
            figure(one.recall),
        )
        for name, one in _parts(documents)
    ]


def trap_rows(documents: Sequence[MarkedDocument]) -> list[tuple[str, str, str]]:
    """By why a number is no figure: how many of them were found as one, and how many there are."""
    through = Counter(trap.why for trap in _through(documents))
    there = Counter(trap.why for document in documents for trap in document.key.traps)
    rows = [(why, str(through[why]), str(number)) for why, number in there.most_common()]
    return [*rows, (ALL, str(through.total()), str(there.total()))]


def figures_told(documents: Sequence[MarkedDocument], *, failures: bool = False) -> dict[str, Any]:
    """All measures as one object; with `failures`, also what is wrong and what was missed."""
    found = [one for document in documents for one in document.found]
    outcomes = Counter(one.outcome for one in found)
    through = Counter(trap.why for trap in _through(documents))
    there = Counter(trap.why for document in documents for trap in document.key.traps)
    told: dict[str, Any] = {
        **shares(documents).told,
        "again": outcomes["again"],
        "ambiguous": outcomes["ambiguous"],
        "told_otherwise": outcomes["told otherwise"],
        "other_sign": sum(not one.signed for one in found if one.outcome == "right"),
        "traps": {"through": through.total(), "there": there.total()},
        "traps_by_why": {why: {"through": through[why], "there": number} for why, number in there.items()},
        "reasons": reasons_of(found),
        "kinds": {kind: shares(documents, kind=kind).told for kind in get_args(Kind)},
        "languages": {name: shares(those).told for name, those in _by_language(documents).items()},
        "confidences": {str(least): shares(documents, least=least).told for least in CONFIDENCES},
        "documents": {one.name: shares([one]).told for one in documents},
    }
    if failures:
        told["wrong"] = [_wrong(document, one) for document in documents for one in _wrong_ones(document)]
        told["missed"] = [one.model_dump(mode="json") for document in documents for one in document.missed]
    return told


def failure_lines(documents: Iterable[MarkedDocument]) -> Iterator[str]:
    """A line for each figure that is wrong, with why, and for each that was missed."""
    for document in documents:
        for one in _wrong_ones(document):
            found = one.finding
            stated = f"{found.name} | {one.measure} | {found.value} {found.unit} | {_time(one)}"
            meant = one.trap.why if one.trap else one.nearest
            yield f"{document.name}: wrong ({', '.join(one.reasons)}): {stated}" + (
                f" ← {meant}" if meant else ""
            )
        for line in document.missed:
            yield f"{document.name}: missed ({line.kind}): {line} ({line.as_printed})"


def _parts(documents: Sequence[MarkedDocument]) -> Iterator[tuple[str, FigureShares]]:
    yield from ((one.name, shares([one])) for one in documents)
    yield from ((name, shares(those)) for name, those in _by_language(documents).items())
    yield from ((kind, shares(documents, kind=kind)) for kind in get_args(Kind))
    yield from ((f"confidence ≥ {least}", shares(documents, least=least)) for least in CONFIDENCES)
    yield ALL, shares(documents)


def _by_language(documents: Iterable[MarkedDocument]) -> Mapping[str, list[MarkedDocument]]:
    found: dict[str, list[MarkedDocument]] = {}
    for one in sorted(documents, key=lambda document: document.language):
        found.setdefault(one.language or UNREAD, []).append(one)
    return found


def _through(documents: Iterable[MarkedDocument]) -> Iterator[Any]:
    for document in documents:
        wrong = [one.trap for one in _wrong_ones(document) if one.trap]
        yield from (trap for trap in document.key.traps if trap in wrong)


def _wrong_ones(document: MarkedDocument) -> Iterator[MarkedFinding]:
    return (one for one in document.found if one.outcome == "wrong")


def _wrong(document: MarkedDocument, one: MarkedFinding) -> dict[str, Any]:
    found = one.finding
    return {
        "document": document.name,
        "reasons": one.reasons,
        "kind": one.kind,
        "subject": found.name,
        "measure": one.measure,
        "value": found.value,
        "unit": found.unit,
        "time": _time(one),
        "confidence": found.confidence,
        "quote": found.quote,
        "trap": one.trap and one.trap.model_dump(),
        "nearest": one.nearest and one.nearest.model_dump(mode="json"),
    }


def _time(one: MarkedFinding) -> str | None:
    return one.finding.as_of or one.finding.edition
