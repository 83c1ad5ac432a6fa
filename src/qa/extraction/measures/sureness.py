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
MOST: Final = 0.81  # of the surest in two sets that nobody had read, 1,301 of 1,598 are right
PRIOR: Final = "all"  # what any form has


def sureness(one: Stated) -> float:
    """The share of figures stated like `one` that are right, from 0 to 1."""
    weights = _weights()
    odds = sum(weights.get(name, 0.0) for name in (PRIOR, one.form, *one.doubts))
    return min(MOST, 1 / (1 + math.exp(-odds)))


@cache
def _weights() -> dict[str, float]:
    return {str(name): float(weight) for name, weight in load_yaml(FILE).items()}
