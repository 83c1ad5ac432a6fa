"""Why a statement of a language model is not let through."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Doubt: TypeAlias = Literal[
    "evidence",
    "language",
    "number",
    "owner",
    "name",
    "time",
    "scale",
    "direction",
    "unit",
    "subject",
    "support",
]
"""evidence: it rests on nothing, or on what is not there;
language: it is not in the asker's language;
number: it gives a number that its quotes do not state;
owner: it gives a number to another thing than its quotes do;
name: it names what its quotes do not;
time: it names a time that its quotes are not of;
scale: it compares what may not be compared;
direction: it says more where its quotes say less, or the other way round;
unit: it gives a number another unit than its quotes do;
subject: it says he, she or they of somebody whom it does not name;
support: it says what its quotes do not: another cause, more certainty, a denial, praise.
"""

EXPLAINED: Final[dict[Doubt, str]] = {  # to the model, which may repair it once
    "evidence": "cite at least one of the given ids, and no other",
    "language": "write it in the language of the question",
    "number": "use only numbers that the cited evidence states, as it states them",
    "owner": "give each number to the thing that the cited evidence gives it to",
    "name": "name only what the cited evidence names",
    "time": "name only times and editions of the cited evidence",
    "scale": "do not compare figures of different editions",
    "direction": "say more, less, before or after only as the cited evidence does",
    "unit": "give each number the unit that the cited evidence gives it",
    "subject": "name whom it is about: he, she and they tell nobody who that is",
    "support": "say only what the cited evidence says, with its hedges and denials; add no cause, no praise",
}
