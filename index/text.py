"""Text as terms: one folding and one tokenisation for all languages, for search by words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

_HAN: Final = r"々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED: Final = rf"{_HAN}\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uac00-\ud7af"
_TOKEN: Final = re.compile(
    rf"(?P<run>[{_UNSPACED}]+)|(?P<word>[^\W_{_UNSPACED}]+(?:[.,]\d[^\W_{_UNSPACED}]*)*)"
)
_PART: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_HAN_ANY: Final = re.compile(f"[{_HAN}]")


def fold(text: str) -> str:
    """`text` as it is compared: NFKC, case folded, Traditional Chinese characters as Simplified ones."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _simplifier()(folded) if _HAN_ANY.search(folded) else folded


@lru_cache(maxsize=16_384)
def _fold_character(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else character


def aligned(text: str) -> str:
    """`text` folded character by character, so that offsets stay; what would become two is left."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


def terms(text: str) -> list[str]:
    """The search terms of `text`, in order and with repetitions.

    Words lose their accents and a plural `s`; a name such as `qwen2.5` also gives its parts. Numbers are
    written with a decimal point. Runs of Chinese, Japanese and Korean give their pairs of characters.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        run = match["run"]
        if run is None:
            found.extend(_word_terms(match["word"]))
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def located(text: str) -> Iterator[tuple[str, int, int]]:
    """The terms of `text`, each with where it stands: of a word the whole, not the parts of a name."""
    for match in _TOKEN.finditer(aligned(text)):
        start, end = match.span()
        if match["run"] is None:
            yield next(_word_terms(match["word"])), start, end
        elif end - start == 1:
            yield match["run"], start, end
        else:
            yield from (
                (match["run"][at : at + 2], start + at, start + at + 2) for at in range(end - start - 1)
            )


def follow(asked: Sequence[str], held: Sequence[str]) -> bool:
    """Whether the terms `asked` occur in `held` one after another."""
    length, wanted = len(asked), list(asked)
    return any(list(held[start : start + length]) == wanted for start in range(len(held) - length + 1))


def _word_terms(word: str) -> Iterator[str]:
    if not word.isascii():
        word = _without_accents(word)
    parts = [_number(part) if part[0].isdigit() else part for part in _PART.findall(word)]
    if len(parts) == 1:
        yield _singular(parts[0])
        return
    yield "".join(parts)
    yield from (part for part in parts if len(part) > 1)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word


def _number(digits: str) -> str:
    """1,250 as 1250, 1,67 as 1.67: the two uses of the comma, told apart by the length of its groups."""
    return digits.replace(",", "" if _GROUPED.fullmatch(digits) else ".")


def _without_accents(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@cache
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC  # 9 ms with its dictionaries, and only Chinese and Japanese text needs it

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
