"""New names in Chinese and Japanese characters: 观澜智能, 明月AI, ルミナ・ワークス.

No space or capital shows where such a name begins. What it ends in does (智能, AI, ワークス), or a word of
kind before it and a verb behind it (初创公司…完成融资).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from qa.extraction.mentions.name import Named, fresh
from qa.extraction.mentions.vocabulary import pattern, word_list, word_set
from qa.knowledge.kinds import Kind
from qa.language.wordlists import alternatives, plain

HAN: Final = "々\u3400-\u4dbf\u4e00-\u9fff"
KATAKANA: Final = "\u30a1-\u30fa\u30fc"
SHORT: Final = re.compile(r"[A-Za-z]{1,2}\d")
REACH: Final = 4  # characters in which a name in Chinese characters is written behind its owner
OWN: Final = re.compile(f"[的の「《“](?P<han>[{HAN}]{{2,3}})\\Z")
NAMED: Final = re.compile(r"\s*[:(（：]")


def cjk_names(text: str, found: Sequence[Named], kind: Kind) -> Iterator[Named]:
    """The new names of firms in `text` outside the names in `found`; not sure where nothing confirms them."""
    folded = plain(text)
    taken = {place for named in found for place in range(named.start, named.end)}
    reached = 0
    for match in _firm().finditer(folded):
        start, end = match.span(match.lastgroup or 0)
        if start < reached or not taken.isdisjoint(range(start, end)) or _is_common(folded[start:end]):
            continue
        confirmed = (
            NAMED.match(folded, end)
            or pattern(r"\s*%(firms.verbs)s").match(folded, end)
            or match.lastgroup == "kind"
        )
        if confirmed or _stands_apart(folded, start):
            reached = end
            yield replace(fresh(text, start, end, kind), sure=bool(confirmed))


def prefixed(text: str, named: Named, low: int) -> int:
    """Where the name begins that a short Latin one only ends: 的星火X1 is not X1; its own place otherwise."""
    if not SHORT.fullmatch(named.name):
        return named.start
    found = OWN.search(text, max(low, named.start - REACH), named.start)
    word = plain(found["han"]) if found else ""
    described = any(one in word for one in word_set("firms.described", "firms.common"))
    return found.start("han") if found and not described else named.start


def _is_common(name: str) -> bool:
    return any(word in name for word in word_list("firms.common"))


def _stands_apart(folded: str, start: int) -> bool:
    """Whether a name may begin there: after another script, a mark, or a particle."""
    before = folded[:start][-1:]
    return not re.match(f"[{HAN}]", before) or before in word_list("firms.after")


@cache
def _firm() -> re.Pattern[str]:
    words = word_list("firms.ends")
    ends = alternatives(word for word in words if not re.search(f"[{KATAKANA}]", word))
    kana = alternatives(word for word in words if re.search(f"[{KATAKANA}]", word))
    kinds, verbs = alternatives(word_list("firms.kinds")), alternatives(word_list("firms.verbs"))
    return re.compile(
        rf"(?P<han>[{HAN}]{{2}}{ends})|(?P<ai>(?:[{HAN}]{{2,3}}|[{KATAKANA}]{{2,10}})\s?ai(?![a-z]))"
        rf"|(?P<kana>(?<![{KATAKANA}])[{KATAKANA}・]{{2,16}}?{kana}(?![{KATAKANA}]))"
        rf"|{kinds}(?P<kind>[{HAN}]{{2,4}}?)(?={verbs})"
    )
