"""What two sentences of different documents are to one another: a copy, in agreement, or at odds.

Pure functions. Sentences are compared that are of one thing: near in meaning, with the same words of the
question, naming nobody else. Then the dates and amounts decide: alike, they make the sentences agree; another
date, or another amount of one unit, makes them differ. Where that is not sure, sentences are nothing to one
another: a false contradiction does more harm than one that is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from index.documents import Document
from index.text import aligned, fold, terms
from qa.language.detection import HIRAGANA
from qa.language.lexicon import FILES, lexicon
from qa.numbers.measures import DATE, UNNAMED, Measure, measures, without_negation
from qa.retrieval.translations import stem, tongue

COPIED: Final = 0.85  # share of all terms of two sentences from which one is the other's copy
CLAIMED: Final = 0.93  # cosine from which sentences with the same dates and amounts make one claim
CLAIMED_SHARE: Final = 0.3  # share of content words that these have in common
UNMEASURED: Final = 0.945  # the same two for sentences that state no date and no amount
UNMEASURED_SHARE: Final = 0.45
TRANSLATED: Final = 0.93  # cosine of sentences in two languages that make one claim
OPPOSED: Final = 0.93  # cosine from which other dates or amounts are a contradiction
OPPOSED_SHARE: Final = 0.4  # share of content words that contradicting sentences have in common
DENIED: Final = 0.88  # cosine where one sentence denies the other in the same words
WORTH_READING: Final = 0.85  # cosine below which sentences are nothing to one another
ASKED_SHARE: Final = 0.6  # share of the question's terms in one sentence that the other holds too
ASKED_SHARE_AGREEING: Final = 0.75  # the same where they agree
_CJK: Final = r"\u3041-\u30ff\u3400-\u9fff"


class Relation(StrEnum):
    """What a sentence is to another: COPY says the same in the same words, AGREES in its own."""

    COPY = "copy"
    AGREES = "agrees"
    DIFFERS = "differs"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SentenceProfile:
    """A sentence as it is compared.

    `words` are its content words, those of its dates and amounts aside, `names` what is written like a name,
    `perhaps` these and the word it begins with; `denials` counts the words that deny, `affirmed` are the
    terms without them.
    """

    text: str
    tongue: str
    terms: frozenset[str]
    words: frozenset[str]
    measures: tuple[Measure, ...]
    names: frozenset[str]
    perhaps: frozenset[str]
    affirmed: frozenset[str]
    denials: int


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """What is asked: the terms of the question that name its subject, and the kinds of answer wanted."""

    terms: frozenset[str]
    wants: frozenset[str]

    @classmethod
    def of(cls, question: str, language: str, wants: Collection[str] = ()) -> QuestionTerms:
        return cls(frozenset(terms(question)) - _idle(language), frozenset(wants))


@lru_cache(maxsize=4_096)
def read(text: str, language: str) -> SentenceProfile:
    """A sentence of `language` as it is compared."""
    found = measures(text)
    rest = _without(text, found)
    first, names = re.search(r"\w+", rest), list(_name().finditer(rest))
    begins = first.start() if first else 0
    held = frozenset(terms(text))
    affirmed, denials = without_negation(text, language)
    return SentenceProfile(
        text=text,
        tongue=tongue(language),
        terms=held,
        words=frozenset(t for t in terms(rest) if not HIRAGANA.fullmatch(t)) - _idle(language),
        measures=found,
        names=frozenset(aligned(match[0]) for match in names if match.start() != begins),
        perhaps=frozenset(aligned(match[0]) for match in names),
        affirmed=frozenset(terms(affirmed)) if denials else held,
        denials=denials,
    )


def relation(one: SentenceProfile, other: SentenceProfile, cosine: float, asked: QuestionTerms) -> Relation:
    """What `other`, of another document, is to `one`, which answers the question; `cosine` is theirs."""
    if one.denials != other.denials:
        return Relation.DIFFERS if _denies(one, other, cosine, asked) else Relation.NONE
    if opposed(one, other, asked):
        return Relation.DIFFERS if _of_one_thing(one, other, cosine, asked) else Relation.NONE
    if _odd(one, other):
        return Relation.NONE
    if _share(one.terms, other.terms) >= COPIED and one.tongue == other.tongue:
        return Relation.COPY
    return Relation.AGREES if _one_claim(one, other, cosine, asked) else Relation.NONE


def worth_reading(one: str, other: str, cosine: float) -> bool:
    """Whether sentences of two languages are near enough to be compared: a cheap question before `read`."""
    return cosine >= (WORTH_READING if tongue(one) == tongue(other) else TRANSLATED)


def opposed(
    one: SentenceProfile, other: SentenceProfile, asked: QuestionTerms
) -> tuple[Measure, Measure] | None:
    """The dates or amounts in which two sentences contradict each other; None where they do not.

    Each must state one of its unit. Where dates differ in their year, or one sentence has none, amounts may
    be those of two periods: then only the dates can be at odds, and only if a date is asked for.
    """
    dates, amounts = _pair(one, other, DATE), None
    for unit in dict.fromkeys(m.unit for m in one.measures if m.unit not in (DATE, UNNAMED)):
        amounts = amounts or _pair(one, other, unit)
    if dates and ("date" in asked.wants or not amounts):
        years = {m.date[0] for m in dates}
        periods = len(years) > 1 and (amounts or "date" not in asked.wants)
        return None if periods or "number" in asked.wants else dates
    if not amounts or "date" in asked.wants:
        return None
    same_time = dates[0].date[0] == dates[1].date[0] if dates else _same_periods(one, other)
    return amounts if same_time else None


def independent(one: Document, other: Document) -> bool:
    """Whether two documents can bear each other out: neither the same, nor made from one source.

    Translations of a digest name the same sources, or have one id but for the language in it.
    """
    shared = {(s.publisher, s.title, s.url) for s in one.sources} & {
        (s.publisher, s.title, s.url) for s in other.sources
    }
    return not shared and stem(one, one.language) != stem(other, other.language)


def successive(one: Document, other: Document, declared: Collection[str] = ()) -> bool:
    """Whether two documents are editions of one report: declared so, or alike in all but the edition."""
    if one.edition == other.edition:
        return False
    if one.edition in declared and other.edition in declared:
        return True
    alike = stem(one, one.edition) == stem(other, other.edition) or _title(one) == _title(other)
    publishers = ({source.publisher for source in document.sources} for document in (one, other))
    return alike and len(set(map(frozenset, publishers))) == 1


def _denies(one: SentenceProfile, other: SentenceProfile, cosine: float, asked: QuestionTerms) -> bool:
    """Whether one sentence says that it is not as the other says, in the same words."""
    return (
        one.tongue == other.tongue
        and abs(one.denials - other.denials) == 1
        and min(one.denials, other.denials) == 0
        and cosine >= DENIED
        and one.names == other.names
        and not opposed(one, other, asked)
        and not _odd(one, other)
        and _share(one.affirmed, other.affirmed) >= COPIED
    )


def _of_one_thing(one: SentenceProfile, other: SentenceProfile, cosine: float, asked: QuestionTerms) -> bool:
    """Whether sentences with other values are about one thing, and about what is asked."""
    share = _share(one.words, other.words)
    return (
        one.tongue == other.tongue
        and (cosine >= OPPOSED or share >= COPIED)
        and share >= OPPOSED_SHARE
        and _of_what_is_asked(one, other, asked, ASKED_SHARE)
        and _name_one(one, other)
    )


def _one_claim(one: SentenceProfile, other: SentenceProfile, cosine: float, asked: QuestionTerms) -> bool:
    alike = _have_in_common(one.measures, other.measures, asked)
    if one.tongue != other.tongue:
        named = bool(one.names & other.perhaps)
        return cosine >= TRANSLATED and len(one.measures) == len(other.measures) and (alike or named)
    stated = bool(one.measures or other.measures)
    return (
        cosine >= (CLAIMED if stated else UNMEASURED)
        and (alike or not stated)
        and _share(one.words, other.words) >= (CLAIMED_SHARE if stated else UNMEASURED_SHARE)
        and _of_what_is_asked(one, other, asked, ASKED_SHARE_AGREEING)
        and _name_one(one, other)
    )


def _of_what_is_asked(
    one: SentenceProfile, other: SentenceProfile, asked: QuestionTerms, share: float
) -> bool:
    """Whether the other sentence holds what the one that answers holds of the question's terms."""
    held = asked.terms & one.terms
    return bool(held) and len(held & other.terms) >= share * len(held)


def _name_one(one: SentenceProfile, other: SentenceProfile) -> bool:
    """Whether sentences name the same, or one of them less of it; a name and none may be two things."""
    within = one.names <= other.perhaps or other.names <= one.perhaps
    return within and bool(
        one.names & other.perhaps or one.perhaps & other.names or not one.names | other.names
    )


def _have_in_common(one: Sequence[Measure], other: Sequence[Measure], asked: QuestionTerms) -> bool:
    """Whether all that one of two sentences states is stated by the other, and tells something.

    A year alone tells nothing, nor does a number without a unit; where a date or a number is asked for, one
    has to be in common.
    """
    fewer, more = sorted((one, other), key=len)
    pairs = [(m, next((o for o in more if m.unit == o.unit and m.same(o)), None)) for m in fewer]
    telling = {m.unit == DATE for m, o in pairs if o and _telling(m, asked) and _telling(o, asked)}
    wanted = {True} if "date" in asked.wants else {False} if "number" in asked.wants else telling
    return bool(telling) and wanted <= telling and all(o for _, o in pairs)


def _telling(measure: Measure, asked: QuestionTerms) -> bool:
    if measure.unit == DATE:
        return measure.date[1] is not None or "date" in asked.wants
    return measure.unit != UNNAMED


def _odd(one: SentenceProfile, other: SentenceProfile) -> bool:
    """Whether both state amounts or dates of one unit, and none of these is the same."""
    units = {m.unit for m in one.measures} & {m.unit for m in other.measures}
    return any(
        not any(a.same(b) for a in one.measures for b in other.measures if a.unit == b.unit == unit)
        for unit in units
    )


def _pair(one: SentenceProfile, other: SentenceProfile, unit: str) -> tuple[Measure, Measure] | None:
    """The only measures of a unit in two sentences, if these cannot both be true."""
    first, second = ([m for m in side.measures if m.unit == unit] for side in (one, other))
    if len(first) != 1 or len(second) != 1 or first[0].same(second[0]):
        return None
    return None if first[0].hedged or second[0].hedged else (first[0], second[0])


def _same_periods(one: SentenceProfile, other: SentenceProfile) -> bool:
    """Whether two sentences are of the same time, or neither says of which."""
    first, second = ([m for m in side.measures if m.unit == DATE] for side in (one, other))
    return bool(first) == bool(second) and all(any(a.same(b) for b in second) for a in first)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _idle(language: str) -> frozenset[str]:
    """Words that say nothing of their own, in the languages that are known."""
    return lexicon(language).function_words if language in FILES else frozenset()


def _without(text: str, found: Sequence[Measure]) -> str:
    for measure in reversed(found):
        text = f"{text[: measure.start]} {text[measure.end :]}"
    return text


def _title(document: Document) -> str:
    """A document's title without numbers and the edition."""
    return re.sub(r"[\W\d_]+", " ", fold(document.title).replace(fold(document.edition), " ")).strip()


@cache
def _name() -> re.Pattern[str]:
    """What is written like a name: with a capital, or in katakana. To compile it takes milliseconds."""
    return re.compile(rf"[^\W\d_a-zà-ÿ{_CJK}][^\W_{_CJK}]*|[ァ-ヺー]{{2,}}")
