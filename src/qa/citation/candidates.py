"""What in a quote could answer: dates, numbers, names, quoted words, reasons, what the question left open.

The patterns go by the form of the text and serve all languages at once; they are in spans.yaml. Offsets are
characters of the quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

from index.documents import Frozen
from index.text import aligned
from index.yamlfile import load_yaml
from qa.language.compact import script

Span: TypeAlias = tuple[int, int]

TABLE: Final = Path(__file__).with_name("spans.yaml")
KATAKANA: Final = r"\u30a1-\u30fa\u30fc"
UNSPACED: Final = r"\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff々〆〇"
TOKEN: Final = re.compile(
    rf"(?P<katakana>[{KATAKANA}](?:[{KATAKANA}・]*[{KATAKANA}])?)|(?P<hiragana>[\u3041-\u3096\u309d\u309e])"
    r"|(?P<han>[々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>[^\W\d_{UNSPACED}]+(?:[’'‑-][^\W\d_{UNSPACED}]+)*)|(?P<mark>[^\s\w]|_)"
)
HAN_NUMERAL: Final = "一二三四五六七八九十百千万亿两零〇"
NUMBER: Final = (
    r"(?:(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?:[百千万亿兆]+(?:\d+[百千万亿兆]*)*)?"
    rf"|[{HAN_NUMERAL}]+(?:[{HAN_NUMERAL}・.]*[{HAN_NUMERAL}])?)"
)
CLAUSE_END: Final = re.compile(r"[，,;；。.!?！？]|$")
CLAUSE_START: Final = re.compile(r"[，,;；。.!?！？、]")
STEM: Final = 5  # letters from which words that begin alike are taken for forms of one
VALUES: Final = frozenset({"date", "number"})  # may stand at a letter, as the 671 of "671B" does
HYPHENS: Final = "·・-"  # join what stands on both sides to one name


class Patterns(Frozen):
    """The content of spans.yaml; see the comments there."""

    months: str
    seasons: str
    scales: str
    units: str
    numerals: str
    counters: str
    dates: tuple[str, ...]
    numbers: tuple[str, ...]
    quoted: tuple[str, ...]
    clauses: dict[str, dict[str, tuple[str, ...]]]
    name_joiners: str
    phrase_joiners: str
    latin_function: str
    han_function: str
    focus: tuple[str, ...]
    asking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a run of katakana, or a single other character.

    `said`: the question says it; `idle`: it joins others and says nothing of its own.
    """

    start: int
    end: int
    kind: str
    said: bool
    idle: bool

    @property
    def new(self) -> bool:
        return not self.said and not self.idle


@dataclass(frozen=True, slots=True)
class Candidate:
    """`kind`: date, number, name, quoted, reason, manner; free, joined, mixed or plain for other words."""

    start: int
    end: int
    kind: str


class QuestionWords:
    """The words of a question, to tell what a quote adds to them."""

    def __init__(self, question: str) -> None:
        self.text = aligned(question)
        found = [(match.lastgroup, match[0]) for match in TOKEN.finditer(self.text)]
        self._words = {word for kind, word in found if kind == "word"}
        self._stems = {word[:STEM] for word in self._words if len(word) >= STEM}
        self._wholes = {word for kind, word in found if kind in ("number", "katakana")}
        self._pairs = {a + b for a, b in pairwise(self.text) if not (a + b).isspace()}

    def says_word(self, word: str) -> bool:
        forms = {word, word.rstrip("s"), word + "s"}
        return bool(forms & self._words) or (len(word) >= STEM and word[:STEM] in self._stems)

    def says_whole(self, word: str) -> bool:
        return word in self._wholes or (not word[0].isdigit() and word in self.text)

    def says_pair(self, text: str, place: int) -> bool:
        """Whether the character at `place` is part of a pair of characters that the question has too."""
        pairs = (text[max(0, place - 1) : place + 1], text[place : place + 2])
        return any(len(pair) > 1 and pair in self._pairs for pair in pairs)


@cache
def patterns() -> Patterns:
    return Patterns.model_validate(load_yaml(TABLE))


@cache
def compiled(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list in spans.yaml; `reason/before` is a list under `clauses`."""
    kind, _, side = name.partition("/")
    entries = patterns().clauses[kind][side] if side else getattr(patterns(), kind)
    return tuple(re.compile(_filled(entry)) for entry in entries)


def _filled(entry: str) -> str:
    folded = _fold_wide(entry)
    for letter, words in _placeholders().items():
        folded = folded.replace(f"{{{letter}}}", words)
    return folded


@cache
def _placeholders() -> Mapping[str, str]:
    known = patterns()
    lists = {
        "m": known.months,
        "s": known.seasons,
        "k": known.scales,
        "u": known.units,
        "w": known.numerals,
        "c": known.counters,
    }
    return {"n": NUMBER} | {
        letter: "|".join(sorted(dict.fromkeys(_fold_wide(words).split()), key=len, reverse=True))
        for letter, words in lists.items()
    }


def _fold_wide(pattern: str) -> str:
    """A pattern folded but for its ASCII, where case has a meaning."""
    return "".join(c if c.isascii() else aligned(c) for c in pattern)


@cache
def _function() -> tuple[frozenset[str], frozenset[str]]:
    """Words and Chinese characters that join others."""
    known = patterns()
    return frozenset(known.latin_function.split()), frozenset(_fold_wide(known.han_function))


def tokens(folded: str, asked: QuestionWords) -> list[Token]:
    """The tokens of an aligned quote, in order."""
    return [_token(match, folded, asked) for match in TOKEN.finditer(folded)]


def _token(match: re.Match[str], folded: str, asked: QuestionWords) -> Token:
    words, characters = _function()
    kind, text, said, idle = match.lastgroup or "mark", match[0], False, False
    match kind:
        case "word":
            idle = text in words
            said = not idle and asked.says_word(text)
        case "number" | "katakana":
            said = asked.says_whole(text)
        case "han":
            said = asked.says_pair(folded, match.start())
            idle = not said and text in characters
        case _:
            idle = True
    return Token(match.start(), match.end(), kind, said, idle)


def candidates(quote: str, folded: str, words: Sequence[Token]) -> list[Candidate]:
    """Every stretch of `quote` that could answer, the first kind that finds it.

    None that the question says all of, and none that cuts a name, as the R of "R1".
    """
    found: dict[Span, str] = {}
    for start, end, kind in _proposed(quote, folded, words):
        last = len(quote[start:end].rstrip()) + start
        first = last - len(quote[start:last].lstrip())
        inside = [word for word in words if first <= word.start < last]
        if first >= last or (kind not in VALUES and not whole(quote, first, last)):
            continue
        if any(word.new for word in inside) or not any(word.said for word in inside):
            found.setdefault((first, last), kind)
    return [Candidate(start, end, kind) for (start, end), kind in found.items()]


def whole(quote: str, start: int, end: int) -> bool:
    """Whether no letter or digit of the same script goes on at either side: the o1 of "o1", not of "o10"."""
    before, after = quote[max(0, start - 1) : start], quote[end : end + 1]
    return not _goes_on(before, quote[start]) and not _goes_on(quote[end - 1], after)


def _goes_on(one: str, other: str) -> bool:
    if not one.isalnum() or not other.isalnum():
        return False
    return {script(one), script(other)} <= {"latin", "digit"} or script(one) == script(other) == "katakana"


def _proposed(quote: str, folded: str, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    for start, end in values_in(folded, "dates"):
        yield start, end, "date"
    for start, end in values_in(folded, "numbers"):
        yield start, end, "number"
    for pattern in compiled("quoted"):
        for match in pattern.finditer(quote):
            yield *match.span(), "quoted"
            yield match.start() + 1, match.end() - 1, "quoted"
    for kind in patterns().clauses:
        yield from ((start, end, kind) for start, end in _clauses(folded, kind))
    yield from ((start, end, "name") for start, end in _names(quote, words))
    yield from _chunks(quote, folded, words)


def values_in(folded: str, name: str) -> Iterator[Span]:
    """Where the patterns of `dates` or `numbers` find something in an aligned text."""
    for pattern in compiled(name):
        group = "span" if "span" in pattern.groupindex else 0
        yield from (match.span(group) for match in pattern.finditer(folded))


def _clauses(folded: str, kind: str) -> Iterator[Span]:
    """Clauses with and without the words before or behind them that tell what they are."""
    for pattern in compiled(f"{kind}/before"):
        for match in pattern.finditer(folded):
            end = CLAUSE_END.search(folded, match.end())
            if end:
                yield match.start(), end.start()
                yield match.end(), end.start()
    for pattern in compiled(f"{kind}/behind"):
        for match in pattern.finditer(folded):
            marks = CLAUSE_START.finditer(folded, 0, max(0, match.start() - 1))
            start = max((mark.end() for mark in marks), default=0)
            yield start, match.end()
            yield start, match.start()


def _names(quote: str, words: Sequence[Token]) -> Iterator[Span]:
    """Runs of capitalised words, with small joining words between: University of Warsaw."""
    joiners = frozenset(patterns().name_joiners.split())
    place = 0
    while place < len(words):
        first = last = place
        if _capital(quote, words[place]) and not words[place].idle:
            for following in range(place + 1, len(words)):
                word = words[following]
                if quote[words[following - 1].end : word.start].strip():
                    break
                if _capital(quote, word) or (word.kind == "number" and quote[word.start - 1] in " -"):
                    last = following
                elif quote[word.start : word.end] not in joiners:
                    break
            if words[last].end - words[first].start > 1:
                yield words[first].start, words[last].end
        place = last + 1


def _capital(quote: str, word: Token) -> bool:
    return word.kind == "word" and quote[word.start].isupper()


def _chunks(quote: str, folded: str, words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Runs of words that the question has not said, two of them joined, or with said words around them."""
    joiners = frozenset(patterns().phrase_joiners.split())
    new = list(_runs(folded, words, lambda word: word.new))
    for run in new:
        yield run[0].start, run[-1].end, _kind_of(quote, run)
    for one, other in pairwise(new):
        if folded[one[-1].end : other[0].start].strip() in joiners:
            yield one[0].start, other[-1].end, "joined"
    for run in _runs(folded, words, lambda word: not word.idle):
        places = [place for place, word in enumerate(run) if word.new]
        if places and len(places) < len(run):
            yield run[0].start, run[-1].end, "mixed"
            yield run[places[0]].start, run[-1].end, "mixed"
            yield run[0].start, run[places[-1]].end, "mixed"


def _kind_of(quote: str, run: Sequence[Token]) -> str:
    if all(word.kind == "katakana" for word in run):
        return "name"
    small = all(word.kind == "word" and quote[word.start].islower() for word in run)
    return "plain" if small else "free"


def _runs(folded: str, words: Sequence[Token], keep: Callable[[Token], bool]) -> Iterator[list[Token]]:
    """The longest runs of tokens that `keep` admits and nothing but a space or a hyphen parts."""
    run: list[Token] = []
    for word in words:
        if not keep(word):
            if word.kind != "mark" or folded[word.start] not in HYPHENS:
                if run:
                    yield run
                run = []
            continue
        if run and not _adjoin(folded, run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _adjoin(folded: str, one: Token, other: Token) -> bool:
    between = folded[one.end : other.start]
    return not between or between in HYPHENS or (between.isspace() and "word" in (one.kind, other.kind))
