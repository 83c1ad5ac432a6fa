"""The words by which tables and sentences name units, times, totals and plans: terms.yaml."""

from __future__ import annotations

from functools import cache

from qa.language.wordlists import WordFile


class MeasureTerms(WordFile):
    """The file as it stands; see the comments there."""

    money: dict[str, tuple[str, ...]]
    codes: tuple[str, ...]
    yuan: dict[str, dict[str, str]]
    scales: dict[str, float]
    letters: dict[str, float]
    percent: tuple[str, ...]
    percentage_points: tuple[str, ...]
    points: tuple[str, ...]
    units: tuple[str, ...]
    counters: tuple[str, ...]
    unit_before: tuple[str, ...]
    unit_between: tuple[str, ...]
    per_item: tuple[str, ...]
    halves: dict[int, tuple[str, ...]]
    full_years: tuple[str, ...]
    part_years: tuple[str, ...]
    quarter_months: tuple[str, ...]
    year_months: tuple[str, ...]
    eras: dict[str, int]
    time_words: tuple[str, ...]
    current: tuple[str, ...]
    prior: tuple[str, ...]
    ends: tuple[str, ...]
    companies: tuple[str, ...]
    company_ends: tuple[str, ...]
    document_words: tuple[str, ...]
    title_ends: tuple[str, ...]
    figures_in: tuple[str, ...]
    plans: tuple[str, ...]
    actuals: tuple[str, ...]
    claims: tuple[str, ...]
    totals: tuple[str, ...]
    ranks: tuple[str, ...]
    dates: tuple[str, ...]
    time_heads: tuple[str, ...]
    changes: tuple[str, ...]
    shares: tuple[str, ...]
    things: tuple[str, ...]
    tests: tuple[str, ...]
    measures_heads: tuple[str, ...]
    value_heads: tuple[str, ...]
    measures: tuple[str, ...]
    counts: tuple[str, ...]
    implied: dict[str, tuple[str, ...]]
    scores: tuple[str, ...]
    listing: tuple[str, ...]
    unit_heads: tuple[str, ...]
    exceptions: tuple[str, ...]
    instalments: tuple[str, ...]
    parted: tuple[str, ...]
    empty: tuple[str, ...]
    negatives: tuple[str, ...]
    positives: tuple[str, ...]
    told_before: tuple[str, ...]
    told_behind: tuple[str, ...]
    pointing: tuple[str, ...]
    compared: tuple[str, ...]
    surveys: tuple[str, ...]
    timed: tuple[str, ...]
    statistics: tuple[str, ...]


@cache
def terms() -> MeasureTerms:
    return MeasureTerms.beside(__file__, "terms.yaml")
