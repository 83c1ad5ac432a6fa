"""The patterns of values that stand beside a figure, in masked text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from qa.extraction.measures.prose import prose_words
from qa.language.wordlists import LETTER, any_of

NP: Final = rf"(?P<np>[{LETTER}][{LETTER}0-9' +-]{{1,40}}?)"


@dataclass(frozen=True)
class SecondPatterns:
    """What stands before an origin, between it and what was reached; before a former value and behind it.

    `marked` are words for what was before with what has to stand behind the value; `alone` is all of a
    sentence before a value of another time, `beside` what stands between two of a list.
    """

    origin: re.Pattern[str]
    reach: re.Pattern[str]
    marked: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]
    alone: re.Pattern[str]
    ends: re.Pattern[str]
    stop: re.Pattern[str]
    beside: re.Pattern[str] | None
    verb: re.Pattern[str] = re.compile(r"(?!)")

    def former(self, gap: str, right: str) -> int | None:
        """Where the words for a former value begin in what stands before it; None for no such words."""
        for before, behind in self.marked:
            match = before.search(gap)
            if match and (behind is None or behind.match(right)):
                return match.start("at")
        return None


@cache
def second_patterns(language: str) -> SecondPatterns:
    code = language[:2]
    words = prose_words(language)
    earlier = words.any("earlier")
    if code == "ja":
        return _japanese(earlier)
    if code == "zh":
        return _chinese(earlier)
    fill = rf"(?>{words.any('fillers')}\s*)*"
    time = rf"(?:\x02[\x02\s]*|{earlier}\s*)"
    against = words.any("against")
    it = r"(?:it|that|this|they|there|the figure|the share|il|elle|ils|elles|ce chiffre|on en)"
    was = r"(?:was|were|had been|stood at|est|était|étaient|avait été|était de|étaient de|comptait)"
    led = r"(?:in |at the end of |en |fin |au |à fin )?"
    return SecondPatterns(
        origin=re.compile(rf"(?<![{LETTER}])(?:from|de|d'|des|du)\s?{fill}\Z"),
        reach=re.compile(rf"(?P<to>[^.;:!?()\x01]{{0,60}}?)\s(?:to|à)\s+{fill}"),
        marked=(
            (re.compile(rf"[\s,(](?P<at>{against})\s+{fill}\Z"), None),
            (re.compile(rf"\((?P<at>{led}{time}[:,]?\s*{fill})\Z"), re.compile(r"\s?[)\],;]")),
            (re.compile(r"\s?(?P<at>\()\Z"), re.compile(rf"\s?{led}\x02[^()\x01]{{0,20}}\)")),
            (re.compile(rf"[,;(](?P<at>[^,;(.\x01]{{0,24}}{time},?\s?{it}\s{was}\s?{fill})\Z"), None),
            (
                re.compile(rf"[\s,;('](?P<at>{it}\s{was}\s?{fill})\Z"),
                re.compile(rf"[^,;.\x01]{{0,16}}\s{led}{time}"),
            ),
        ),
        alone=re.compile(rf"\W*(?:but |and |mais )?{led}{time},?\s?{it}\s{was}\s*{fill}"),
        ends=re.compile(rf"[.;,)!]|\s(?:of them|{earlier})|\Z"),
        stop=re.compile(r"[.,;)]"),
        beside=re.compile(
            rf"\s?(?:,\s|,?\s?(?:and|et|while|whereas|tandis que)\s)"
            rf"(?:the |le |la |les |l'|its |an? |une? )?{NP}"
            rf"(?:\s(?:at|with|to|of|à|avec|de))?\s{fill}"
        ),
        verb=any_of(verb for held in words.verbs.values() for listed in held.values() for verb in listed),
    )


def _chinese(earlier: str) -> SecondPatterns:
    past = rf"(?:\x02+|{earlier}|此前|之前|原先)+[末底]?"
    about = r"(?:约|约为|近|仅|只有)*\s*"
    return SecondPatterns(
        origin=re.compile(r"(?:由|从|自)[^\x01,、。;]{0,14}\Z"),
        reach=re.compile(r"(?P<to>[^。;\x01]{0,24}?)(?:至|到|为)\s*"),
        marked=(
            (
                re.compile(rf"[,、;(。]\s?(?P<at>(?:而|但)?{past}(?:则为|曾为|为|是|有){about})\Z"),
                re.compile(r"[^\x01]?[,、;。)]|\s?\Z"),
            ),
            (re.compile(rf"[,、;(]\s?(?P<at>也?(?:较|比|高于|低于|优于|好于){past}的{about})\Z"), None),
            (re.compile(rf"\((?P<at>{past}[:为是]?\s*)\Z"), re.compile(r"\s?\)")),
        ),
        alone=re.compile(rf"(?:而|但)?{past}(?:则为|曾为|为|是|有){about}"),
        ends=re.compile(r"[,、;。)]|\Z"),
        stop=re.compile(r"[,、;。)]"),
        beside=None,
    )


def _japanese(earlier: str) -> SecondPatterns:
    past = rf"(?:\x02+|{earlier})+(?:末|度|時点|时点)*"
    return SecondPatterns(
        origin=re.compile(r"(?:[のはがを、,。\x02(]|\A)(?:約)?\Z"),
        reach=re.compile(r"(?P<to>)から[^。\x01から]{0,20}"),
        marked=(
            (
                re.compile(rf"[、,(。]\s?(?P<at>{past}の(?:约|約)?)\Z"),
                re.compile(r"(?:から|より|に比べ|を[上下])"),
            ),
            (
                re.compile(rf"[、,(。]\s?(?P<at>(?:なお、)?{past}(?:は|が|:)?\s?(?:约|約)?)\Z"),
                re.compile(r"\s?(?:[)。、]|だった|でした|であり|です|\Z)"),
            ),
        ),
        alone=re.compile(rf"(?:なお、)?{past}(?:は|の)(?:约|約)?"),
        ends=re.compile(r"(?:だった|でした|から|より|。|、|\Z)"),
        stop=re.compile(r"[、。)]"),
        beside=None,
    )
