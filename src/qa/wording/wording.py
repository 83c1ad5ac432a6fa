"""How names, values, dates and editions are written in each language (CLDR, through Babel)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from babel.core import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from qa.knowledge.attributes import Attribute
from qa.knowledge.editions import period_of
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Standing
from qa.wording.messages import Messages

LARGE: Final = 1_000_000
COMPACT_FROM: Final = 10_000
TRILLION: Final = 1e12
MYRIAD: Final = 1e4
HUNDRED_MILLION: Final = 1e8
HUNDRED_MILLION_SIGN: Final = {"zh-Hans": "亿", "zh-Hant": "億", "ja": "億"}
# "1,67 milliard de dollars": French puts "de" between a large number and its unit
LARGE_FORM: Final = "-large"
PLAIN_SPACES: Final = {0x202F: " ", 0x00A0: " "}


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
        period = period_of(edition)
        if period is None:
            known = self.knowledge.editions.by_id.get(edition)
            return (known and known.title.get(language)) or edition
        year, quarter = period
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
            return _parameters(value, language)
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
        return str(format_percent(share, locale=_locale(language))).translate(PLAIN_SPACES)

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

    def gives_time(self, fact: Fact, language: str) -> bool:
        """Whether the sentence of the fact's attribute says when the value held."""
        return "{as_of}" in self.knowledge.attributes[fact.attribute].sentence.get(language, "")

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


def number(value: float, language: str) -> str:
    """A number as a person writes it: 110 million, 1,1 milliard, 1.1亿; small ones in digits."""
    locale = _locale(language)
    spaced = language in ("en", "fr")
    if abs(value) < (LARGE if spaced else COMPACT_FROM):
        text = format_decimal(value, locale=locale)
    elif language == "fr" and abs(value) >= TRILLION and value % 1e6 == 0:
        # the French "billion" is right and misread as the English one
        text = f"{format_decimal(value / 1e9, locale=locale)} milliards"
    elif language == "ja":
        text = _in_myriads(value)
    elif not _is_round(value, language):
        text = format_decimal(value, locale=locale)
    else:
        # CLDR has the long form of the East Asian languages in the short one
        length: Literal["long", "short"] = "long" if spaced else "short"
        text = format_compact_decimal(value, format_type=length, locale=locale, fraction_digits=2)
    return str(text).translate(PLAIN_SPACES)


def _is_round(value: float, language: str) -> bool:
    """Whether two decimals of the largest scale word say all of it: a value is never rounded."""
    scales = (1e12, 1e9, 1e6) if language in ("en", "fr") else (1e12, 1e8, 1e4)
    scale = next(scale for scale in scales if abs(value) >= scale)
    return round(round(value / scale, 2) * scale, 3) == value


def _in_myriads(value: float) -> str:
    """1,670,000,000 as 16億7000万, the way Japanese writes large numbers."""
    parts, rest = [], round(value)
    for scale, sign in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{count}{sign}")
    return "".join(parts)


def _parameters(value: float, language: str) -> str:
    """Model sizes as the field writes them everywhere: 671B."""
    for scale, letter in ((1e9, "B"), (1e6, "M")):
        if scale <= value < scale * 1000:
            return f"{value / scale:g}{letter}"
    return number(value, language)


def written_date(value: str, language: str) -> str:
    """A date such as "2025-01" in words, as exact as it is given; what is no date is left as it is."""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= len(("year", "month", "day")):
        return value
    year, month, day = (int(part) for part in (*parts, *("1",) * (3 - len(parts))))
    moment, locale = date(year, month, day), _locale(language)
    if len(parts) == 3:
        return str(format_date(moment, format="long", locale=locale))
    return str(format_skeleton("yMMMM" if len(parts) > 1 else "y", moment, locale=locale))


def date_forms(value: str, language: str) -> tuple[str, ...]:
    """The ways in which a text of `language` may write a date."""
    written = written_date(value, language)
    year, _, rest = value.partition("-")
    if not year.isdigit() or not rest:
        return (written, value)
    month, _, day = rest.partition("-")
    moment = date(int(year), int(month), int(day or 1))
    day_first = str(format_date(moment, format="d MMMM yyyy", locale=_locale(language))) if day else written
    return (written, day_first, value)


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))
