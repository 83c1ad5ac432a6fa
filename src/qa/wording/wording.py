"""How names, values, dates and editions are written in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qa.knowledge.attributes import Attribute
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Standing
from qa.wording.formats import LARGE, number, parameters, percent, written_date
from qa.wording.messages import Messages

MYRIAD: Final = 1e4
HUNDRED_MILLION: Final = 1e8
HUNDRED_MILLION_SIGN: Final = {"zh-Hans": "亿", "zh-Hant": "億", "ja": "億"}
# "1,67 milliard de dollars": French puts "de" between a large number and its unit
LARGE_FORM: Final = "-large"


class Wording:
    """Writes what facts hold. Units with a message `amount-<unit>` are named; others are plain numbers."""

    def __init__(self, knowledge: Knowledge, messages: Messages) -> None:
        self.knowledge = knowledge
        self.messages = messages

    def text(self, language: str, message: str, /, **values: str | float) -> str:
        return self.messages.format(language, message, **values)

    def heading(self, language: str, message: str, /, **values: str | float) -> str:
        """A message that stands by itself, with a capital: an attribute's name begins with a small letter."""
        text = self.text(language, message, **values)
        return text[:1].upper() + text[1:]

    def name(self, entity: str, language: str) -> str:
        return self.knowledge.entities[entity].name(language)

    def names(self, entities: Iterable[str], language: str) -> str:
        return self.join([self.name(entity, language) for entity in entities], language)

    def join(self, parts: Sequence[str], language: str) -> str:
        """The parts as a list in words: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        separator = self.text(language, "list-separator")
        return self.text(language, "list-and", first=separator.join(parts[:-1]), last=parts[-1])

    def edition(self, edition: str, language: str) -> str:
        known = self.knowledge.editions.by_id.get(edition)
        if known is None:
            return edition
        if known.period is None:
            return known.title.get(language) or edition
        year, quarter = known.period
        return self.text(language, "edition-quarter", year=str(year), quarter=quarter)

    def editions(self, editions: Iterable[str], language: str) -> str:
        return self.join([self.edition(e, language) for e in sorted(editions)], language)

    def reason(self, editions: Iterable[str], language: str) -> str:
        """Why the editions are no one scale: what one of them gives, or that nothing declares them one."""
        known = (self.knowledge.editions.by_id.get(edition) for edition in editions)
        given = (edition.reason[language] for edition in known if edition and language in edition.reason)
        return next(given, None) or self.text(language, "reason-undeclared")

    def fact_value(self, fact: Fact, language: str) -> str:
        """The value with its unit, and with how exact the source is: "about 110 million"."""
        text = self.value(fact.value, fact.unit, language)
        return self.text(language, f"qualifier-{fact.qualifier}", value=text) if fact.qualifier else text

    def range(self, standing: Standing, language: str) -> str:
        """The value of a standing, or the least and the most that its sources state."""
        low, high = standing.sides[0], standing.sides[-1]
        if not standing.disputed:
            return self.fact_value(low, language)
        ends = {"low": self.fact_value(low, language), "high": self.fact_value(high, language)}
        return self.text(language, "value-range", **ends)

    def standing(self, standing: Standing, language: str) -> str:
        """The value of a standing; where sources disagree, it says so."""
        text = self.range(standing, language)
        return self.text(language, "value-disputed", range=text) if standing.disputed else text

    def value(self, value: float | str, unit: str, language: str) -> str:
        if unit == "date":
            return self.date(str(value), language)
        if unit == "entity":
            return self.name(str(value), language)
        if isinstance(value, str):
            return value
        if unit == "parameters":
            return parameters(value, language)
        amount = number(value, language)
        message = f"amount-{unit}"
        if unit == "USD" and value >= LARGE:
            message += LARGE_FORM
        if not self.messages.has(language, message):
            return amount
        return self.text(language, message, amount=amount, number=value)

    def gap(self, value: float, unit: str, language: str, beside: float = 0.0) -> str:
        """A difference with its unit, also where scores themselves are written without one.

        `beside` is the smaller figure: 1.5亿 and 1.1亿 are 0.4亿 apart, written like the two.
        """
        if self.messages.has(language, f"gap-{unit}"):
            amount = number(value, language)
            return self.text(language, f"gap-{unit}", amount=amount, number=value)
        if language in HUNDRED_MILLION_SIGN and beside >= HUNDRED_MILLION > value >= MYRIAD:
            written = f"{value / HUNDRED_MILLION:g}{HUNDRED_MILLION_SIGN[language]}"
            named = self.messages.has(language, f"amount-{unit}")
            return self.text(language, f"amount-{unit}", amount=written, number=value) if named else written
        return self.value(value, unit, language)

    def percent(self, share: float, language: str) -> str:
        """A share from 0 to 1 in whole per cent."""
        return percent(share, language)

    def date(self, value: str, language: str) -> str:
        return written_date(value, language)

    def sentence(self, fact: Fact, language: str) -> str:
        """The fact as a complete sentence, in the words that its attribute gives for it."""
        attribute = self.knowledge.attributes[fact.attribute]
        subject, value = self.name(fact.subject, language), self.fact_value(fact, language)
        edition = self.edition(fact.edition, language)
        when = self.date(fact.as_of, language) if fact.as_of else ""
        template = attribute.sentence.get(language)
        if template and ("{as_of}" not in template or when):
            filled = template.replace("{subject}", subject).replace("{value}", value)
            return filled.replace("{edition}", edition).replace("{as_of}", when)
        name = attribute.name(language)
        return self.text(
            language, "fact-generic", subject=subject, attribute=name, value=value, edition=edition
        )

    def attribute(self, attribute: Attribute | str, language: str) -> str:
        known = self.knowledge.attributes[attribute] if isinstance(attribute, str) else attribute
        return known.name(language)

    def reporters(self, fact: Fact, language: str) -> str:
        """Who states a fact and when: "AIbase, March 3, 2025"."""
        return "; ".join(dict.fromkeys(self.reporter(key, language) for key in fact.reported_by))

    def reporter(self, key: str, language: str) -> str:
        """One article: its publisher and its date."""
        reporter = self.knowledge.reporters[key]
        publisher = reporter.publisher or self.text(language, "publisher-unnamed")
        when = self.date(reporter.published[:10], language) if reporter.published else ""
        return ", ".join(filter(None, (publisher, when)))
