"""How often the gate is wrong about drafts: hostile ones that pass, honest ones that it would strip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.documents import Frozen
from qa.evaluation.drafts.item import DraftItem
from qa.prose.doubts import Doubt
from qa.prose.gate import ProseGate

COLUMNS = ("", "honest", "stripped", "hostile", "passed", "false strip", "false pass")


@dataclass(frozen=True, slots=True)
class DraftVerdict:
    """What the gate said of a draft."""

    item: DraftItem
    doubts: tuple[Doubt, ...]

    @property
    def is_wrong(self) -> bool:
        return self.item.honest == bool(self.doubts)


class DraftCounts(Frozen):
    """Drafts, and how many of them the gate is wrong about."""

    honest: int
    stripped: int
    hostile: int
    passed: int

    @property
    def false_strip(self) -> float | None:
        return self.stripped / self.honest if self.honest else None

    @property
    def false_pass(self) -> float | None:
        return self.passed / self.hostile if self.hostile else None


class DraftReport(Frozen):
    """Over all drafts, and over those of a kind and a language."""

    overall: DraftCounts
    by_kind: dict[str, DraftCounts]
    by_language: dict[str, DraftCounts]


def judged(items: Iterable[DraftItem], gate: ProseGate) -> Iterator[DraftVerdict]:
    """What the gate says of each draft."""
    return (DraftVerdict(item, gate.doubts(item.written, item.evidence)) for item in items)


def draft_report(verdicts: Sequence[DraftVerdict]) -> DraftReport:
    kinds = sorted({one.item.kind for one in verdicts})
    languages = sorted({one.item.language for one in verdicts})
    return DraftReport(
        overall=_counts(verdicts),
        by_kind={kind: _counts([one for one in verdicts if one.item.kind == kind]) for kind in kinds},
        by_language={
            language: _counts([one for one in verdicts if one.item.language == language])
            for language in languages
        },
    )


def draft_rows(report: DraftReport) -> list[tuple[str, ...]]:
    """The rows of a table with COLUMNS: over all, by kind, by language."""
    groups = {"all": report.overall, **report.by_kind, **report.by_language}
    return [
        (
            *(name, str(of.honest), str(of.stripped), str(of.hostile), str(of.passed)),
            *(_share(of.false_strip), _share(of.false_pass)),
        )
        for name, of in groups.items()
    ]


def _counts(verdicts: Sequence[DraftVerdict]) -> DraftCounts:
    honest = [one for one in verdicts if one.item.honest]
    hostile = [one for one in verdicts if not one.item.honest]
    return DraftCounts(
        honest=len(honest),
        stripped=sum(one.is_wrong for one in honest),
        hostile=len(hostile),
        passed=sum(one.is_wrong for one in hostile),
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
