"""Plain text as Markdown: paragraphs, headings, lists and tables, told by the form of the lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from index.formats.converted import MOST_TEXT, Converted, UnreadableError
from index.formats.decoding import decoded_text
from index.formats.headings import numbered_depth
from index.formats.laid_out import aligned_rows, pipe_table
from index.formats.plain_contents import contents
from index.sentences import ends_sentence

__all__ = ["decoded_text", "read_plain"]

LONGEST_HEADING: Final = 90
"""Columns of a line that can be a heading."""

_WRAPPED: Final = 140  # columns; files with longer lines have a paragraph on each
_SHORT: Final = (
    0.65  # of the longest lines: a line this long is the last of its paragraph if it ends a sentence
)
_REPEATED: Final = 3  # pages on which a first or last line stands that is a running head
_RULE: Final = re.compile(r"\s*([=\-~^*#+_─━—])\1{2,}\s*")
_UNDERLINE: Final = re.compile(r"\s{0,3}([=\-~^*#+])\1{2,}\s*")
_LEVELS: Final = {
    "=": 1,
    "-": 2,
}  # of underlined headings; other marks give 3, or 1 if one of them comes first
_BULLET: Final = re.compile(
    r"\s*(?:[-*+•·‣◦▪●○■–][ \t]+|(?P<number>\(?\d{1,3}(?:\.\d{1,3}){0,5}[.)]|\(?[a-z][.)])[ \t]+)(?=\S)"
)
_MARKDOWN: Final = re.compile(r"\s{0,3}(?:#{1,6}\s+\S|\|.*\||```|~~~)")
_LEADING: Final = re.compile(r"^[ \t]*\t[ \t]*")
_WIDE: Final = frozenset("WF")
_SET_IN: Final = 4  # columns
_HYPHEN: Final = re.compile(r"\w[-\u2010\u00ad]")
_CUT: Final = re.compile(
    r"\w/\Z|:/[^\s)>\]]*[/\-_.#?=&%]\Z"
)  # the end of a line within GNU/Linux, or an address
_ADDRESS: Final = re.compile(r"://[^\s)>\]]+\Z")
_GOES_ON: Final = frozenset("/#?&=")
_HEADING_LINES: Final = 2


def read_plain(raw: bytes, name: str = "") -> Converted:
    """A text file as Markdown. Raises UnreadableError for what is no text, is empty or too long.

    Lines that were broken to a width are joined: with a space, in Chinese and Japanese without. Headings are
    lines that are underlined, in capitals or numbered and stand alone. Form feeds, and the running heads
    around them, are left out.
    """
    text = decoded_text(raw, name)
    if len(text) > MOST_TEXT:
        raise UnreadableError(f"holds more than {MOST_TEXT:,} characters; divide it")
    if not text.strip():
        raise UnreadableError("is empty: there is no text in it")
    return Converted("\n\n".join(_PlainText(text).blocks()) + "\n")


class _PlainText:
    """A text in chunks: lines between blank ones."""

    def __init__(self, text: str) -> None:
        lines = [_LEADING.sub(lambda found: found[0].expandtabs(8), line) for line in _without_heads(text)]
        chunks = [chunk for chunk in _chunks(lines) if len(chunk) > 1 or not _RULE.fullmatch(chunk[0])]
        listed = contents(chunks)
        self._chunks = [chunk for at, chunk in enumerate(chunks) if at not in listed]
        widths = sorted(_columns(line) for line in lines if line.strip())
        self._width = widths[len(widths) * 19 // 20] if widths else 0
        self._margin = _margin(self._chunks)
        self._levels = _underlined(self._chunks)

    def blocks(self) -> Iterator[str]:
        """The blocks of Markdown, in order."""
        chunks = self._chunks
        for at, chunk in enumerate(chunks):
            following = chunks[at + 1] if at + 1 < len(chunks) else ()
            before = chunks[at - 1] if at else ()
            if level := self._level(chunk, before, following):
                yield "#" * level + " " + " ".join(_joined(chunk).split())
            else:
                yield from self._block(chunk)

    def _level(self, chunk: Sequence[str], before: Sequence[str], following: Sequence[str]) -> int:
        """The level of a line that stands alone: 0 if it is no heading.

        One with a number such as 1.2 may be a question, and may have been broken into two.
        """
        if len(chunk) > _HEADING_LINES or not following:
            return 0
        plain = _joined(chunk)
        deep = (numbered_depth(plain) or 0) > 1
        if len(chunk) > 1 and (not deep or _BULLET.match(chunk[1]) or _RULE.fullmatch(chunk[1])):
            return 0
        if _columns(plain) > LONGEST_HEADING * len(chunk) or plain[-1] in ",;:，；：":
            return 0
        if ends_sentence(plain) and not (deep and plain[-1] in "?？"):
            return 0
        letters = [one for one in plain if one.isalpha()]
        if depth := numbered_depth(plain):
            beside = any(
                len(one) == 1 and numbered_depth(one[0].strip()) == depth for one in (before, following)
            )
            return 0 if beside or not letters else 1 + min(depth, 5)
        cased = [one for one in letters if one.islower() or one.isupper()]
        return 2 if len(cased) > 3 and 2 * len(cased) > len(letters) and plain.upper() == plain else 0

    def _block(self, chunk: Sequence[str]) -> Iterator[str]:
        """The blocks of some lines, underlined headings among them."""
        at, begun = 0, 0
        while at < len(chunk):
            found = _UNDERLINE.fullmatch(chunk[at])
            if not found:
                at += 1
                continue
            yield from self._run(chunk[begun : at - 1 if _is_underline(chunk, at, begun) else at])
            if _is_underline(chunk, at, begun):
                level = self._levels.get(found[1], 3)
                yield "#" * level + " " + " ".join(chunk[at - 1].split())
            at += 1
            begun = at
        yield from self._run(chunk[begun:])

    def _run(self, lines: Sequence[str]) -> Iterator[str]:
        """The blocks of lines without headings: a table, a list, what is set in, or paragraphs."""
        if not lines:
            return
        if any(_MARKDOWN.match(line) for line in lines):
            yield "\n".join(line.strip() for line in lines)
        elif rows := aligned_rows(lines):
            yield pipe_table(rows)
        elif any(_BULLET.match(line) for line in lines):
            yield "\n".join(self._items(lines))
        elif self._is_set_in(lines):
            yield "\n".join(("```", *(line.rstrip() for line in lines), "```"))
        else:
            yield from self._paragraphs(lines)

    def _items(self, lines: Sequence[str]) -> Iterator[str]:
        """The items of a list, each on a line, and the paragraph before it."""
        gathered: list[str] = []
        mark, indent, outermost = "", 0, -1
        for line in (*lines, None):
            found = _BULLET.match(line) if line is not None else None
            if (line is None or found) and gathered:
                yield "  " * indent + mark + _joined(gathered)
                gathered = []
            if line is None:
                return
            if found:
                written = found["number"] or ""
                bare = written.lstrip("(")
                plain = bare[:-1].isdigit()
                mark = f"{bare} " if plain else f"- {written} " if written else "- "
                outermost = _indent(line) if outermost < 0 else outermost
                indent = min(max(_indent(line) - outermost, 0) // 2, 8)
            gathered.append(line[found.end() :] if found else line)

    def _is_set_in(self, lines: Sequence[str]) -> bool:
        """Whether lines stand deeper than the text and are no prose: a program, an address, a verse."""
        if any(_indent(line) < self._margin + _SET_IN for line in lines):
            return False
        prose = sum(ends_sentence(line) for line in lines) or sum(map(len, lines)) > 50 * len(lines)
        return len(lines) > 1 and not prose

    def _paragraphs(self, lines: Sequence[str]) -> Iterator[str]:
        gathered: list[str] = []
        for line in lines:
            if gathered and self._begins(gathered[-1], line):
                yield _joined(gathered)
                gathered = []
            gathered.append(line)
        yield _joined(gathered)

    def _begins(self, before: str, line: str) -> bool:
        """Whether `line` begins a paragraph: it is set in, or the one before ends early, at a full stop."""
        if self._width > _WRAPPED:
            return True
        if _indent(line) > _indent(before) and ends_sentence(before.rstrip()):
            return True
        return _columns(before) < _SHORT * self._width and ends_sentence(before.rstrip())


def _without_heads(text: str) -> list[str]:
    """The lines without form feeds, and without the lines that stand at the edge of page after page."""
    if text.count("\f") < _REPEATED - 1:
        return text.replace("\f", "\n").split("\n")
    pages = [page.split("\n") for page in text.split("\f")]
    edges = [_edges(page) for page in pages]
    seen = Counter(_shape(page[at]) for page, ends in zip(pages, edges, strict=True) for at in ends)
    kept = []
    for page, ends in zip(pages, edges, strict=True):
        heads = {at for at in ends if seen[_shape(page[at])] >= _REPEATED}
        kept += [line for at, line in enumerate(page) if at not in heads]
    return kept


def _edges(page: Sequence[str]) -> list[int]:
    """The first and the last line of a page that hold anything."""
    held = [at for at, line in enumerate(page) if line.strip()]
    return sorted({held[0], held[-1]}) if held else []


def _shape(line: str) -> str:
    """A running head without the page's number."""
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines between blank ones."""
    gathered: list[str] = []
    for line in lines:
        if line.strip():
            gathered.append(line.rstrip())
        elif gathered:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _margin(chunks: Sequence[Sequence[str]]) -> int:
    """Columns before most lines of the text."""
    counts = Counter(_indent(line) for chunk in chunks for line in chunk)
    return min((indent for indent, times in counts.items() if 5 * times > counts.total()), default=0)


def _underlined(chunks: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """The levels of headings by the marks under them: that of the first is the highest."""
    marks = (found[1] for chunk in chunks for line in chunk[1:] if (found := _UNDERLINE.fullmatch(line)))
    first = next(marks, "=")
    return _LEVELS if first in _LEVELS else {first: 1, **{mark: level + 1 for mark, level in _LEVELS.items()}}


def _is_underline(chunk: Sequence[str], at: int, begun: int) -> bool:
    """Whether the line of marks at `at` underlines the one before it."""
    if at == begun or at == 0:
        return False
    width, line = _columns(chunk[at].strip()), chunk[at - 1].strip()
    alone = at == begun + 1  # a rule of any length is under it
    return (
        _columns(line) <= LONGEST_HEADING
        and (alone or width <= 2 * _columns(line) + 8)
        and (2 * width >= _columns(line))
    )


def _indent(line: str) -> int:
    return _columns(line[: len(line) - len(line.lstrip())])


def _columns(line: str) -> int:
    """How wide a line is, a Chinese character being two columns."""
    return (
        len(line) if line.isascii() else sum(1 + (unicodedata.east_asian_width(one) in _WIDE) for one in line)
    )


def _joined(lines: Sequence[str]) -> str:
    """The lines as one: nothing between Chinese or Japanese characters or in an address, else a space."""
    parts = [lines[0].strip()]
    for line in lines[1:]:
        before, following = parts[-1], line.strip()
        close = _is_unspaced(before[-1:]) and _is_unspaced(following[:1])
        broken = _HYPHEN.fullmatch(before[-2:]) and following[:1].islower()
        cut = following[:1] in _GOES_ON if _ADDRESS.search(before) else None
        cut = cut or (_CUT.search(before) and following[:1].isalnum())
        parts += [following] if close or broken or cut else [" ", following]
    return "".join(parts)


def _is_unspaced(character: str) -> bool:
    """Whether a character is of a script that is written without spaces: wide, but not Korean."""
    wide = bool(character) and unicodedata.east_asian_width(character) in _WIDE
    return wide and not "\uac00" <= character <= "\ud7a3"
