"""From which doubt on a statement is not let through, fitted to drafts that were not taught."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from qa.evaluation.drafts.item import DraftItem
from qa.prose.gate import ProseGate

COLUMNS: Final = ("limit", "false strip", "false pass")
STRIPPED: Final = (0.1, 0.2, 0.25, 0.3, 0.4)  # shares of the honest drafts for which limits are told


def limit_rows(gate: ProseGate, drafts: Sequence[DraftItem]) -> list[tuple[str, str, str]]:
    """The rows of a table with COLUMNS: for shares of the honest drafts the limit that strips as many."""
    doubts = [gate.weighed(one.written, one.evidence)[1] for one in drafts]
    honest = [doubt for doubt, one in zip(doubts, drafts, strict=True) if one.honest]
    hostile = [doubt for doubt, one in zip(doubts, drafts, strict=True) if not one.honest]
    rows = []
    for share in STRIPPED:
        limit = limit_for(honest, share)
        stripped, passed = (sum(d >= limit for d in honest), sum(d < limit for d in hostile))
        rows.append((f"{limit:.2f}", f"{stripped / len(honest):.3f}", f"{passed / len(hostile):.3f}"))
    return rows


def limit_for(honest: Sequence[float], share: float) -> float:
    """The doubt from which on that share of `honest` lies, as far as they are finite."""
    finite = sorted(doubt for doubt in honest if math.isfinite(doubt))
    stripped = max(0, round(share * len(honest)) - (len(honest) - len(finite)))
    return finite[-stripped] if stripped else finite[-1] + 1.0
