"""How names, values, dates and editions are written in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import UNDATED, in_order, period_of
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Standing
from qa.wording.formats import (
    LARGE,
    MONTH_ALONE,
    number,
    parameters,
    percent,
    tongue_name,
    whole,
    with_unit,
    written_date,
)
from qa.wording.messages import Messages

MYRIAD: Final = 1e4
HUNDRED_MILLION: Final = 1e8
HUNDRED_MILLION_SIGN: Final = {"zh-Hans": "亿", "zh-Hant": "億", "ja": "億"}
# "1,67 milliard de dollars": French puts "de" between a large number and its unit
LARGE_FORM: Final = "-large"
WORDLESS: Final = frozenset({"count", "rank", ""})  # units that are not written


class Wording:
    """What is known, to be put into the words of any language."""

    def __init__(self, knowledge: Knowledge, messages: Messages) -> None:
        self.knowledge, self.messages = knowledge, messages

    def words(self, language: str) -> Words:
        return Words(self.knowledge, self.messages, language)


@dataclass(frozen=True, slots=True)
class Words:
    """Writes what facts hold, in `language`.

    Units with a message `amount-<unit>` are named in its words; others as they are, but for money.
    """

    knowledge: Knowledge
    messages: Messages
    language: str

    def text(self, message: str, /, **values: str | float) -> str:
        return self.messages.format(self.language, message, **values)

    def heading(self, message: str, /, **values: str | float) -> str:
        """A message that stands by itself, with a capital: an attribute's name begins with a small letter."""
        text = self.text(message, **values)
        return text[:1].upper() + text[1:]

    def name(self, entity: str) -> str:
        return self.knowledge.entities[entity].name(self.language)

    def names(self, entities: Iterable[str]) -> str:
        return self.join([self.name(entity) for entity in entities])

    def join(self, parts: Sequence[str]) -> str:
        """The parts as a list in words: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("list-and", first=self.series(parts[:-1]), last=parts[-1])

    def series(self, parts: Iterable[str]) -> str:
        """The parts one after another: "a, b, c"."""
        return self.text("list-separator").join(parts)

    def details(self, parts: Iterable[str]) -> str:
        """What is said of one thing, one after another: "AIbase, March 3, 2025"; no list of several."""
        return self.text("part-separator").join(parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Parts that hold commas themselves, one after another: "a, 2025; b, 2024"."""
        return self.text("clause-separator").join(parts)

    def edition(self, edition: str) -> str:
        """An edition as a reader says it: by its quarter, half-year or month, or else by its title."""
        period = period_of(edition)
        if period and period.quarter:
            return self.text("edition-quarter", year=str(period.year), quarter=period.quarter)
        if period and period.half:
            return self.text("edition-half", year=str(period.year), half=period.half)
        if (period and period.is_month) or MONTH_ALONE.fullmatch(edition):
            return self.date(edition)
        if edition == UNDATED:
            return self.text("edition-undated")
        known = self.knowledge.editions.by_id.get(edition)
        return (known and known.title.get(self.language)) or edition

    def editions(self, editions: Iterable[str]) -> str:
        return self.join([self.edition(e) for e in in_order(editions)])

    def reason(self, editions: Iterable[str]) -> str:
        """Why the editions are no one scale: what one of them gives, or that nothing declares them one."""
        known = (self.knowledge.editions.by_id.get(edition) for edition in editions)
        given = (
            edition.reason[self.language] for edition in known if edition and self.language in edition.reason
        )
        return next(given, None) or self.text("reason-undeclared")

    def fact_value(self, fact: Fact) -> str:
        """The value with its unit, and with how exact the source is: "about 110 million"."""
        text = self.value(fact.value, fact.unit)
        return self.text(f"qualifier-{fact.qualifier}", value=text) if fact.qualifier else text

    def range(self, standing: Standing) -> str:
        """The value of a standing, or the least and the most that its sources state."""
        low, high = standing.sides[0], standing.sides[-1]
        if not standing.disputed:
            return self.fact_value(low)
        ends = {"low": self.fact_value(low), "high": self.fact_value(high)}
        return self.text("value-range", **ends)

    def standing(self, standing: Standing) -> str:
        """The value of a standing; where sources disagree, it says so."""
        text = self.range(standing)
        return self.text("value-disputed", range=text) if standing.disputed else text

    def value(self, value: float | str, unit: str) -> str:
        if unit == "date":
            return self.date(str(value))
        if unit == "entity":
            return self.name(str(value))
        if isinstance(value, str):
            return value
        value = whole(value)
        if unit == "parameters":
            return parameters(value, self.language)
        amount = number(value, self.language)
        if unit not in WORDLESS and not self.messages.has(self.language, f"amount-{unit}"):
            return with_unit(amount, unit, value, self.language)
        large = LARGE_FORM if unit == "USD" and value >= LARGE else ""
        return self._with_unit(amount, f"amount-{unit}{large}", value)

    def unit(self, unit: str) -> str:
        """What is written for a unit beside the name of a measure: "" for what has no sign of its own."""
        named = self.messages.has(self.language, f"amount-{unit}") and unit != "USD"
        return "" if unit in WORDLESS or named or unit == "parameters" else unit

    def gap(self, value: float, unit: str, beside: float = 0.0) -> str:
        """A difference with its unit, also where scores themselves are written without one.

        `beside` is the smaller figure: 1.5亿 and 1.1亿 are 0.4亿 apart, written like the two.
        """
        value = whole(value)
        if self.messages.has(self.language, f"gap-{unit}"):
            return self._with_unit(number(value, self.language), f"gap-{unit}", value)
        if self.language in HUNDRED_MILLION_SIGN and beside >= HUNDRED_MILLION > value >= MYRIAD:
            written = f"{value / HUNDRED_MILLION:g}{HUNDRED_MILLION_SIGN[self.language]}"
            return self._with_unit(written, f"amount-{unit}", value)
        return self.value(value, unit)

    def _with_unit(self, amount: str, message: str, value: float) -> str:
        """The amount in the message that names its unit; the bare amount without such a message."""
        named = self.messages.has(self.language, message)
        return self.text(message, amount=amount, number=value) if named else amount

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in whole per cent."""
        return percent(share, self.language)

    def date(self, value: str) -> str:
        return written_date(value, self.language)

    def language_name(self, language: str) -> str:
        """What a language is called: by a message, or else by CLDR, or by its tag."""
        known = self.messages.has(self.language, f"language-{language}")
        return self.text(f"language-{language}") if known else tongue_name(language, self.language)

    def sentence(self, fact: Fact) -> str:
        """The fact as a complete sentence, in the words that its attribute gives for it."""
        attribute = self.knowledge.attributes[fact.attribute]
        subject, value = self.name(fact.subject), self.fact_value(fact)
        edition = self.edition(fact.edition)
        when = self.date(fact.as_of) if fact.as_of else ""
        template = attribute.sentence.get(self.language)
        if template and ("{as_of}" not in template or when):
            filled = template.replace("{subject}", subject).replace("{value}", value)
            return filled.replace("{edition}", edition).replace("{as_of}", when)
        told = {"subject": subject, "attribute": attribute.name(self.language), "value": value}
        if fact.edition == UNDATED:
            return self.text("fact-untimed", **told)
        return self.text("fact-generic", **told, edition=edition)

    def dated(self, fact: Fact) -> str:
        """The fact as a sentence that says when: of one whose time is known."""
        return self.text(
            "fact-as-of",
            subject=self.name(fact.subject),
            value=self.fact_value(fact),
            date=self.date(fact.as_of or ""),
            edition=self.edition(fact.edition),
        )

    def gives_time(self, fact: Fact) -> bool:
        """Whether the sentence of the fact's attribute says when the value held."""
        return "{as_of}" in self.knowledge.attributes[fact.attribute].sentence.get(self.language, "")

    def attribute(self, attribute: Attribute | str) -> str:
        known = self.knowledge.attributes[attribute] if isinstance(attribute, str) else attribute
        return known.name(self.language)

    def reporters(self, fact: Fact) -> str:
        """Who states a fact and when: "AIbase, March 3, 2025"."""
        return self.clauses(dict.fromkeys(map(self.reporter, fact.reported_by)))

    def reporter(self, key: str) -> str:
        """One article: its publisher and its date."""
        reporter = self.knowledge.reporters[key]
        publisher = reporter.publisher or self.text("publisher-unnamed")
        when = self.date(reporter.published[:10]) if reporter.published else ""
        return self.details(filter(None, (publisher, when)))
