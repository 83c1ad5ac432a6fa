"""The patterns of English and French clauses, in masked text, compiled from prose.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from qa.extraction.measures.prose import ProseWords, prose_words
from qa.language.wordlists import LETTER, alternatives

OTHERS = "not ne pas dont about than et ou or de du des"  # words that are no verbs
JOINING = "and et but mais than que about ou or"  # the same before what is told of money
NAMED = rf"[{LETTER}][{LETTER}'-]*"


@dataclass(frozen=True)
class LatinPatterns:
    """The patterns of a language; those that lead to a number match at its left end.

    What repeats is atomic, so that a text is read in one way and no clause takes longer than its length.
    """

    language: str
    words: ProseWords

    @cached_property
    def _fill(self) -> str:
        timed = r"(?:(?:fin|en|au|in|on|at the end of)\s)?\x02[\x02\s]*"
        return rf"(?>{self.words.any('fillers')}\s*|{timed})*"

    def _ending(self, expression: str) -> re.Pattern[str]:
        return re.compile(rf"{expression}\s*{self._fill}\Z")

    @cached_property
    def state(self) -> re.Pattern[str]:
        return self._ending(rf"\s{self.words.any('states')}\s+(?:{self.words.any('of')}\s*)?")

    @cached_property
    def move(self) -> re.Pattern[str]:
        """A change up to the new value: "rose 8 % in 2024 to"."""
        words = self.words
        counted = rf"\x01\s[{LETTER}]{{3,}}(?=\s(?:to|à|in|en)\s)"  # "from 142 airwatts to"
        pads = rf"(?>{counted}|[\s,\x01\x02]|{words.any('pads')})*"
        return self._ending(rf"[\s,]{words.any('moves')}{pads}\s{words.any('to')}")

    @cached_property
    def carried(self) -> re.Pattern[str]:
        """A holder's verb, the measure and "of": "posted revenue of"."""
        words = self.words
        timed = r"(?:(?:(?:en|au|in|for)\s)?\x02[\x02\s]*,?\s?)?"
        return self._ending(
            rf"\s{words.any('reports')}\s+{timed}(?P<np>[^\x01,;:().]{{3,80}}?)\s{words.any('of')}"
        )

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """A measure and "of" without a verb, where a clause begins: "Operating margin of"."""
        begins = r"(?:\A\s*|[,;:(]\s*|(?<![a-z])(?=(?:its|their|son|sa|ses|leur)\s))"
        return self._ending(rf"{begins}(?P<np>[^\x01,;:().]{{3,70}}?)\s{self.words.any('of')}")

    @cached_property
    def label(self) -> re.Pattern[str]:
        return self._ending(r"\A\W*(?P<np>[^:=.;\x01]{2,70}?)\s*[:=]")

    @cached_property
    def reported(self) -> re.Pattern[str]:
        return self._ending(rf"\s{self.words.any('reports')}\s")

    @cached_property
    def held(self) -> re.Pattern[str]:
        return self._ending(rf"\s{self.words.any('holds')}\s{self._listing}")

    @cached_property
    def flowing(self) -> re.Pattern[str]:
        return self._ending(rf"\s(?P<verb>{self.words.any('flows')})\s{self._listing}")

    @cached_property
    def led_to(self) -> re.Pattern[str]:
        """Any verb with "to" or "at" behind it: "ran at"."""
        none = (
            "compared relative due thanks limited related linked subject up down close look looked"
            " rapport contre par grâce from of de and et"
        )
        behind = r"(?:\sout|\sin|\sback|\sproche)?\s(?:to|at|à|autour de|around)\s"
        return self._ending(rf"\s(?!{alternatives(none.split())}\s)[a-zà-ÿ]{{3,}}{behind}")

    @cached_property
    def transitive(self) -> re.Pattern[str]:
        """Any verb with the number as its object: "brought in"."""
        none = alternatives(
            (*self.words.prepositions, *["and", "et", "but", "mais", "than", "que", "about", "ou", "or"])
        )
        return self._ending(rf"\s(?!{none}\s)[a-zà-ÿ]{{3,}}(?:\sin|\sout)?\s")

    @cached_property
    def any_verb(self) -> re.Pattern[str]:
        """A word that is no other than a verb, before what is counted."""
        words = self.words
        listed = (*words.prepositions, *words.stops, *words.fillers, *words.breaks)
        none = alternatives((*(word for word in listed if word), *OTHERS.split()))
        verb = rf"(?!{none}\s)(?P<verb>[a-zà-ÿ][a-zà-ÿ'-]+)"
        return self._ending(rf"\s{verb}(?:\s(?:on|out|over|up|in|about))?\s{self._listing}")

    @cached_property
    def _listing(self) -> str:
        """Other things that are counted before: "has 14 theatres and"."""
        joint = r"(?:,\s?(?:(?:and|et)\s)?|\s(?:and|et)\s)"
        return rf"{self._fill}(?>\x01+[^\x01.,;:()]{{1,40}}?{joint}{self._fill})*"

    @cached_property
    def parts(self) -> re.Pattern[str]:
        """What leads to some of what was counted: "of whom"."""
        return self._ending(rf"\s{self.words.any('parts')}\s{self._listing}")

    @cached_property
    def valued(self) -> re.Pattern[str]:
        """As in "values the company at"."""
        verb = "valorise(?:nt|rait)?|valorisant" if self.language == "fr" else "valu(?:es|ed|ing)"
        at = "à" if self.language == "fr" else "at"
        return self._ending(rf"\s(?:{verb})\s(?P<np>[^,;.:()\x01]{{2,40}})\s{at}\s")

    @cached_property
    def shares(self) -> re.Pattern[str]:
        verbs = (
            "représentent?|représentai(?:t|ent)|a représenté|pèsent?|assurent?|comptent? pour"
            if self.language == "fr"
            else "makes? up|made up|account(?:s|ed)? for|represent(?:s|ed)?|generates?|contribute[sd]?"
        )
        return self._ending(rf"\s(?:{verbs})\s")

    @cached_property
    def dimensions(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """What stands behind a length, by what it is one of."""
        held = self.words.dimensions.items()
        return tuple((name, re.compile(rf"\s{alternatives(words)}")) for name, words in held)

    @cached_property
    def copula(self) -> re.Pattern[str]:
        verbs = (
            "est|était|sont|mesure|mesurait|fait|faisait"
            if self.language == "fr"
            else "is|was|are|were|measures"
        )
        return self._ending(rf"\s(?:{verbs})\s")

    @cached_property
    def people(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('people')}\Z")

    @cached_property
    def named(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """Verbs that name their measure: the kind of value, the measure, the verbs."""
        return tuple(
            (kind, measure, self._ending(rf"\s{alternatives(verbs)}\s"))
            for kind, held in self.words.verbs.items()
            for measure, verbs in held.items()
        )

    @cached_property
    def strong(self) -> re.Pattern[str]:
        return re.compile(rf"\s{self.words.any('strong')}")

    @cached_property
    def into(self) -> re.Pattern[str]:
        return re.compile(rf"\s(?:{self.words.any('into')}\s*)?(?P<np>[{LETTER}][{LETTER}' -]{{2,50}})")

    @cached_property
    def head(self) -> re.Pattern[str]:
        """Matches a noun phrase without prepositions that a noun of a measure heads."""
        if self.language == "fr":
            behind = rf"(?:\s[{LETTER}'()-]+){{0,3}}"
            return re.compile(rf"\A(?:[{LETTER}-]+\s)?{self.words.any('measures')}{behind}\Z")
        return re.compile(rf"{self.words.any('measures')}\Z")

    @cached_property
    def modified(self) -> re.Pattern[str]:
        """Matches a noun that its adjective makes a measure: "average stay", "panier moyen"."""
        modifier = self.words.any("modifiers")
        if self.language == "fr":
            return re.compile(rf"\A{NAMED}(?:\s{NAMED})?\s{modifier}\Z")
        return re.compile(rf"{modifier}\s[a-z]+(?:\s[a-z]+)?\Z")

    @cached_property
    def noun(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:[{LETTER}'-]+\s)?{self.words.any('measures')}")

    @cached_property
    def divided(self) -> re.Pattern[str]:
        return re.compile(self.words.any("divided"))

    @cached_property
    def moving(self) -> re.Pattern[str]:
        return re.compile(rf"\s{self.words.any('moves')}")

    @cached_property
    def preposition(self) -> re.Pattern[str]:
        apart = [word for word in self.words.prepositions if word.endswith("'")]
        words = [word for word in self.words.prepositions if word not in apart]
        return re.compile(rf"\s({alternatives(words)}\s|{alternatives(apart) if apart else '(?!)'})")

    @cached_property
    def parting(self) -> re.Pattern[str]:
        """What may begin a clause."""
        return re.compile(rf"[,;:—–()\"“”«»]\s*|\s-\s|{self.words.any('breaks')}\s")

    @cached_property
    def holder(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.words.any('holders')}\s*\Z")

    @cached_property
    def self_word(self) -> re.Pattern[str]:
        """Matches words for the company that a document is of, unless another one was spoken of."""
        return re.compile(self.words.any("selves"))

    @cached_property
    def pronoun(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self.words.any('pronouns')}(?:\s|\Z)")

    @cached_property
    def determined(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{self.words.any('determiners')}\s*)+")

    @cached_property
    def stops(self) -> re.Pattern[str]:
        """What ends a counted noun."""
        return re.compile(rf"\s{self.words.any('stops')}")


@cache
def latin_patterns(language: str) -> LatinPatterns:
    code = "fr" if language.startswith("fr") else "en"
    return LatinPatterns(code, prose_words(code))
