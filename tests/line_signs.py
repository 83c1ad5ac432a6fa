"""How much each sign speaks for a figure that a question may ask for: `python -m tests.line_signs FOLDER...`.

Each folder holds documents and questions, as `tests.figures` takes them, whose lines may say in which
document the answer stands. A line is meant if it has a figure of that document that a question must be
answered with; where there is none, nothing is meant, or an empty cell. The weights are those of a
conditional logistic regression of what is meant on the signs. Told is how many questions of each folder get
which line by weights learned from the others, at several likelihoods; `--write` writes those of all.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.json_text import parse_json
from qa.engine import Engine
from qa.question.line_signs import FILE, NOTHING, LineSigns, rows
from qa.question.own_lines import AskedFigure
from qa.question.own_times import dated, editions_of, times_in
from qa.question.own_words import said
from qa.settings import Settings

NUMBER: Final = re.compile(r"\d[\d,.\s]*")
SCALES: Final = (1.0, 1e3, 1e4, 1e6, 1e8, 1e9)
STRENGTH: Final = 3.0  # by which weights are drawn to nought
BOUNDS: Final = (0.3, 0.4, 0.5, 0.6, 0.7)
HEAD: Final = (
    "# How much each sign speaks for a line, and that nothing is meant; made by\n"
    "# `python -m tests.line_signs`.\n"
)


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of the lines of a question [n, signs], which are meant [n] and which have no figure [n]."""

    signs: NDArray[np.float64]
    meant: NDArray[np.bool_]
    lacking: NDArray[np.bool_]

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """What would be right [n + 1], nothing being the last."""
        if self.meant.any():
            return np.append(self.meant, False)
        return np.append(self.lacking, True)


def examples(folder: Path) -> Iterator[Example]:
    """One for each question of a folder."""
    with tempfile.TemporaryDirectory() as data:
        engine = Engine.open(
            Settings(corpus=folder / "docs", data_dir=Path(data)), complain=lambda problem: None
        )
        lines = (folder / "questions.jsonl").read_text(encoding="utf-8").split("\n")
        for item in (parse_json(line) for line in lines if line.strip()):
            if not item["answerable"] or _wanted(item):  # of an order without numbers no figure is known
                yield _example(engine, item)


def _example(engine: Engine, item: dict[str, Any]) -> Example:
    intake, near, store = engine._intake, engine._intake._own._measures.near, engine.knowledge.facts
    question = str(item["question"])
    language = intake.language(question, None)
    reading = intake._reader.read(question, language)
    times = times_in(question, language)

    def held(subject: str, attribute: str) -> tuple[str, ...]:
        facts = store.find(attribute, (subject,))
        return editions_of(facts, dated(facts, times))

    asked = AskedFigure(
        question,
        *said(reading),
        intake._tongues.of(question, language),
        (lambda subject, attribute: bool(held(subject, attribute))) if times else None,
    )
    found = near.near(asked)
    wanted = _wanted(item)
    document = _key(str(item.get("document", "")))
    meant = [
        bool(item["answerable"])
        and any(
            abs(abs(fact.number) - value * scale) <= 1e-9 * max(1.0, abs(fact.number))
            for fact in store.find(line.attribute, (line.subject,))
            if any(_key(quote.document_id) == document for quote in fact.evidence)
            for value in wanted
            for scale in SCALES
        )
        for line in found
    ]
    lacking = [not line.held or bool(times and not held(line.subject, line.attribute)) for line in found]
    signs = rows(near.signs(found, asked))
    without = np.array(lacking, bool)
    return Example(signs, np.array(meant, bool) & ~without, without)


def _key(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0].replace("_", "-")


def _wanted(item: dict[str, Any]) -> list[float]:
    """The numbers of an answer."""
    return [number for group in item.get("must", ()) for one in group for number in _numbers(one)]


def _numbers(text: str) -> Iterator[float]:
    """What a number may be whose points and commas group digits or divide."""
    for match in NUMBER.finditer(text):
        written = re.sub(r"\s", "", match[0]).rstrip(".,")
        for one in (written.replace(",", ""), written.replace(",", ".")):
            try:
                yield float(one)
            except ValueError:
                continue


def learned(given: Sequence[Example]) -> dict[str, float]:
    """The weights that make what is right likeliest."""
    given = [one for one in given if len(one.signs)]
    every = np.vstack([one.signs for one in given])
    middle, spread = every.mean(0), every.std(0) + 1e-6
    scaled = [((one.signs - middle) / spread, one.wanted) for one in given]

    def cost(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = STRENGTH * float(weights[1:] @ weights[1:]) / 2, STRENGTH * weights
        slope[0] = 0.0
        for signs, wanted in scaled:
            odds = np.append(signs @ weights[1:], weights[0])
            likely = np.exp(odds - odds.max())
            likely /= likely.sum()
            right = float(likely[wanted].sum())
            total -= np.log(right + 1e-12)
            off = likely - np.where(wanted, likely / max(right, 1e-12), 0.0)
            slope[0] += off[-1]
            slope[1:] += signs.T @ off[:-1]
        return total, slope

    found = minimize(cost, np.zeros(every.shape[1] + 1), jac=True, method="L-BFGS-B").x
    by_sign = found[1:] / spread
    names = [field.name for field in fields(LineSigns)]
    weights = {name: round(float(one), 4) for name, one in zip(names, by_sign, strict=True)}
    return {NOTHING: round(float(found[0] + by_sign @ middle), 4), **weights}


def likelihoods(weights: dict[str, float], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.append(signs @ [weights[field.name] for field in fields(LineSigns)], weights[NOTHING])
    likely = np.exp(odds - odds.max())
    found: NDArray[np.float64] = likely / likely.sum()
    return found


def told(by_folder: dict[Path, list[Example]]) -> list[str]:
    """Of lines that are as likely as each bound, by weights from the other folders: how many are right."""
    pairs = []
    for folder, own in by_folder.items():
        weights = learned([one for other, given in by_folder.items() if other != folder for one in given])
        for one in own:
            likely = likelihoods(weights, one.signs)
            best = int(likely[:-1].argmax()) if len(one.signs) else 0
            lacking = not len(one.signs) or bool(one.lacking[best])
            pairs.append((0.0 if lacking else float(likely[best]), not lacking and bool(one.meant[best])))
    held = [[right for sure, right in pairs if sure >= bound] for bound in BOUNDS]
    return [
        f"from {bound}: {len(one)} lines, {sum(one) / max(1, len(one)):.3f} right"
        for bound, one in zip(BOUNDS, held, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, and tell or write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args(arguments)
    by_folder = {folder: list(examples(folder)) for folder in given.folders}
    if len(by_folder) > 1:
        sys.stdout.write("\n".join(told(by_folder)) + "\n")
    if given.write:
        weights = learned([one for each in by_folder.values() for one in each])
        FILE.write_text(HEAD + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
