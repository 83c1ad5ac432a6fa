"""The topics of Chinese and Japanese sentences: whom one begins to tell of, and whether it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from qa.extraction.measures.east_patterns import east_patterns
from qa.extraction.measures.own_names import OwnNames
from qa.language.wordlists import any_of, plain

PART: Final = re.compile("方面|业务|事业|事業|部门|部門|产品|製品|基地|市场|市場|分部|地区|地域")
OWNED: Final = re.compile(  # the same, and what a company owns
    rf"{PART.pattern}|子公司|子会社|厂(?!商)|工场|旗下|控股|参股|附属"
)
STARTED: Final = re.compile(  # a clause that tells of something else: 望澜码头自4月起投产
    r"(?!公司|本|该|其|截|报告|全|年|期|受|经|随|由|在|按|从|据|除)[\u3400-\u9fff]{2,10}(?:自|于|已|位|由|是|正|在)"
)
TOPIC: Final = re.compile(r"[\s、]*(?P<np>[^、。は]+)は")
NAMED: Final = re.compile(r"(?:[(（][^()（）]{1,30}[)）])?は")  # behind a name that is a topic
QUOTED: Final = re.compile(r"[「『]([^「」『』]{2,20})[」』]\Z")  # a name at the end of a topic
JOINTS: Final = re.compile(r"[の\s]")
CLAUSES: Final = re.compile("[,、;，；]\\s?")
CLAUSE: Final = re.compile(r"[^\W\x02]{2}")
OPENING, CLOSING = tuple("「『“"), tuple("」』”")


def topic_of(names: OwnNames, before: str) -> str | None:
    """The name that a Japanese sentence begins with as its topic.

    "" for another noun, None for a measure, the document's subject, or no topic.
    """
    topic = TOPIC.match(before)
    if topic is None:
        return None
    if quoted := QUOTED.search(topic["np"]):
        return quoted[1]
    if names.is_name(name := JOINTS.split(topic["np"])[-1]):
        return None if names.is_main(name) else ""
    words, flat = names.words, plain(topic["np"])
    spoken = any(any_of(held).search(flat) for held in (words.measures, words.counted, words.holders))
    return None if spoken else ""


def is_own_topic(names: OwnNames, sentence: str, found: Iterable[tuple[int, str]]) -> bool:
    """Whether a Japanese sentence has the document's subject as its topic: "…NAME（CITY）は"."""
    ends = (at + len(name) for at, name in found if names.is_main(name))
    return any(NAMED.match(sentence, end) for end in ends)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether what stands there is in quotation marks, as names are."""
    return text[start - 1 : start] in OPENING and text[end : end + 1] in CLOSING


def goes_on(names: OwnNames, last: str | None, before: str) -> bool:
    """Whether clauses before a measure tell of others of the document's subject, of no part of it.

    `last` is who was spoken of last, "" where nobody was.
    """
    flat = plain(before)
    own = names.is_main(last) if last else last == "" and names.reports
    if not own or OWNED.search(flat):
        return False
    topic = TOPIC.match(flat)
    if topic and not any_of(names.words.measures).search(topic["np"]):
        return False
    clauses = CLAUSES.split(flat)
    owned = east_patterns(names.document.language[:2]).owned
    if any(owned.match(clause) for clause in clauses):
        return False
    first = next((clause for clause in clauses if CLAUSE.search(clause)), "")
    if not names.japanese and STARTED.match(first):
        return False
    return any_of(names.words.measures).search(flat) is not None
