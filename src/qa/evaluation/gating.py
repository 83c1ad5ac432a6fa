"""Whether a measurement is as good as one that was kept: figure by figure, each with what is better in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from index.errors import FootnoteError
from index.json_text import parse_json
from index.yamlfile import read_text

Kind = Literal["gold", "squad"]
Ruling = Literal["ok", "worse", "slower", "not judged", "only kept", "only now"]

HIGHER: Final = frozenset(
    {
        *("recall@1", "recall@5", "mrr@10", "ndcg@10", "answer_in_first_quote", "answer_in_quotes"),
        "answer_words",
        *("accuracy", "crag", "citation_coverage", "cited_edition_rate", "number_fidelity"),
        *("language_match", "notice_rate"),
    }
)
LOWER: Final = frozenset(
    {"false_refusal", "false_refusal_rate", "hallucination", "hallucination_rate", "brier"}
)
MILLISECONDS: Final = frozenset({"query_ms_p50", "query_ms_p95", "latency_ms_median"})
PER_SECOND: Final = frozenset({"passages_per_second"})
COUNTS: Final = frozenset({"questions", "answerable", "documents", "items"})
ROUNDING: Final = 1e-9  # by which 0.9 - 0.88 is more than 0.02


@dataclass(frozen=True, slots=True)
class Measurement:
    """The figures of one measurement by name, and how much was asked, which has to be the same in another."""

    kind: Kind
    figures: Mapping[str, float]
    counts: Mapping[str, float]


class Ruled(NamedTuple):
    """One figure in both measurements; None in the one that lacks it."""

    figure: str
    kept: float | None
    now: float | None
    ruling: Ruling

    @property
    def failed(self) -> bool:
        return self.ruling in ("worse", "slower")


def read_measurement(path: Path) -> Measurement:
    """What `qa eval gold FILE --json` or `qa eval squad FILE --json` printed.

    Raises CorpusError for a file that cannot be read, FootnoteError for one that is something else.
    """
    try:
        data = parse_json(read_text(path, streams=True))
    except ValueError as error:
        raise FootnoteError(f"{path} is not JSON ({error}).") from error
    if isinstance(data, dict):
        overall = data.get("overall")
        if isinstance(overall, dict) and "items" in overall:
            return _measurement("gold", overall, _group_sizes(data))
        if "recall@1" in data and "questions" in data:
            return _measurement("squad", data, {})
    raise FootnoteError(f"{path} is not what `qa eval gold` or `qa eval squad` prints with --json.")


def compare(kept: Measurement, now: Measurement, *, tolerance: float, slower: float) -> list[Ruled]:
    """All figures, in the order of the kept ones.

    A share may be worse by up to `tolerance`, absolute; a time longer, a speed lower by the factor `slower`.
    Raises FootnoteError where the two did not measure the same.
    """
    if kept.kind != now.kind:
        raise FootnoteError(f"`qa eval {kept.kind}` and `qa eval {now.kind}` measure different things.")
    apart = [
        name
        for name in sorted({**kept.counts, **now.counts})
        if kept.counts.get(name) != now.counts.get(name)
    ]
    if apart:
        told = ", ".join(f"{name} {_count(kept, name)} then and {_count(now, name)} now" for name in apart)
        raise FootnoteError(f"The two did not measure the same: {told}. Measure the kept one anew.")
    return [
        _ruled(name, kept.figures.get(name), now.figures.get(name), tolerance, slower)
        for name in {**kept.figures, **now.figures}
    ]


def _ruled(name: str, kept: float | None, now: float | None, tolerance: float, slower: float) -> Ruled:
    if kept is None or now is None:
        return Ruled(name, kept, now, "only now" if kept is None else "only kept")
    ruling: Ruling = "ok"
    if name in HIGHER | LOWER:
        lost = kept - now if name in HIGHER else now - kept
        ruling = "worse" if lost > tolerance + ROUNDING else "ok"
    elif name in MILLISECONDS | PER_SECOND:
        long, short = (now, kept) if name in MILLISECONDS else (kept, now)
        ruling = "slower" if long > short * slower + ROUNDING else "ok"
    else:
        ruling = "not judged"
    return Ruled(name, kept, now, ruling)


def _measurement(kind: Kind, measures: Mapping[str, Any], sizes: dict[str, float]) -> Measurement:
    numbers: dict[str, float] = {name: value for name, value in measures.items() if _is_number(value)}
    counts = {name: numbers.pop(name) for name in COUNTS & numbers.keys()}
    return Measurement(kind, numbers, counts | sizes)


def _group_sizes(data: Mapping[str, Any]) -> dict[str, float]:
    """The number of items of each kind and language: the same sum may be of other questions."""
    return {
        f"items of {name}": measures["items"]
        for groups in (data.get("by_kind"), data.get("by_language"))
        if isinstance(groups, dict)
        for name, measures in groups.items()
        if isinstance(measures, dict) and _is_number(measures.get("items"))
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _count(result: Measurement, name: str) -> str:
    return f"{result.counts[name]:g}" if name in result.counts else "none"
