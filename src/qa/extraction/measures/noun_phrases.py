"""Noun phrases of English and French: a measure with whom it is of, and words for what is spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qa.extraction.measures.amounts import AMOUNT, TIME, MaskedText
from qa.extraction.measures.frames import Span
from qa.extraction.measures.latin_patterns import LatinPatterns

POSSESSED: Final = re.compile(r"(?<=[a-z0-9à-ÿ])'s?\s")
OWN: Final = re.compile(r"\s*(?:its|their|our|son|sa|ses|leur|leurs|notre|nos)\s")
SELF: Final = re.compile(r"\s*(?:we|our|nous|notre|nos)(?![a-z])")
ARTICLE: Final = re.compile(r"\A(?:(?:[Tt]he|[Ll]es?|[Ll]a|[Aa]n?)\s+|[Ll]['’]\s*)")
LEADING: Final = re.compile(
    r"(?:and|but|while|et|mais)\s|(?:(?:in|during|for|over|at the end of|by|en|au|pour|sur|fin|à fin|durant"
    r"|pendant)\s)?(?:the\s|le\s|la\s|l')?\x02[\x02\s]*|[\s,]+"
    r"|(?:last|this) (?:year|quarter|month|week)\s|(?:l'an dernier|cette année|l'année dernière)\s"
)
RELATIVE: Final = re.compile(
    r"(?<![a-z])(?:which|that|who|whose|where|qui|que|dont|ont|avons|is|are|was|were|est|sont|était|étaient"
    r"|not|than|if|pas|ne|plus|moins|more|less|fewer)(?![a-z])|[\x01\"“”«»?]"
)
ADJUNCT: Final = re.compile(
    r"\s*(?:(?:for|in|during|over|at|by|en|au|pour|sur|à|de|du)\s)?(?:(?:the|this|last|full|whole|first|second"
    r"|third|fourth|le|la|les|l'|ce|cette|premier|deuxième|troisième|quatrième|dernier)\s?)*"
    r"(?:(?:fiscal |financial |half-)?(?:year|quarter|half|month|period|week|season|end)"
    r"|exercice|année|trimestre|semestre|mois|période|semaine|saison|fin d'année|fin)?[\x02\s]*\Z"
)
OPEN_HEAD: Final = re.compile(r"[a-zà-ÿ][a-zà-ÿ'-]+(?:\s[a-zà-ÿ'-]+){0,4}\Z")
ARTICLE_WITHIN: Final = re.compile(r"(?<=[a-zà-ÿ])\s(?:an?|the|une?|les?)(?=\s)")
REFLEXIVE: Final = re.compile(r"\s(?:se\s|s')")
PARTICIPLE: Final = re.compile(r"[a-zà-ÿ]+(?:é|ée|és|ées|ant|ing|ed)(?:\s|\Z)")
SEVERAL: Final = re.compile(r"\s?[A-ZÀ-Þ][a-zà-ÿ'-]+\s(?:[a-zà-ÿ'-]+\s){1,4}")  # words that begin a sentence
ARTICLES: Final = ("the", "le", "la", "les", " l")
JOINED: Final = frozenset({"and", "et"})
SURE: Final = frozenset({"of", "per", "de", "d'", "par"})
WHOLE: Final = frozenset({"per", "par"})
CONTRACTED: Final = {"du": "le ", "de la": "la ", "de l'": "l'"}
PLACES: Final = frozenset({"à la", "à l'", "au", "aux"})
TIMELY: Final = re.compile(r"year|quarter|month|end|close|fin|clôture|ann|exercice|semestre|trimestre|\x02")
WORDS: Final = 12  # of the name of a measure with whom it is of
ALONE: Final = 6  # of one without


@dataclass(frozen=True, slots=True)
class MeasurePhrase:
    """A measure, whom it is said to be of, and the word by which that is what is spoken of already."""

    measure: Span
    subject: Span | None = None
    referred: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class NounPhrases:
    """Reads noun phrases of a masked text, in the sentence that begins at `start`."""

    patterns: LatinPatterns
    masked: MaskedText
    start: int

    def clause(self, before: str) -> int:
        """Where the last clause of a text begins; "and" parts clauses behind a number."""
        begin, last = 0, len(before.rstrip())
        for match in self.patterns.parting.finditer(before):
            joined = match[0].strip() in JOINED and AMOUNT not in before[begin : match.start()]
            if match.end() < last and not joined:
                begin = match.end()
        return begin

    def measure(self, np: str, low: int, *, strong: bool) -> MeasurePhrase | None:
        """A noun phrase that stands at `low` as a measure; of any noun where `strong`."""
        if not 0 < len(np.split()) <= WORDS or RELATIVE.search(np):
            return None
        determined = self.patterns.determined.match(np)
        skip = determined.end() if determined else 0
        owned = POSSESSED.search(np, skip)
        if owned is None:
            referred = self.holder(np.split()[0]) if OWN.match(np) else ""
            return self._with_tail(np[skip:], low + skip, referred, strong=strong)
        referred = self.holder(np[skip : owned.start()])
        found = self._with_tail(np[owned.end() :], low + owned.end(), referred, strong=strong)
        if found is None or found.subject is not None:
            return None
        owner = None if referred else (low + skip, low + owned.start())
        return MeasurePhrase(found.measure, owner, referred, found.doubts)

    def is_measure(self, np: str) -> bool:
        """Whether a noun phrase is a measure and nothing else."""
        led = self.patterns.determined.match(np)
        bare = np[led.end() if led else 0 :].strip()
        breaks = self._breaks(bare)
        head = bare[: breaks[0].start()] if breaks else bare
        stated = RELATIVE.search(bare) or self.patterns.moving.search(bare) or self._is_clause(bare)
        return not stated and len(bare.split()) <= ALONE and bool(self.patterns.head.search(head.strip()))

    def _is_clause(self, np: str) -> bool:
        """Whether a verb stands in what should be a noun phrase: it has an article of its own behind it."""
        if REFLEXIVE.search(np):
            return True
        articles = ARTICLE_WITHIN.finditer(np)
        leads = (np[: match.start()].split()[-1:] for match in articles)
        return any(lead and not self.patterns.preposition.match(f" {lead[0]} ") for lead in leads)

    def _breaks(self, np: str) -> list[re.Match[str]]:
        """The prepositions behind the noun of a measure: "chiffre d'affaires" is one."""
        noun = self.patterns.noun.match(np)
        found = self.patterns.preposition.finditer(np)
        return [match for match in found if noun is None or match.start() >= noun.end()]

    def _with_tail(self, np: str, low: int, referred: str, *, strong: bool) -> MeasurePhrase | None:
        """A measure with what its prepositions say."""
        breaks = self._breaks(np)
        stops = [*(match.start() for match in breaks), len(np)]
        head = np[: stops[0]].replace(TIME, " ").strip()
        if self._is_clause(np):
            return None
        known = self.patterns.head.search(head) is not None
        opened = strong and self._is_open(head, low, low + stops[0])
        if not (known or self.patterns.modified.search(head) or opened):
            return None
        end, subject, doubts = stops[0], None, [] if known else ["open"]
        for one, stop in zip(breaks, stops[1:], strict=True):
            word, place = one[1].strip(), (low + one.end(), low + stop)
            if ADJUNCT.match(np[one.start() : stop]):
                continue
            if self._is_placed(np[one.end() : stop], word):
                return None  # "the starting wage at the plant" is the plant's
            if self._is_of_holder(np[one.end() : stop], word):
                referred = "holder"
            elif subject is None and self.is_name(*place):
                subject = place
            elif subject is not None or not self._goes_on(word, head):
                return None
            else:
                end = stop
                doubts += [] if word in SURE else ["loose"]
        if subject is not None and referred:
            return None  # "the group's market share in Norway"
        return MeasurePhrase(self.trimmed(low, low + end), subject, referred, tuple(doubts))

    @staticmethod
    def _is_placed(part: str, word: str) -> bool:
        """Whether a preposition names where something is: at one of several things, and at no time."""
        where = word in PLACES or (word in ("at", "à") and part.lstrip().startswith(("the ", "la ", "l'")))
        return where and TIMELY.search(part) is None

    def _goes_on(self, word: str, head: str) -> bool:
        """Whether a preposition goes on with a measure's name; "sales of licences" may be the licences'."""
        if word not in self.patterns.words.joining:
            return False
        return word in WHOLE or self.patterns.divided.search(head) is None

    def _is_open(self, head: str, low: int, high: int) -> bool:
        """Whether any noun may be a measure here: it stands behind an article, or begins the sentence."""
        before = self.masked.flat[max(0, low - 5) : low].rstrip(" '")
        initial = low <= self.start + 1
        if (
            not OPEN_HEAD.match(head)
            or (not initial and PARTICIPLE.match(head))
            or not (initial or before.endswith((*ARTICLES, ",", ";", ":")))
        ):
            return False
        return not self.is_name(low, high) or (initial and SEVERAL.match(self.masked.text, low) is not None)

    def _is_of_holder(self, part: str, word: str) -> bool:
        whole = CONTRACTED.get(word, "") + part.strip()
        bare = re.sub(r"\A(?:the|la|le|l')\s*", "", part.strip())
        return any(self.holder(written) for written in (part, whole, bare))

    def holder(self, written: str) -> str:
        """The kind of a word for what is spoken of: "self", "group", "pronoun", "holder"; "" for none."""
        if not self.patterns.holder.match(written):
            return ""
        if SELF.match(written):
            return "self"
        if self.patterns.self_word.fullmatch(written.strip()):
            return "group"
        return "pronoun" if self.patterns.pronoun.match(written) else "holder"

    def is_name(self, start: int, end: int) -> bool:
        """Whether what stands there is written as a name: its first word, without an article, in capitals."""
        bare = ARTICLE.sub("", self.masked.text[start:end].strip())
        return bool(bare) and (bare[0].isupper() or (bare[0].isdigit() and any(map(str.isupper, bare))))

    def trimmed(self, start: int, end: int) -> Span:
        """A stretch without articles before it and times around it."""
        text, skeleton = self.masked.text, self.masked.skeleton
        led = self.patterns.determined.match(self.masked.flat[start:end])
        start += led.end() if led else 0
        while end > start and (text[end - 1].isspace() or skeleton[end - 1] in "\x02,("):
            end -= 1
        while start < end and (text[start].isspace() or skeleton[start] == TIME):
            start += 1
        return start, end
