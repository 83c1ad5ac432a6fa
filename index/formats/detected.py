"""What can be told of a document that does not say it: its edition, its title, its id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from itertools import count
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import unquote

from index.blocks import BlockKind, blocks
from index.fields import is_date
from index.formats.headings import is_no_title, numbered_depth
from index.formats.periods import EditionPeriod, folded, periods, years
from index.sentences import ends_sentence

LONGEST_ID: Final = 80
LONGEST_TITLE: Final = 120
"""Characters of a line that reads like a title; a heading may be three times as long."""

HEAD: Final = 20_000
"""Characters of a text among which its title is looked for."""

_FIRST_LINES: Final = 3  # paragraphs before which a title stands, if there is one
_LATEST: Final = 1  # years after its publication that a document can be about: a budget
_DIGEST: Final = 8  # hexadecimal digits that tell apart names whose beginnings are alike
_SUFFIX: Final = re.compile(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,7}\Z")
_MARKS: Final = re.compile(r"\*{1,3}|__|`|\{#[^}]*\}|\\(?=\|)")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ADDRESS: Final = re.compile(r"https?://|www\.|\S@\S")
_ACCENTS: Final = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)
_SIGN: Final = re.compile(r"[hst][\W_]?\d|\d[hst]")  # which is a period only beside its year
_OPENING: Final = frozenset({"Ps", "Pi", "Sc"})  # categories of marks that a title may begin with
_QUOTES: Final = frozenset("\"'¿¡")
_KEPT: Final = frozenset("LMN")  # letters, marks that are part of them, and digits


class _NamedEdition(NamedTuple):
    """What one text names: the finest period, and the year of it or alone."""

    period: EditionPeriod | None
    year: int | None

    @property
    def edition(self) -> str | None:
        if self.year is None:
            return None
        return self.period.named(self.year) if self.period else f"{self.year}"


def edition_of(title: str | None, name: str, folder: str, published: str | None) -> str | None:
    """The edition named by the title, else by the file, else by its folder: 2025-Q2, 2025-H1, 2025-05, 2025.

    Where one of them only names a year, a finer period of that year in another goes before it. A quarter or
    half without any year is the last one that had begun when the document was `published` (an ISO date). A
    year that was yet to come then is what a document is about, no edition of it.
    """
    day = published if published and is_date(published) else None
    latest = int(day[:4]) + _LATEST if day else None
    found = [_named(text, latest) for text in (title or "", _without_suffix(name), folder)]
    first = next((one for one in found if one.year), None)
    bare = next((one.period for one in found if one.period and one.year is None), None)
    if first is None or first.year is None:
        return bare.named(_year_of(bare, day)) if bare and day else None
    if first.period:
        return first.edition
    finer = next((one for one in found if one.period and one.year == first.year), None)
    return bare.named(first.year) if bare and not finer else (finer or first).edition


def _named(text: str, latest: int | None) -> _NamedEdition:
    """What `text` names: a quarter with its year, else a half, else the first month or year."""
    plain = folded(text)
    dated = [year for year in years(plain) if latest is None or year.value <= latest]
    named = [one for one in periods(plain) if one.year is None or latest is None or one.year <= latest]
    for kind in ("quarter", "half"):
        own = [one for one in named if one.kind == kind]
        with_year = next((one for one in own if one.year), None)
        if with_year:
            return _NamedEdition(with_year, with_year.year)
        alone = next((one for one in own if not _SIGN.fullmatch(plain, one.start, one.end)), None)
        if alone:
            return _NamedEdition(alone, dated[0].value if dated else None)
    first = dated[0] if dated else None
    months = (one for one in named if one.kind == "month")
    month = next((m for m in months if not first or m.start <= first.start or m.year == first.value), None)
    return _NamedEdition(month, month.year) if month else _NamedEdition(None, first.value if first else None)


def _year_of(period: EditionPeriod, published: str) -> int:
    """The year of the last such period that had begun on an ISO date."""
    year, month = int(published[:4]), int(published[5:7] or 12)
    return year if period.first_month <= month else year - 1


def title_of(text: str, name: str) -> str:
    """The first heading of a Markdown text, else a short first line, else the file's name as words.

    A heading with a number is that of a part: a short first line goes before it.
    """
    before: list[str] = []
    heading = ""
    for level, line in _first_blocks(text):
        if level and not is_no_title(line):
            heading = line
            break
        before += [] if level else [line]
    if heading and numbered_depth(heading) is None:
        return heading
    return _first_line(before) or heading or as_words(name)


def _first_blocks(text: str) -> Iterator[tuple[int, str]]:
    """The level of each block among the first, and what it says without marks; none without letters."""
    for block in blocks(text, 0, min(len(text), HEAD)):
        if block.level or block.kind is BlockKind.TEXT:
            written = text[block.start : min(block.end, block.start + 3 * LONGEST_TITLE)]
            plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", written)).split())
            if sum(character.isalpha() for character in plain) > 1:
                yield block.level, plain


def _first_line(lines: Sequence[str]) -> str:
    """The first of the lines that reads like a title, unless a paragraph stands before it."""
    for line in lines[:_FIRST_LINES]:
        if len(line) > LONGEST_TITLE or ends_sentence(line):
            return ""
        letters = sum(character.isalpha() for character in line)
        begun = line[0].isalnum() or line[0] in _QUOTES or unicodedata.category(line[0]) in _OPENING
        worded = 2 * letters >= len(line.replace(" ", "")) and begun and line[-1] not in ":："
        if worded and not _ADDRESS.search(line) and not is_no_title(line):
            return line
    return ""


def as_words(name: str) -> str:
    """A file's name as words: "annual report 2025" for annual_report-2025.pdf."""
    stem = _without_suffix(unquote(PurePosixPath(name).name))
    spaced = re.sub(r"[_+\s]+|(?<!\d)-+|-+(?!\d)|(?<!\d)\.(?!\d)", " ", stem)
    return " ".join(spaced.split()) or name


def id_of(name: str, taken: Collection[str]) -> str:
    """An id from a file's name, folders included if it has them: always the same, and not one of `taken`.

    It is in lower case and in ASCII where that is a matter of accents; other scripts stay. Parts are joined
    by hyphens. A name that is too long is cut and ends in a digest of it.
    """
    plain = unicodedata.normalize("NFKC", _without_suffix(name)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", plain.translate(_LETTERS)))
    plain = unicodedata.normalize("NFC", plain)
    parts = "".join(one if unicodedata.category(one)[0] in _KEPT else " " for one in plain).split()
    made = "-".join(parts) or "document"
    if len(made) > LONGEST_ID:
        made = f"{made[: LONGEST_ID - _DIGEST - 1].rstrip('-')}-{sha256(made.encode()).hexdigest()[:_DIGEST]}"
    numbered = (f"{made[: LONGEST_ID - len(f'-{at}')]}-{at}" for at in count(2))
    return made if made not in taken else next(one for one in numbered if one not in taken)


def _without_suffix(name: str) -> str:
    return _SUFFIX.sub("", name)
