"""The shapes of English and French clauses that no words of a list tell: what stands around a number."""

from __future__ import annotations

import re
from typing import Final

from qa.language.wordlists import LETTER

REACH: Final = 180  # characters before a number in which its frame stands
ASIDE: Final = re.compile(r"\s\([^()\x01]{1,40}\)")
APPOSED: Final = re.compile(
    r"(?:the |la |le |l')?(?P<np>[^,;:.()\x01\x02]{2,50}), (?!and |but |et |mais )"
    r"[a-zà-ÿ][^,\x01]{2,100}, (?P<behind>[^,;:\x01]{0,40})\Z"
)
ALSO: Final = re.compile(r"\s(?:and|et)\Z")  # "NAME, a van, won the test and"
OWNED: Final = re.compile(r"(?<![a-zà-ÿ'])(?:its|their|our|son|sa|ses|leur|leurs|notre|nos)\s")
ON: Final = re.compile(r"\s(?:on|in|at|for|sur|au|à|en)\s(?:the\s|l[ea]\s|l')?")
TEST: Final = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][\w+-]*(?:\.\d+)?(?:\s[A-Z0-9][\w+-]*){0,3}")
RATED_ON: Final = re.compile(  # "on the Intelligence Index", "à l'indice d'intelligence"
    r"\s(?:on (?:the )?(?P<name>[A-Z][\w+-]*(?:\s[A-Z0-9][\w+-]*){0,3})"
    r"|(?:à l['’]|au |sur l['’])(?P<fr>(?:indice|test)(?:\sd['’]|\sde\s)?[a-zà-ÿ]{0,20}))"
)
RATE: Final = re.compile(
    rf"\s(?:(?:an?|per|each|par)\s|l')(?P<noun>(?:(?:hundred|thousand|million)\s)?[{LETTER}]+)"
)  # "$4 an hour"
NARROWED: Final = re.compile(r"\s(?:on|in|into|sur|dans)\s(?!\x02)")  # "spent 4 million on books"
OUT_OF: Final = re.compile(r"\s?(?:out of|sur|/)\s?(?:5|10|20|100)(?![\d.,]\d|\d)")  # the best score
TRAILING: Final = re.compile(  # words between whom it is of and the verb
    r"(?:\s(?:is|was|has|have|had|also|now|still|been|last|currently|already|only|just|then|alone|itself|together"
    r"|est|a|ont|était|désormais|aussi|déjà|actuellement|encore|ainsi|quant à (?:lui|elle)|lui-même"
    r"|elle-même|lui|elle))+\Z"
)
CONJUNCT: Final = re.compile(r"(?:,|\s(?:and|et|but|mais))\s*\Z")
SAYING: Final = re.compile(
    r"\s(?:says|said|reports|reported|states|adds|dit|indique)(?:\sthat|\squ')?\s?(?:it|they|elle|il)\Z"
)
DESCRIBED: Final = re.compile(
    r"(?!.*\b(?:in|of|on|at|by|for|to|de|du|des|en|à|au|since|from|and|et|than|as|par)\s)(?:[a-zà-ÿ][\wà-ÿ'’-]*\s|[A-Z][a-zà-ÿ-]+-based\s){1,4}(?P<name>[A-ZÀ-Þ][^,]{1,40})\Z"
)
BIG: Final = 1e5  # money from which what a thing costs is no price of it in a shop
COSTS: Final = {"price": "cost", "prix": "coût"}
SPENDING: Final = frozenset({"spending", "dépenses", "investment", "investissement"})
VALUATION: Final = ("valuation", "valorisation")
SHARE_OF: Final = re.compile(r"\s(?:of|de|des|du|d')(?![a-z])")
COMPARING: Final = re.compile(
    r"\s?(?:higher|lower|more|less|fewer|de plus|de moins|points? (?:of|de)\b|ahead|behind"
    r"|of the\b(?! market)|of \x01)"
)
UNIT_WORD: Final = re.compile(rf"\s(?:d'|de )?[{LETTER}]{{2,}}")
LINKED: Final = re.compile(r"\s(?:are|were|sont|étaient)(?=\s)")
WHOLE: Final = re.compile(
    rf"\s(?:of|de|des|du|d')\s?(?:the\s|all\s|la\s|l'|le\s|its\s|ses\s|son\s|our\s)?(?P<np>[{LETTER}][{LETTER}'-]*(?:\s[{LETTER}'-]+){{0,4}})"
)
NOUN: Final = re.compile(
    rf"\s(?:(?:d'|de |of )?)(?P<noun>[{LETTER}][{LETTER}'-]*(?:\s[{LETTER}][{LETTER}'-]*){{0,3}})"
)
COUNTABLE: Final = re.compile(r"\w*(?:[sx]|people|staff)\Z")
REFLEXIVE: Final = re.compile(r"\s(?:se|s')\Z")
COUNTED: Final = ("bare", "other")
RATED: Final = ("%", "points", "")
NAME_WORDS: Final = 7  # of a subject
SHORT_NAME: Final = 4  # words of one in small letters, with its article
MEASURE_WORDS: Final = 4  # of a measure behind its number
COUNTING: Final = re.compile(
    r"[\W\x02]*(?:(?:about|around|some|nearly|almost|over|more than|just over|just under|in all|in total"
    r"|environ|quelque|près de|plus de|au total)[\s,]*)*"
)
MANY: Final = re.compile(
    rf"\s(?:d'|de\s)?(?P<noun>(?:[{LETTER}][{LETTER}'-]*\s){{0,2}}?[{LETTER}][{LETTER}'-]*(?:[sx]|people|staff))(?=\s)"
)
PASSIVE: Final = re.compile(
    r"\s(?:(?:were|was|are|have been|had been)|(?:ont|a) été|sont|étaient|furent)\s"
    rf"(?P<part>[{LETTER}]{{3,}})(?=\W|\Z)"
)
ALONE: Final = re.compile(r"\A(?:elle|lui)(?=\s|\Z)")  # a pronoun that is all of a subject
VERBAL: Final = re.compile(r"\s(?:a|ont|avait|avaient|has|have|had|went|was|were|est|sont|is|are)\s")
MADE_OF: Final = re.compile(rf"\s(?:of|de|d')\s?(?P<np>[{LETTER}][{LETTER}'-]*(?:\s[{LETTER}'-]+){{0,3}})")
PARTICIPLE: Final = re.compile(r"(?:ed|é|és|ée|ées)\Z")
DATELINE: Final = re.compile(
    r"[\W_]*[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,30}(?:,\s[^—–,]{2,20})?\s[—–]\s"
)  # "PORT ANSLEY — "
