"""How sure it is that a document states just this, by the form that it states it in and what is doubtful.

The weights are log-odds, learned from invented documents whose figures are known: `python -m tests.sureness`.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Final

from index.yamlfile import load_yaml
from qa.extraction.measures.stated import Stated

FILE: Final = Path(__file__).with_name("sureness.yaml")
MOST: Final = 0.93  # of the 1,058 surest of three sets, each left out, 0.936 are right
LEAST: Final = 0.75  # in sentences, from which 0.847 of the same are right (144), of all 0.783 (226)
LEAST_IN_TABLES: Final = 0.7  # chosen on figures7: from there 0.86 are right and hardly one right is lost
PROSE: Final = "sentence-"  # before the forms of sentences
PRIOR: Final = "all"  # what any form has


def sureness(one: Stated) -> float:
    """The share of figures stated like `one` that are right, from 0 to 1."""
    weights = _weights()
    odds = sum(weights.get(name, 0.0) for name in (PRIOR, *features_of(one)))
    return min(MOST, 1 / (1 + math.exp(-odds)))


def is_sure(one: Stated) -> bool:
    """Whether a figure is shown as one; what is less sure stays a quote."""
    return sureness(one) >= (LEAST if one.form.startswith(PROSE) else LEAST_IN_TABLES)


def features_of(one: Stated) -> tuple[str, ...]:
    """What is known of how a figure is stated: its form, what is doubtful, from where its parts are known."""
    return one.form, *one.doubts, *one.grounds


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml(FILE).items()}
