"""Whether a sentence states a fact's value, in whichever notation."""

from __future__ import annotations

from typing import Final

from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import key_of
from qa.numbers.values import values
from qa.wording.formats import date_forms

PERIOD: Final = "–"  # between the first and the last year of a date that is a period


def states(knowledge: Knowledge, fact: Fact, quote: str, language: str) -> bool:
    """Whether the value stands in the quote: a number in any notation, a date, or an entity's name."""
    if fact.unit == "text":
        return True  # a phrase of ours for what the sentence says in its own words
    if fact.unit == "entity":
        text = key_of(quote)
        return any(key_of(name) in text for name in knowledge.entities[str(fact.value)].written)
    if fact.unit == "date" and PERIOD in str(fact.value):
        return all(year in quote for year in str(fact.value).split(PERIOD))
    if fact.unit == "date":
        return any(form in quote for form in date_forms(str(fact.value), language))
    held = values(quote)
    return fact.number in held or (fact.number < 0 and -fact.number in held)  # a loss may stand in brackets
