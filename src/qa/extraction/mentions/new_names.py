"""New names: Latin words with a capital or a digit, and what stands in quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.extraction.mentions.name import LONGEST_NAME, Named, fresh, guess, slug
from qa.extraction.mentions.quantities import glues
from qa.extraction.mentions.versions import NEXT, continued
from qa.extraction.mentions.vocabulary import ending, word_set
from qa.knowledge.kinds import EntityKinds
from qa.language.compact import key_of
from qa.language.wordlists import plain
from qa.numbers.numerals import numerals

SHORT: Final = 4  # characters of a model's short name, such as R1, that other labs' models may share
AFTER: Final = 24  # characters after a name that show what it names
TELLING: Final = (  # roles, by the words behind and before a name
    ("institution", "institutions", "institutions"),
    ("model", "made", "columns.model"),
    ("application", "applied", "columns.application"),
)
TOKEN: Final = re.compile(r"[A-Za-z\u00c0-\u024f0-9]+(?:\.\d+[A-Za-z0-9]*)*\+?")
MIXED: Final = re.compile(r"[A-Za-z]{1,12}\d+(?:\.\d+)?[a-z]{0,2}")
LETTERED: Final = re.compile(r"[^\W\d_a-z]|[a-z][A-Za-z]*\d")  # a word with a capital, or letters and a digit
QUOTED: Final = re.compile(r"[「『“《]([^「」『』“”《》\n。！？!?,，、:：;；]{2,16})[」』”》]")
LED: Final = re.compile(
    r"\s*[*_]*\s*[:：]|,\s+(?:an?|the|une?|la|le|l['’])\b"
)  # or "Lumina Works, a start-up"
BESIDE: Final = re.compile(r"[\s:「『\"“*_]+\Z")  # between a word of kind and a name
STOPPED: Final = re.compile(r"[.!?:。！？：]\s*\Z")


def new_names(text: str, known: Sequence[Named], kinds: EntityKinds) -> list[Named]:
    """The names that the corpus does not hold: Latin words with a capital or a digit."""
    stops = frozenset(named.start for named in known if len(key_of(named.name)) > SHORT)
    found: list[Named] = []
    reached = 0
    for match in TOKEN.finditer(text):
        if match.start() < reached or not LETTERED.match(match[0]):
            continue
        if _overlaps(*match.span(), known) or not _opens(match[0]):
            continue
        end = _prolonged(text, match.end(), known, stops)
        named = _candidate(text, match.start(), end, kinds)
        reached = end
        if named:
            found.append(named)
    return found


def quoted_names(text: str, found: Sequence[Named], kinds: EntityKinds) -> Iterator[Named]:
    """What stands in quotation marks and may be a name: 「ひなたAI」, “青川智算”."""
    ordered = sorted(found, key=lambda named: named.start)
    for match in QUOTED.finditer(text):
        start, end = match.span(1)
        if not _overlaps(start, end, ordered):
            yield replace(fresh(text, start, end, kinds.usual(guess(match[1]))), sure=False)


def _overlaps(start: int, end: int, ordered: Sequence[Named]) -> bool:
    place = bisect_right(ordered, end - 1, key=lambda named: named.start) - 1
    return place >= 0 and ordered[place].end > start


def _opens(token: str) -> bool:
    """Whether a word may begin a new name."""
    folded = plain(token)
    if folded in word_set("generic", "ordinary") or len(token) < 2:
        return False
    if folded in numerals().tens or folded in numerals().teens:
        return False
    if MIXED.fullmatch(token):
        return not (token[0].islower() and glues(token.rstrip("0123456789.")))
    return token[0].isupper() and token[0].isalpha()


def _prolonged(text: str, end: int, known: Sequence[Named], stops: Collection[int]) -> int:
    """Where a new name ends: with versions, variants and further capitalised words."""
    limit = end + LONGEST_NAME
    while True:
        end = continued(text, end, (), stops)
        found = NEXT.match(text, end, limit + LONGEST_NAME) if end < limit else None
        if not found or found["join"] == "" or not found["token"][0].isupper():
            return end
        folded = plain(found["token"])
        if folded in word_set("generic", "ordinary") and folded not in word_set("titles"):
            return end
        if _overlaps(found.start("token"), found.end(), known):
            return end
        end = found.end()


def _candidate(text: str, start: int, end: int, kinds: EntityKinds) -> Named | None:
    name = " ".join(text[start:end].split())
    if len(name) > LONGEST_NAME:
        return None
    role = _role(text, start, end)
    opening = not text[:start].strip() or STOPPED.search(text[max(0, start - 4) : start])
    sure = role == "model" or not opening or LED.match(text, end) is not None
    return Named(start, end, name, (slug(name),), (kinds.usual(role),), known=False, sure=sure)


def _role(text: str, start: int, end: int) -> str:
    """What a new name is of, by its form, or the word behind or before it: "modèle Xinghe-Think", 模型：X."""
    role = guess(text[start:end])
    if role == "model":
        return role
    after = plain(text[end : end + AFTER]).strip()
    before = BESIDE.sub("", plain(text[max(0, start - AFTER) : start]))
    for other, behind, ahead in TELLING:
        if after.startswith(tuple(word_set(behind))) or ending(ahead).search(before):
            return other
    return role
