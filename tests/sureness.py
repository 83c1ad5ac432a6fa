"""How sure each form of stating a figure is: `python -m tests.sureness FOLDER... [--write]`.

Each folder holds documents and the key of their figures, as `qa eval facts` takes them. The weights are those
of a logistic regression of whether what was found is right on its form and what makes it doubtful, drawn
towards the share of all that is right: a form seen a few times tells little. Told is how far the confidence
of what was left out, a folder, or of a single one a document, is from the share of its figures that are
right, for tables and prose apart: in bins, and from each limit on. Figures of documents that the readers were
mended with are nearly all right, and teach nothing: learn from those that were read once.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from qa.evaluation.stated.key import read_key
from qa.evaluation.stated.marking import DOCUMENTS, FigureNames, mark
from qa.extraction.extractor import Extractor
from qa.extraction.measures.findings import stated_findings
from qa.extraction.measures.sureness import FILE, PRIOR, PROSE, features_of
from qa.extraction.mentions.names import Names
from qa.extraction.sources.source import read_source
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus

STEPS: Final = 400
STRENGTH: Final = 0.5  # the less, the more weights are drawn to nought
LIMITS: Final = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
HEAD: Final = (
    "# The log-odds of figures that are stated in each form, and what each doubt takes from them; made by\n"
    '# `python -m tests.sureness`. "all" is for any form.\n'
)

Example: TypeAlias = tuple[tuple[str, ...], bool]


def examples(folder: Path) -> dict[str, list[Example]]:
    """By document, the form and doubts of each figure found, and whether it is right."""
    knowledge, key, found = Knowledge.load(shipped_corpus()), read_key(folder), {}
    extractor, names = Extractor(knowledge), Names(knowledge.entities)
    for path in sorted((folder / DOCUMENTS).iterdir()):
        document = read_source(path, edition="undated")
        stated = {finding.id: one for one, finding in stated_findings(document, names)}
        findings = [finding for _, finding in stated_findings(document, names)]
        marked = mark(findings, key.of(path.name), FigureNames(knowledge, extractor))
        found[path.name] = [
            (features_of(stated[one.finding.id]), one.outcome != "wrong")
            for one in marked
            if one.outcome in ("right", "again", "wrong")
        ]
    return found


def learned(given: Sequence[Example]) -> dict[str, float]:
    """The weight of each form and doubt, and of what all have; seldom ones are drawn to nought."""
    names = sorted({name for features, _ in given for name in features})
    rows = np.array([[name in features for name in names] for features, _ in given], dtype=float)
    model = LogisticRegression(C=STRENGTH, max_iter=STEPS).fit(rows, [right for _, right in given])
    weights = {name: round(float(one), 3) for name, one in zip(names, model.coef_[0], strict=True)}
    return {PRIOR: round(float(model.intercept_[0]), 3), **weights}


def confidence(weights: dict[str, float], features: Sequence[str]) -> float:
    odds = sum(weights.get(name, 0.0) for name in (PRIOR, *features))
    return float(1 / (1 + np.exp(-odds)))


def left_out(parts: dict[str, list[Example]]) -> dict[str, list[tuple[float, bool]]]:
    """By kind, the confidence of each figure by weights from all other parts, and whether it is right."""
    told: dict[str, list[tuple[float, bool]]] = {"table": [], "prose": []}
    for name, own in parts.items():
        weights = learned([one for other, given in parts.items() if other != name for one in given])
        for features, right in own:
            kind = "prose" if features[0].startswith(PROSE) else "table"
            told[kind].append((confidence(weights, features), right))
    return told


def lines(pairs: Sequence[tuple[float, bool]]) -> list[str]:
    """The mean confidence and the share that is right, in bins and from each limit on."""
    told = []
    for low in np.arange(0.0, 1.0, 0.1):
        held = [(sure, right) for sure, right in pairs if low <= sure < low + 0.1]
        if held:
            sure, share = np.mean([one for one, _ in held]), np.mean([right for _, right in held])
            told.append(f"{low:.1f} to {low + 0.1:.1f}: said {sure:.3f}, right {share:.3f} of {len(held)}")
    for limit in LIMITS:
        rights = [right for sure, right in pairs if sure >= limit]
        if rights:
            told.append(f"from {limit:.2f}: right {np.mean(rights):.3f} of {len(rights)}")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sureness", description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the weights")
    options = parser.parse_args()
    by_folder = {str(folder): examples(folder) for folder in options.folders}
    by_document = {f"{at}/{name}": one for at, held in by_folder.items() for name, one in held.items()}
    folders = {at: [one for given in held.values() for one in given] for at, held in by_folder.items()}
    weights = learned([one for given in by_document.values() for one in given])
    counts = Counter(name for given in by_document.values() for features, _ in given for name in features)
    rows = [f"{weights[name]:7.3f}  {count:5}  {name}" for name, count in counts.most_common()]
    rows.insert(0, f"{weights[PRIOR]:7.3f}         {PRIOR}")
    for kind, pairs in left_out(folders if len(folders) > 1 else by_document).items():
        rows += ["", f"{kind}, left out", *lines(pairs)]
    sys.stdout.write("\n".join(rows) + "\n")
    if options.write:
        FILE.write_text(HEAD + yaml.safe_dump(weights, allow_unicode=True), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
