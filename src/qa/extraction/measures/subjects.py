"""Whom the figures of a sentence are of: who is named with them, was spoken of, or the document is of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.layout import Unit as LayoutUnit
from qa.extraction.measures.amounts import MaskedText
from qa.extraction.measures.frames import Stating
from qa.extraction.measures.own_names import LONGEST, NUMBERED, PARTED, QUOTES, OwnNames
from qa.extraction.measures.prose import prose_words
from qa.extraction.measures.topics import (
    CLAUSE,
    CLAUSES,
    OWNED,
    PART,
    goes_on,
    is_own_topic,
    is_quoted,
    topic_of,
)
from qa.language.wordlists import alternatives, any_of, plain

LATIN: Final = re.compile(r"[A-Za-z0-9]")
DESCRIBED: Final = re.compile(
    r"(?<!\sat)(?<!\sin)(?<!\sof)(?<!\sde)(?<!\sdu)(?<!\sà)(?<!\sfor)(?<!\sfrom)(?<=[a-zà-ÿ])"
    r"\s([A-ZÀ-Þ][\w'’-]*(?:\s[A-ZÀ-Þ0-9][\w-]*)*)\Z"
)  # "German maker Drevan"
OTHER: Final = re.compile(
    r"邻近|隣|同[院馆館校店社局所园園町市县県]|(?:[院馆館校局所社会団园園]|センター|施设|施設)\Z|同业|竞争|对手|周边|他社|競合|竞合|同業|[\u3400-\u9fff]{2}[市县省](?!场|民|値|价)"
)
FARTHEST: Final = 400  # characters of a sentence before a measure in which others are named
NEAR_CLAUSES: Final = 2  # of a Chinese sentence in which its topic holds
LEADING: Final = 12  # characters of a Chinese or Japanese sentence in which its topic begins
INITIAL: Final = 5  # characters before what begins a sentence
BEGINS: Final = re.compile(r"(?:\A|[、,，;；:：。])[\s\x02]*(?:[^、,，。]{0,8}の)?\Z")

OPENS: Final = (
    re.compile(  # a sentence that begins with a time of the document's subject, with no other topic
        r"\s*(?:(?:民国)?\d|报告期|本期|当期|全年|年底|年末|期末|上半年|下半年|当连结)"
    )
)
PARTED_EAST: Final = re.compile("[;。]")
OF: Final = re.compile(r"['’]|\s(?:and|et|&)\s")
BY: Final = re.compile(r"\s(?:by|of|with|from|for|in|at|to|par|de|du|des|avec|pour|en|à|chez)\s\Z|[ld]['’]\Z")
COMPANIES: Final = """
company group firm business startup up société entreprise groupe maison compagnie pousse segment division unit
"""
HOLDING: Final = frozenset({"holds", "flows"})  # forms that count what somebody has
COMMON: Final = frozenset(COMPANIES.split())  # what any document may call whom it is of
WORDS: Final = re.compile(r"[\s'-]+")
Subject = tuple[str, tuple[str, ...]]


@dataclass
class Spoken:
    """Who is spoken of, from sentence to sentence of a block; `above` is the name in its heading."""

    names: OwnNames
    above: str
    last: str | None = ""  # "" for none yet, None where several may be meant
    now: str = ""  # of this sentence
    latest: str = ""  # whom the last figure of this sentence is of
    parted: bool = False  # whether this sentence told last of a part, or of what has no name
    later: bool = False  # whether another block stands between
    other: bool = False  # whether the last sentence was of something without a name
    own: bool = False  # whether the document's subject was spoken of in the block
    begun: bool = False
    bare: bool = False  # whether this sentence begins with the name of a measure

    def begin(self) -> None:
        self.now, self.latest, self.bare, self.parted = "", "", False, False

    def told(self, subjects: Iterable[str]) -> None:
        """The sentence has told figures of these: those of another time alone are of whom was spoken of."""
        of = {*subjects}
        if len(of) == 1 and not self.latest and not self.now:
            self.latest = of.pop()

    def heard(self, sentence: str) -> None:
        """A sentence has ended: who was spoken of in it."""
        names = self.names
        found = names.names(sentence)
        self.begun, self.other = True, False
        if self.bare and found and found[0][0] <= INITIAL and plain(found[0][1]) not in names.known:
            del found[0]  # the noun of a measure that the sentence begins with
        if self.now:
            self.last = self.now
        elif self.latest:
            self.last = self.latest
        elif found:
            if names.japanese and is_own_topic(names, sentence, found):
                self.last, self.own = names.main, True
                return
            alone = len({_first(name) for _, name in found}) == 1
            self.last = found[0][1] if self._leads(sentence, *found[0], alone=alone) else None
        elif names.main and self._speaks_of_itself(sentence):
            if self.last and not names.is_main(self.last):
                self.last = None  # "the company" after another one
            else:
                self.last = names.main
        elif names.east and not (names.reports and OPENS.match(plain(sentence))):
            self.other = not self._goes_on_about(sentence)
            self.last = (self.last or None) if self.names.reports or not self.other else None
        else:
            self.other = not self.bare and not self._goes_on_about(sentence)
        told = self.last or (found[0][1] if found else "")
        self.own = self.own or bool(told and names.is_main(told))

    def _leads(self, sentence: str, place: int, name: str, *, alone: bool) -> bool:
        """Whether a sentence speaks of a name: it begins with it, or names it `alone`, as no part."""
        if self.names.east:
            return alone and BEGINS.search(sentence[:place]) is not None
        if OF.match(sentence, place + len(name)):
            return False  # "NAME's rival"
        return place <= INITIAL or (alone and BY.search(sentence[:place]) is None)

    def _goes_on_about(self, sentence: str) -> bool:
        """Whether a sentence without names begins with a word for whom the one before spoke of."""
        return _going_on(self.names.document.language).match(plain(sentence)) is not None

    def _speaks_of_itself(self, sentence: str) -> bool:
        begun = plain(sentence[: LEADING if self.names.east else LONGEST])
        return any_of(self.names.words.selves).search(begun) is not None

    def subject_of(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        """Whom an amount is of, with what is doubtful; None where that is not sure."""
        found = self._same(masked, one, low) if one.referred == "same" else self._subject(masked, one, low)
        self.parted = "part" in found[1] if found else one.subject is not None or self.parted
        self.latest = found[0] if found else self.latest
        return found

    def _same(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        """Whom the last figure of the sentence is of, or the name that it begins with."""
        if self.latest:
            return self.latest, ("same sentence",)
        before = masked.text[max(low, one.begun - FARTHEST) : one.begun]
        named = self.names.names(before)
        name = named[0][1] if named and named[0][0] == 0 and before.startswith(named[0][1]) else ""
        if one.form == "part" or not name or OF.match(before, len(name)):
            return None  # "The Leeds plant … and employs"
        self.now = named[0][1]
        return self.now, ("elided",)

    def _subject(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        if one.subject is not None:
            name = masked.text[slice(*one.subject)].strip(QUOTES)
            if self.names.east and name and is_quoted(masked.text, *one.subject):
                self.now = name
                return name, ()
            name = re.sub(r"\A(?:(?:[Tt]he|[Ll]es?|[Ll]a)\s+|[Ll]['’]\s*)(?=[A-ZÀ-Þ])", "", name)
            if not name or len(name) > LONGEST:
                return None
            described = None if self.names.east or self.names.is_name(name) else DESCRIBED.search(name)
            name = described[1] if described else name
            if not self.names.is_name(name):
                return self._part(masked, one, low)
            self.now = name
            return name, ()
        if self.names.east and not one.referred:
            if not (self.last or self.now or self.names.reports) and self.begun:
                self.last = None
            if joined := self._joined(masked, one):
                self.now = joined
                return joined, ("joined",)
        return self._unnamed(masked, one, low)

    def _joined(self, masked: MaskedText, one: Stating) -> str:
        """The name that a measure begins with: 欧洲库存."""
        if isinstance(one.measure, str):
            return ""
        start, end = one.measure
        return masked.text[start : start + self.names.known_at(masked.flat[start:end])]

    def _part(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        """Whom a part's measure is of, where the part is no name: 車体の重量."""
        if not self.names.east:
            return self._holding(masked, one, low)
        if isinstance(one.measure, str) or one.subject is None:
            return None
        joint = masked.flat[one.subject[1] : one.measure[0]]
        if joint.strip() not in ("的", "の") or one.subject[0] < one.begun:
            return None
        whole = masked.flat[one.subject[0] : one.measure[1]]
        if not _measuring(self.names.document.language).search(masked.flat[slice(*one.subject)]):
            return None
        if OTHER.search(whole) or OTHER.search(masked.flat[slice(*one.subject)]):
            return None
        zh = self.names.document.language.startswith("zh")
        if zh and not any_of(self.names.words.counted).search(masked.flat, *one.subject):
            return None  # it may be a name
        if LATIN.search(masked.text, *one.subject) or PART.search(masked.flat, *one.subject):
            return None
        found = self._unnamed(masked, one, low)
        unsure = found and {"sentence before", "document's subject"} & {*found[1]} and not self.names.reports
        return (found[0], (*found[1], "part")) if found and not unsure else None

    def _holding(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        """Whose things a common noun has so many of: "the emergency departments saw 400 patients"."""
        other = self.above or (self.last and not self.names.is_main(self.last))
        if one.form not in HOLDING or other or not self.names.reports:
            return None
        if self.names.names(masked.text[max(low, one.begun - FARTHEST) : one.begun]):
            return None
        return self.names.main, ("document's subject",)

    def _unnamed(self, masked: MaskedText, one: Stating, low: int) -> Subject | None:
        if self.parted and one.subject is None:
            return None  # of that part, or of the whole
        low = max(low, one.begun - FARTHEST)
        if self.names.east:  # another topic may have begun
            low += max(
                (match.end() for match in PARTED_EAST.finditer(masked.flat[low : one.begun])), default=0
            )
        before = masked.text[low : one.begun]
        self.bare = self.bare or (one.subject is None and one.begun - low <= INITIAL)
        if self.names.east and before.endswith(("(", "（")):
            return self._bracketed(before)
        named = [held for held in self.names.names(before) if _first(held[1]) != _first(self.now)]
        spoken = named or self.now or self.latest or not self.names.japanese
        if not spoken and (told := topic_of(self.names, before)) is not None:
            self.now = told
            return (told, ("topic",)) if told else None
        if named and not self.now:
            return self._topic(before, named)
        if named and not self.names.is_main(named[-1][1]):
            return self._topic(before, named[-1:]) if self.names.east else None
        if self.now:
            return self.now, ("same sentence",)
        if one.referred == "pronoun" and not self.names.east and CLAUSE.search(before):
            return self._inherited(one) if self._goes_on_about(before) else None  # "the van … and its load"
        if self.latest and not OWNED.search(plain(before)):
            return self.latest, ("same sentence",)
        kindred = one.referred != "holder" or bool(self.last) or self._is_kind(masked, one)
        is_told = kindred and self._is_told(masked.skeleton[low : one.begun], before)
        return self._inherited(one) if is_told else None

    def _bracketed(self, before: str) -> Subject | None:
        """The name behind which a bracket opens: what stands in it is of none but that."""
        ended = (name for at, name in self.names.names(before) if at + len(name) == len(before) - 1)
        name = next(ended, "")
        return (name, ("topic",)) if name else None

    def _is_kind(self, masked: MaskedText, one: Stating) -> bool:
        """Whether "the museum" may be whom the document is of: any may be called so, or its title has it."""
        if self.names.east:
            return True
        title = plain(f"{self.names.document.title} {self.names.main}")
        held = any_of(self.names.words.holders).search(masked.flat, one.begun, one.amount.start)
        noun = WORDS.split(held[0])[-1] if held else ""
        return not noun or noun in title or noun in COMMON or len(WORDS.split(held[0] if held else "")) == 1

    def _is_told(self, skeleton: str, before: str) -> bool:
        """Whether it is known whom what stands before a measure speaks of: no capitals tell names there."""
        if not self.names.east or not CLAUSE.search(skeleton):
            return True
        if OWNED.search(plain(before)):
            return False
        return any_of(self.names.words.holders).search(plain(before)) is not None or goes_on(
            self.names, self.last, before
        )

    def _topic(self, before: str, named: list[tuple[int, str]]) -> Subject | None:
        """The name that the sentence has begun with, if it is alone."""
        if len({_first(name) for _, name in named}) > 1:
            return None
        place, name = named[0]
        main = self.names.is_main(name)
        far = len(CLAUSES.split(before[place:])) > NEAR_CLAUSES
        if far and self.names.east and not self.names.japanese:
            return None
        if self.names.east and (main or BEGINS.search(before[:place])):
            self.now = name
            return (self.names.main if main else name), ("topic",)
        return (self.names.main, ("topic",)) if main and not self.names.east else None

    def _inherited(self, one: Stating) -> Subject | None:
        """Who was spoken of before the sentence, or whom the document is of."""
        main, last = self.names.main, self.last
        own: Subject | None = (main, ("document's subject",)) if main else None
        other = bool(last) and not self.names.is_main(last or "") and not self.own
        if one.referred == "self" and self.above and not self.names.is_main(self.above):
            return None  # "we" of a part of it
        if one.referred == "self" or (one.referred == "group" and not other):
            return own
        if last is None or one.referred == "group":
            return None
        if one.referred == "pronoun":
            return (last, ("pronoun",)) if last and not self.other else None
        if self.above and not self.names.is_main(self.above):
            if self.later and not one.referred:
                return None
            same = not last or plain(self.above).startswith(_first(last))
            return (self.above, ("heading",)) if same else None
        if last and not self.names.is_main(last):
            return (last, ("sentence before",)) if self.names.east and not self.names.reports else None
        if last and self.names.east:
            return own
        told = self.names.whole == main or not self.names.east or self.names.japanese  # else it is a guess
        alone = self.names.reports or (self.names.speaks_for_itself and told)
        return own if one.referred or alone else None


@cache
def _measuring(language: str) -> re.Pattern[str]:
    """Matches what ends in the noun of a measure or of what is counted."""
    words = prose_words(language)
    return re.compile(rf"{alternatives((*words.measures, *words.counted))}\Z")


@cache
def _going_on(language: str) -> re.Pattern[str]:
    """Matches sentences that begin with a word for what is spoken of."""
    words = prose_words(language)
    behind = "" if language.startswith(("zh", "ja")) else r"(?!\w)"
    return re.compile(rf"\W*{alternatives((*words.pronouns, *words.holders))}{behind}")


def _first(name: str) -> str:
    """The folded first word of a name."""
    return plain(name).split()[0] if name.strip() else ""


def spoken_in(names: OwnNames, unit: LayoutUnit) -> Spoken:
    """Who is spoken of where a block begins: the name in the headings and leads above it."""
    spans = [*unit.headings[1:], *(span for span in unit.lead if span not in unit.headings)]
    parts = (part.strip(QUOTES) for a, b in reversed(spans) for part in PARTED.split(names.text[a:b]))
    return Spoken(names, next((p for p in parts if p and plain(NUMBERED.sub("", p)) in names.known), ""))
