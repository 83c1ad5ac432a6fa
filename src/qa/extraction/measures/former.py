"""Columns of one measure at two times, which one says before its name: "Sales", "prior-year sales"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from qa.extraction.measures.heads import Label, is_measured
from qa.language.wordlists import alternatives, plain
from qa.numbers.terms import terms
from qa.numbers.times import period_named

JOINT: Final = re.compile(r"(?:同[期季月])?(?:'s)?\s*[的の]?\s*")  # between a time and what is measured


def with_former(labels: Sequence[Label], language: str) -> list[Label]:
    """`labels`, those of a measure before as of its name and that time: 本期收入 and 上年同期收入 of 收入.

    A word for the present is taken off only where another label is of the same measure before.
    """
    led = {label.text: _led(label, language) for label in labels if label.name and not label.period}
    before = {plain(one.name) for one in led.values() if one and one.period and one.period.back}
    now = {plain(label.name): label.name for label in labels if not label.period}
    found: list[Label] = []
    for label in labels:
        one = led.get(label.text)
        if one and one.period and (plain(one.name) in before if one.period.back == 0 else one.measured):
            label = one
        found.append(replace(label, name=now.get(plain(label.name), label.name)))
    return found


def _led(label: Label, language: str) -> Label | None:
    """A label that begins with a time by the document's own as one of that time."""
    flat = plain(label.name).replace("-", " ")
    found = _own_times().match(flat)
    if found is None or label.change:
        return None
    joint = JOINT.match(flat, found.end())
    rest = label.name[joint.end() if joint else found.end() :]
    period = period_named(flat[: found.end()], language)
    return replace(label, name=rest, period=period, measured=is_measured(rest)) if rest and period else None


@cache
def _own_times() -> re.Pattern[str]:
    return re.compile(alternatives((*terms().prior, *terms().current)))
