"""How many examples a property is tried with: few where people wait, many in `make test-long`."""

from __future__ import annotations

import os
from typing import Final

LONG: Final = os.environ.get("FOOTNOTE_TESTS") == "long"
USUAL: Final = 40  # of a property that names no number of its own
TIMES: Final = 25  # as many in the long run


def examples(few: int = USUAL) -> int:
    """`few`, or TIMES as many where the environment asks for the long run (FOOTNOTE_TESTS=long)."""
    return few * TIMES if LONG else few
