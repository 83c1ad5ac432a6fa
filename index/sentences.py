"""Sentences as exact character spans, for scripts with and without spaces.

Offsets are the point: a citation shows `text[start:end]` and nothing else. The rules go by the form of the
text, so one splitter serves all languages; the few abbreviations they cannot infer are in abbreviations.yaml.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from index.blocks import TABULAR, Block, BlockKind, blocks
from index.excerpt import Span
from index.tables import cells
from index.yamlfile import load_yaml

LONGEST: Final = 400
"""Characters of the longest sentence that can be quoted whole; a longer one is divided."""
LONGEST_CJK: Final = 160
"""The same for a sentence that is at least one third Chinese or Japanese."""

_CLOSERS: Final = r"(?:[”’\"'）)\]】」』》〉]|[ \u00a0\u202f]?»|\[\d{1,3}\])*"
_FULL_STOPS: Final = "。！？｡।؟۔"
_END: Final = re.compile(rf"(?P<mark>[{_FULL_STOPS}]+|[.．…!?‼⁇⁈⁉]+[。！？.!?…]*){_CLOSERS}")
_AT_END: Final = re.compile(rf"{_END.pattern}\s*\Z")
_PAIRS: Final = dict(zip("(（[【「『《“«", ")）]】」』》”»", strict=True))
_CLOSE_TO_OPEN: Final = {close: opening for opening, close in _PAIRS.items()}
_BRACKET: Final = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values())) + "]")
_LOOK_BACK: Final = 40  # characters before a full stop among which its word is looked for
_LOOK_AHEAD: Final = 80  # and after it, for the word that follows
_NOT_SPACE: Final = re.compile(r"\S")
_LONGEST_ASIDE: Final = 300  # characters between brackets or quotes that are kept in one sentence
_WORD: Final = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*$")
_INITIALISM: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_NEXT_WORD: Final = re.compile(r"[\s\"'“‘«(\[]*([^\W\d_]+)")
_CAPITALISED: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+\s")
_HIRAGANA: Final = re.compile(r"[\u3041-\u309f]")
_CLAUSE_ENDS: Final = tuple(
    re.compile(marks) for marks in (r"[;；]\s*", r"[:：](?!\d)\s*", r"，\s*|,\s+", r"、|\s+")
)
_CONTINUES: Final = re.compile(r"[,;:，；：、。.!?！？)）\]】」』》%]")


class _Abbreviations(NamedTuple):
    titles: frozenset[str]
    numbered: frozenset[str]
    introducing: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The spans of the sentences in `text[start:end]`, in order, disjoint, without surrounding white space.

    Together they cover everything but white space and the marks of Markdown; a heading is a span of its own.
    Nothing is split inside brackets or quotes of up to 300 characters. A sentence too long to be quoted is
    divided between its clauses.
    """
    return [span for block in blocks(text, start, end) for span in spans_of(text, block)]


def spans_of(text: str, block: Block) -> list[Span]:
    """The spans of what can be quoted of a block: sentences, a line of code, a row of a table.

    A row that is too long to be quoted whole gives the sentences of its cells.
    """
    whole = block[:2]
    if block.kind is BlockKind.CODE or (block.kind in TABULAR and _is_short(text, *whole)):
        return [*_divided(text, *whole)]
    if block.kind in TABULAR:
        return [span for cell in cells(text, *whole) for span in sentences_of(text, *cell)] or [whole]
    return sentences_of(text, *whole)


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does: in a full stop, a question or exclamation mark."""
    return _AT_END.search(text, max(0, len(text) - _LOOK_BACK)) is not None


def _is_short(text: str, start: int, end: int) -> bool:
    """Whether a stretch can be quoted whole."""
    length = end - start
    if length <= LONGEST_CJK:
        return True
    cjk = sum(1 for _ in _cjk().finditer(text, start, end)) * 3 > length
    return length <= (LONGEST_CJK if cjk else LONGEST)


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """The spans of the sentences of one paragraph, `text[start:end]`."""
    spans: list[Span] = []
    begin = start
    for stop in (*_boundaries(text, start, end), end):
        last = _trimmed(text, begin, stop)
        while begin < last and text[begin].isspace():
            begin += 1
        if begin < last:
            if spans and not any(character.isalnum() for character in text[begin:last]):
                spans[-1] = (spans[-1][0], last)  # stray punctuation belongs to what it follows
            else:
                spans.append((begin, last))
        begin = stop
    return [part for span in spans for part in _divided(text, *span)]


def _divided(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentence; if it is too long to be quoted, its parts, cut near the middle at the weightiest mark."""
    if _is_short(text, start, end):
        yield start, end
        return
    length = end - start
    for marks in _CLAUSE_ENDS:
        cuts = [match.end() for match in marks.finditer(text, start + length // 5, end - length // 5)]
        if cuts:
            cut = min(cuts, key=lambda position: abs(2 * position - start - end))
            yield from _divided(text, start, _trimmed(text, start, cut))
            yield from _divided(text, cut, end)
            return
    yield start, end


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of `text[start:end]` without the white space before it."""
    return start + len(text[start:end].rstrip())


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    asides = _asides(text, start, end)
    for match in _END.finditer(text, start, end):
        stop = match.end()
        before = bisect_left(asides, (stop,)) - 1  # the last aside that opens before `stop`
        inside = before >= 0 and stop <= asides[before][1]
        if not inside and stop < end and _ends(text, match, end):
            yield stop


def _ends(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a sentence ends at the punctuation that `match` found, judged by what surrounds it."""
    mark, stop = match["mark"], match.end()
    follows = _NOT_SPACE.search(text, stop, end)
    after = text[follows.start() : min(end, follows.start() + _LOOK_AHEAD)] if follows else ""
    following = after[:1]
    quoted = stop > match.end("mark")
    if _CONTINUES.match(following):
        return False
    if mark[-1] in _FULL_STOPS:  # Japanese alone goes on after a quotation that ends: 「…。」と言う
        return not (quoted and _HIRAGANA.match(following))
    if following.islower():
        return False
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if text[stop].isspace():
        return mark != "." or quoted or not _abbreviated(before, after)
    return mark in {".", "．"} and _ends_unspaced(before, after)


def _ends_unspaced(before: str, after: str) -> bool:
    """Whether a full stop without a space ends a sentence: "405B.这" and "was.The", not "3.5" or "U.S"."""
    word = _WORD.search(before)
    if word is None or len(word[0]) == 1:
        return False
    return _cjk().match(after) is not None or (word[0].islower() and _CAPITALISED.match(after) is not None)


def _abbreviated(before: str, after: str) -> bool:
    """Whether the full stop between `before` and `after` belongs to an abbreviation within a sentence."""
    found = _WORD.search(before)
    if found is None or _cjk().search(found[0]):
        return False
    word, known = found[0], _abbreviations()
    lower, capital = word.casefold(), word[0].isupper()
    if len(word) == 1 and capital and not before.endswith("°" + word):  # "J.", but not "30 °C."
        return True
    if lower in known.introducing or (capital and lower in known.titles):
        return True
    if lower in known.numbered:
        return after[:1].isdigit()
    if lower not in known.either and not _INITIALISM.match(word):
        return False
    following = _NEXT_WORD.match(after)
    return following is None or following[1].casefold() not in known.starters


def _asides(text: str, start: int, end: int) -> list[Span]:
    """The spans between matching brackets or quotes that are short enough to be kept whole, in order.

    Of asides in one another only the outermost is given, so that the spans are disjoint. Each bracket is put
    down and taken up once: the time is that of the text's length, however its brackets stand.
    """
    opened: list[tuple[str, int]] = []
    depths: dict[str, list[int]] = {opening: [] for opening in _PAIRS}  # where in `opened` each kind stands
    asides: list[Span] = []
    for match in _BRACKET.finditer(text, start, end):
        bracket = match[0]
        if bracket in _PAIRS:
            depths[bracket].append(len(opened))
            opened.append((bracket, match.start()))
            continue
        held = depths[_CLOSE_TO_OPEN[bracket]]
        if not held:
            continue
        depth, opening = held[-1], opened[held[-1]][1]
        while len(opened) > depth:  # what was opened since is left unclosed
            depths[opened.pop()[0]].pop()
        if match.start() - opening <= _LONGEST_ASIDE:
            while asides and asides[-1][0] > opening:
                asides.pop()
            asides.append((opening, match.start()))
    return asides


@cache
def _abbreviations() -> _Abbreviations:
    lists = load_yaml(Path(__file__).with_name("abbreviations.yaml"))
    return _Abbreviations(**{key: frozenset(map(str, words)) for key, words in lists.items()})


@cache
def _cjk() -> re.Pattern[str]:
    """A character of Chinese or Japanese; compiled when sentences are split, which takes milliseconds."""
    return re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f「『《（【“]")
