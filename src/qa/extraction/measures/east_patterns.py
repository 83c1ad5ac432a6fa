"""The patterns of Chinese and Japanese clauses, in masked text, compiled from prose.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from qa.extraction.measures.east_shapes import LED, REASON
from qa.extraction.measures.prose import ProseWords, prose_words
from qa.language.wordlists import alternatives


@dataclass(frozen=True)
class EastPatterns:
    """The patterns of a language."""

    japanese: bool
    words: ProseWords

    @cached_property
    def fill(self) -> str:
        return rf"(?>{self.words.any('fillers')})*"

    @cached_property
    def core(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('measures')}(?:\([^()]{{1,20}}\))?[\s\x02]*\Z")

    @cached_property
    def moved(self) -> re.Pattern[str]:
        words = self.words
        pads = rf"(?>{words.any('pads')}|{words.any('moves')}|[\x01\x02\s])*"
        return re.compile(
            rf"(?>{words.any('pads')}|[\x02\s])*{words.any('moves')}{pads}{words.any('to')}\s*{self.fill}\Z"
        )

    @cached_property
    def state(self) -> re.Pattern[str]:
        return re.compile(rf"[\x02\s]*{self.words.any('states')}\s*{self.fill}\Z")

    @cached_property
    def filled(self) -> re.Pattern[str]:
        return re.compile(rf"(?>{self.words.any('fillers')})+\Z")

    @cached_property
    def held(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:在?(?:全国|全球|国内|海外|各地)?\x01+[\u3400-\u9fff]{{0,3}})?(?<!没){self.words.any('holds')}(?:了|着)?{self.fill}\Z"
        )

    @cached_property
    def flowing(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<verb>{self.words.any('flows')})(?:了)?{self.fill}\Z")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """Matches nouns of what is counted, with what tells which: 自有车辆."""
        return re.compile(
            rf"(?:{self.words.any('counted')}|{self.words.any('measures')}|[车船厂店馆校员工者客师])\Z"
        )

    @cached_property
    def owned(self) -> re.Pattern[str]:
        """Matches a clause whose verb of what is counted has a subject of its own: 景区接待游客."""
        verb = self.words.any("flows")
        return re.compile(rf"(?:{LED.pattern})*(?!{verb})[\u3400-\u9fff]{{2,12}}?{verb}")

    @cached_property
    def reports(self) -> re.Pattern[str]:
        return re.compile(self.words.any("reports"))

    @cached_property
    def holder(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{self.words.any('holders')}|{self.words.any('determiners')})\s*\Z")

    @cached_property
    def self_word(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('selves')}\Z")

    @cached_property
    def pronoun(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('pronouns')}\Z")

    @cached_property
    def gap(self) -> re.Pattern[str]:
        """What may stand between a Japanese topic and its number."""
        words = self.words
        per = r"(?:1|\x01)+株?(?:当たり|あたり|につき)"
        inner = rf"{per}|{words.any('pads')}|{words.any('moves')}|{words.any('fillers')}|[\x01\x02\s、,]"
        return re.compile(rf"{REASON}(?>{inner})*\Z")

    @cached_property
    def verbs(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        return tuple(
            (kind, measure, re.compile(alternatives(verbs)))
            for kind, held in self.words.verbs.items()
            for measure, verbs in held.items()
        )


@cache
def east_patterns(code: str) -> EastPatterns:
    return EastPatterns(code == "ja", prose_words(code))
