"""Where a name ends: with the version, size or variant behind it, and before the number of a value."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from qa.extraction.mentions.name import LONGEST_NAME, Named
from qa.extraction.mentions.quantities import quantities
from qa.extraction.mentions.quantity import Quantity
from qa.extraction.mentions.vocabulary import compiled, pattern, word_set
from qa.knowledge.kinds import Kind
from qa.language.wordlists import plain

BLANK: Final = (" ", "\u00a0")
HYPHENS: Final = ("-", "–", "_")
NEXT: Final = re.compile(r"(?P<join>[-–_ \u00a0]?)(?P<token>[A-Za-z0-9]+(?:\.\d+[A-Za-z0-9]*)*\+?)")
BEFORE: Final = re.compile(r"([A-Za-z0-9]+(?:\.\d+)?)([-–_ \u00a0])\Z")
VERSION: Final = re.compile(
    r"(?P<mixed>[A-Za-z]{1,5}\d{1,4}(?:\.\d+)*[A-Za-z]{0,2})"
    r"|(?P<size>\d{1,4}(?:\.\d+)?(?:[bB]|[mMkK])(?:\d+[A-Za-z]+)?|\d+x\d+[bB])"
    r"|(?P<decimal>\d{1,2}\.\d+[a-z]?)|(?P<whole>\d{1,4}[a-z]?)"
)
ASIDE: Final = re.compile(r"[ \u00a0]?[(（\[](?P<words>[^()（）\[\]\n]{1,40})[)）\]]")
PARTED: Final = re.compile(r"[\s,、/+-]+")
LAST_WORD: Final = re.compile(r"[A-Za-z0-9]+\Z")
MODELS: Final = frozenset({"model", "family"})
QUARTER_LIKE: Final = re.compile(r"[qth]\d")
DAY: Final = re.compile(r"0\d{3}")  # the 0528 of "R1 0528"
HIGHEST: Final = 10  # versions are lower: "Kimi 76.5" states a value
COUNTED: Final = (1e4, 1e6, 1e8)  # scale words never used for the size of a model


def continued(text: str, end: int, kinds: Sequence[Kind], stops: Collection[int] = ()) -> int:
    """Where a name ends with the version, the size or the variant that follows it; not beyond `stops`.

    `kinds` are those of the name; () of a new one.
    """
    limit, own = end + LONGEST_NAME, kinds
    while (found := NEXT.match(text, end, limit + LONGEST_NAME)) and found.end() <= limit:
        apart = found.start("token") in stops and found["join"] not in HYPHENS
        if apart and _last(text, end) not in word_set("distilled"):
            break
        if not (_is_variant(text, end, found, kinds) or _goes_on(text, end, found, kinds)):
            break
        end, kinds = found.end(), ()
    return _qualified(text, end) if not own or any(MODELS & set(kind.roles) for kind in own) else end


def _qualified(text: str, end: int) -> int:
    """Where the name ends with what tells a variant behind it: "(non-reasoning)", 蒸馏版."""
    made = pattern(r"\s?%(derived.after)s").match(plain(text[end : end + LONGEST_NAME]))
    if made:
        end += made.end()
    aside = ASIDE.match(text, end, end + LONGEST_NAME)
    words = PARTED.split(plain(aside["words"]).strip()) if aside else []
    modes = word_set("modes", "efforts", "variants")
    told = any(word in modes for word in words)
    return aside.end() if aside and told and all(w in modes or w[:1].isdigit() for w in words) else end


def _is_variant(text: str, end: int, found: re.Match[str], kinds: Sequence[Kind]) -> bool:
    """Whether a word behind a name makes it that of a variant: "mini", "High", "RL"."""
    join, token = found["join"], found["token"]
    folded, hyphen, capital = plain(token), join in HYPHENS, token[0].isupper()
    if folded in word_set("variants") or (capital and _last(text, end) in word_set("distilled")):
        return True
    if folded in word_set("capitals") and (hyphen or (capital and len(folded) > 1)):
        return not re.match(r"[A-Za-z]*['’]", text[found.end() :])
    if folded in word_set("efforts") and join in BLANK:
        return _is_effort(text, end, found.end(), kinds)
    return folded in word_set("makings") and capital and _is_making(text, end, join)


def _goes_on(text: str, end: int, found: re.Match[str], kinds: Sequence[Kind]) -> bool:
    """Whether what stands behind a name is its version or size, or another part of it."""
    join, token = found["join"], found["token"]
    folded = plain(token)
    hyphen = join in HYPHENS
    if folded in word_set("makings"):
        return False
    version = VERSION.fullmatch(token)
    if not version or (join == "" and text[end - 1].isdigit()):
        return hyphen and token[0].isalpha() and folded not in word_set("generic") and token[0].isupper()
    if hyphen:
        return True
    if _is_quantity(text, found.start("token")):
        return False
    numbered, roles = text[end - 1].isdigit(), {role for kind in kinds for role in kind.roles}
    if version["mixed"]:
        return folded not in word_set("generic") and not QUARTER_LIKE.fullmatch(folded)
    if version["size"]:
        return True
    if version["decimal"]:
        return not numbered and float(re.sub(r"[a-z]", "", token)) < HIGHEST
    told = compiled("connectors").match(plain(text[found.end() : found.end() + LONGEST_NAME]).lstrip())
    open_ended = not numbered and (not kinds or not roles.isdisjoint(("family", "application")) or told)
    short = len(token.rstrip("abcdefghijklmnopqrstuvwxyz")) == 1
    return DAY.fullmatch(token) is not None or (bool(open_ended) and short)


def _is_effort(text: str, end: int, stop: int, kinds: Sequence[Kind]) -> bool:
    """Whether "high" tells how hard a model thinks, as in "o4-mini high", and not its high score or price."""
    last = _last(text, end)
    version = last in word_set("variants") or last[-1:].isdigit()
    model = version or any(MODELS & set(kind.roles) for kind in kinds)
    return model and not pattern(r"[\s-]*%(not_efforts)s").match(plain(text[stop : stop + LONGEST_NAME]))


def _is_making(text: str, end: int, join: str) -> bool:
    """Whether "RL" or "MoE" is part of a name: behind a hyphen, or as in "Ultra MoE"."""
    return join in HYPHENS or (join == " " and _last(text, end) in word_set("variants"))


def _last(text: str, end: int) -> str:
    """The last word before `end`, folded."""
    found = LAST_WORD.search(text[max(0, end - LONGEST_NAME) : end])
    return plain(found[0]) if found else ""


def _is_quantity(text: str, start: int) -> bool:
    """Whether the digits there stand with a scale word or a unit."""
    first = _quantity_at(text, start, start + LONGEST_NAME)
    if first is None:
        return False
    if first.unit == "plain" and first.noun and first.scale == 1:
        return False
    return first.unit != "plain" or first.scale in COUNTED


def begun(text: str, start: int) -> int:
    """Where a name begins that is joined to a word before it by a hyphen, "OpenR1-Qwen", or made of it."""
    made = pattern(r"%(derived.before)s\s*\Z").search(plain(text[max(0, start - LONGEST_NAME) : start]))
    if made:
        return max(0, start - LONGEST_NAME) + made.start()
    found = BEFORE.search(text[max(0, start - LONGEST_NAME) : start])
    if found and found[2] in "-–_" and not found[1].isdigit() and found[1][0].isupper():
        return start - len(found[0])
    return start


def in_value(text: str, named: Named) -> bool:
    """Whether the end of a name is the number of a value: 豆包1.5 in 豆包1.5亿."""
    tail = re.search(r"(?:^|[^A-Za-z\d.])(\d+(?:\.\d+)?)\Z", named.name)
    if not tail:
        return False
    begin = named.start + tail.start(1)
    if text[begin - 1 : begin] == "-" or text[named.end : named.end + 1] in ("的", "の"):
        return False
    found = _quantity_at(text, begin, named.end + LONGEST_NAME)
    return found is not None and (found.scale > 1 or found.unit not in ("plain", "other"))


def _quantity_at(text: str, start: int, end: int) -> Quantity | None:
    """The quantity that `text[start:end]` begins with."""
    found = quantities(plain(text[start:end]))
    return found[0] if found and found[0].start == 0 else None
