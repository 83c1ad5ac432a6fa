"""Names in what a language model says: of things that are known, and of what is only written like a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Final

from index.text import aligned
from qa.language.lexicon import FILES, lexicon, plain
from qa.linking.names import Mention
from qa.numbers.dates import is_of_date
from qa.prose.territories import is_told
from qa.prose.told import ToldPieces

_CJK: Final = r"\u3041-\u30ff\u3400-\u9fff"
_LOWER: Final = "".join(one for one in map(chr, range(0x61, 0x530)) if one.islower())
KANA: Final = re.compile(r"[ぁ-ヺー]")
LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ]{3}")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")
LONGEST_UNIT: Final = 4
UNIT_BEFORE: Final = re.compile(r"\d\s?\Z")
ALIKE_FROM: Final = 4  # letters of words that are compared
ALIKE, ALIKE_BEGUN, BEGUN = 80.0, 60.0, 3  # per cent of letters; of words that begin with so many alike
BEGINS: Final = re.compile(r"(?:\A|[.!?:;。！？：；\n])[\s\"'“‘«(（「『]*\Z")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """What is named at `text[start:end]`, by all that it may be; `kinds` are known of what is declared."""

    start: int
    end: int
    text: str
    keys: frozenset[Hashable]
    kinds: frozenset[str] = frozenset()


def distinct(things: Sequence[NamedThing]) -> list[NamedThing]:
    """Each thing once, where it is named first, in order."""
    return sorted({one.keys: one for one in reversed(things)}.values(), key=lambda one: one.start)


class NameReader:
    """Reads names; `find` finds those of known things, as `NameIndex.find` does."""

    def __init__(self, find: Callable[[str], Sequence[Mention]] = lambda _: ()) -> None:
        self._find = find

    def named(self, text: str, known: Iterable[str] = ()) -> tuple[NamedThing, ...]:
        """The things that a text names, in order.

        These are declared ones, those of the `known` names, and what else is written like a name.
        """
        found = [_thing(one) for one in self._find(text)]
        for one in (*_spelt(text, known), *_written(text)):
            if _is_free(one, found):
                found.append(one)
        return tuple(sorted(found, key=lambda one: one.start))

    def unnamed(self, text: str, told: ToldPieces, language: str, question: str = "") -> list[str]:
        """The names of a text that nothing told names, in whatever words of it.

        The question may have named it. A name in a script that nothing told is in is not looked for, nor what
        may be a word: one in katakana.
        """
        sources = (*told.sources, question)
        keys = {key for source in sources for one in self.named(source) for key in one.keys}
        flat = aligned("\n".join(sources))
        words = frozenset(re.findall(r"\w+", flat))
        tongue = language.partition("-")[0]
        others = " ".join(aligned(one.text) for one in told.texts if one.tongue != tongue)
        foreign = frozenset(re.findall(r"\w+", others))
        scripts = frozenset().union(*(_scripts(one.text) for one in told.texts))
        return [
            one.text
            for one in self.named(text)
            if keys.isdisjoint(one.keys)
            and _scripts(one.text) <= scripts
            and aligned(one.text) not in flat
            and not _is_ordinary(one, text, words, language)
            and not ("kana" in _scripts(one.text) and "・" not in one.text)
            and not _is_unit(one, text)
            and not _is_dotted(one.text, flat)
            and not is_told(one.text, flat)
            and not _is_alike(one.text, words, foreign)
        ]


def _scripts(text: str) -> frozenset[str]:
    """The scripts of names in a text: what is told in one is not looked for in another."""
    found = {"kana"} if KANA.search(text) else set()
    return frozenset(
        found | ({"latin"} if LATIN.search(text) else set()) | ({"han"} if HAN.search(text) else set())
    )


def _is_free(one: NamedThing, taken: Sequence[NamedThing]) -> bool:
    return not any(other.start < one.end and one.start < other.end for other in taken)


def _spelt(text: str, known: Iterable[str]) -> Iterator[NamedThing]:
    """Where the known names stand in a text, in full or by a word that is of one of them alone."""
    flat, names = aligned(text), [*dict.fromkeys(known)]
    words = Counter(word for name in names for word in set(re.findall(r"\w+", aligned(name))))
    kind = _common_end([aligned(name) for name in names]) if len(names) > 1 else ""
    for name in sorted(names, key=len, reverse=True):
        own = [word for word in re.findall(r"\w+", aligned(name)) if words[word] == 1 and len(word) > 2]
        for form in (aligned(name), *own, *_without_kind(aligned(name), kind)):
            letter = rf"[^\W{_CJK}]"  # no letter beside a word of letters, unless it is of another script
            whole = rf"(?<!{letter}){re.escape(form)}(?!{letter})" if form.isascii() else re.escape(form)
            for match in re.finditer(whole, flat):
                start, end = match.span()
                yield NamedThing(start, end, text[start:end], frozenset({aligned(name)}))


def _common_end(names: Sequence[str]) -> str:
    """The characters with which all names end."""
    alike = takewhile(lambda ends: len({*ends}) == 1, zip(*(reversed(name) for name in names), strict=False))
    return "".join(ends[0] for ends in alike)[::-1]


def _without_kind(name: str, kind: str) -> Iterator[str]:
    """What a name in Chinese or Japanese is without the end that all have: 通常ケア of 通常ケア群."""
    if kind and HAN.match(kind) and len(name) - len(kind) > 1:
        yield name.removesuffix(kind)


def _thing(mention: Mention) -> NamedThing:
    return NamedThing(mention.start, mention.end, mention.text, frozenset(mention.entities), mention.kinds)


def _written(text: str) -> Iterator[NamedThing]:
    """What is written like a name; without the words of sentences that may begin with a capital."""
    for match in _name().finditer(text):
        if text[: match.start()][-1:].isdigit() and len(match[0]) <= LONGEST_UNIT:
            continue  # of a unit or a size: 52 dB is read as a name by its last letter, and 4B
        words = [*re.finditer(r"\S+", match[0])]
        while words and plain(words[0][0]) in _grammatical():
            del words[0]
        if words:
            name = match[0][words[0].start() :]
            yield NamedThing(match.end() - len(name), match.end(), name, frozenset({aligned(name)}))


def _is_ordinary(one: NamedThing, text: str, words: frozenset[str], language: str) -> bool:
    """Whether what is written like a name is none: the first word of a sentence, or a word that asks."""
    parts = [plain(part) for part in re.findall(r"\w+", one.text)]
    known = lexicon(language).function_words if language in FILES else frozenset[str]()
    if all(part in known or part in words or _is_time(part) or _is_plural(part, words) for part in parts):
        return True
    first = BEGINS.search(text, 0, one.start) is not None
    return first and " " not in one.text and one.text[1:].replace("-", "").islower()


def _is_alike(name: str, words: frozenset[str], foreign: frozenset[str]) -> bool:
    """Whether each word of a name is told, or in nearly the same letters in another language: Genève."""
    parts = re.findall(r"\w+", aligned(name))
    return all(part in words or any(_are_alike(part, word) for word in foreign) for part in parts)


def _are_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # most names are told as they are

    if min(len(one), len(other)) < ALIKE_FROM or not LATIN.match(other):
        return False
    alike = fuzz.ratio(one, other)
    return alike >= ALIKE or (alike >= ALIKE_BEGUN and one[:BEGUN] == other[:BEGUN])


def _is_time(word: str) -> bool:
    return is_of_date(word) and not word.isdigit()


def _is_plural(word: str, words: frozenset[str]) -> bool:
    return len(word) > LONGEST_UNIT and word.endswith("s") and word[:-1] in words


def _is_unit(one: NamedThing, text: str) -> bool:
    """Whether letters right behind a number are its unit: 612 GWh."""
    return (
        len(one.text) <= LONGEST_UNIT
        and " " not in one.text
        and UNIT_BEFORE.search(text, 0, one.start) is not None
    )


@cache
def _grammatical() -> frozenset[str]:
    """The words that sentences are built with, in the languages that write capitals."""
    return lexicon("en").function_words | lexicon("fr").function_words


@cache
def _name() -> re.Pattern[str]:
    """What is written like a name, several such words together.

    With a capital, in katakana, or in Chinese with a dot, as foreign names are.
    """
    capital = rf"[^\W\d_{_LOWER}{_CJK}][^\W_{_CJK}]*(?:[-.][^\W_{_CJK}]+)*"
    return re.compile(
        rf"{capital}(?: {capital})*|[ァ-ヺー]{{3,}}|[\u4e00-\u9fff]{{1,4}}(?:·[\u4e00-\u9fff]{{2}})+"
    )


def _is_dotted(name: str, held: str) -> bool:
    """Whether a foreign name, with what was read before it, is told: 由艾达·斯托尔 where 艾达·斯托尔 is."""
    left, dot, right = aligned(name).partition("·")
    return bool(dot) and any(f"{left[start:]}·{right}" in held for start in range(len(left) - 1))
