"""Whom a document as a whole is of, and the period that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from index.blocks import TABULAR, BlockKind
from index.documents import Document
from index.layout import layout
from index.tables import PIPE
from qa.extraction.measures.units import MeasureUnit, unit_at
from qa.language.wordlists import alternatives, any_of, folded, plain
from qa.numbers.measure_period import MeasurePeriod, PeriodNaming
from qa.numbers.terms import terms
from qa.numbers.times import is_period, periods

HEAD: Final = 1_200  # characters at the beginning that say whom and which period a document is of
HEAD_LINES: Final = 8  # of those, but for lines of tables
REMEMBERED: Final = 8  # documents whose subject is kept
MENTIONED: Final = 2  # times that the body names a subject that only the title has
MOST_WORDS: Final = 6  # of a name
LONGEST_NAME: Final = 40
LONGEST_TITLE: Final = 80  # of what may be the name of something
QUOTES: Final = ' 　《》「」『』()（）【】"“”'
SAMPLE: Final = 40_000  # characters in which mentions are counted
SEPARATORS: Final = re.compile(
    r"\s[-–—|/·]\s|[:：|｜—,，、;；]\s?|\s{2,}|(?<=[\u3040-\u9fff])\s|\s(?=[\u3040-\u9fff])"
)
SPACED: Final = re.compile(r"(?<=\d)\s(?=[年月季期])")  # within a time: 2025 年
TOPIC: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]{2,20}(?=[、，])")  # of a headline: NAME、…
DASH: Final = re.compile(r"\s[-–—|]\s")
CAPITAL: Final = re.compile(
    r"(?<![\w'’-])[A-ZÀ-ÞŒ0-9][\w'’&.-]*(?:\s(?:(?:&|de|du|of|and|et)\s)?[A-ZÀ-ÞŒ0-9][\w'’&.-]*){0,5}(?:,?\splc\b)?"
)
HAN_RUN: Final = re.compile(
    r"[\u3041-\u30ff\u3400-\u9fff\uff10-\uff19\uff21-\uff3a\uff41-\uff5aA-Za-z0-9·・ー]{2,40}"
)
HAN: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
MONEY: Final = re.compile(r"[A-Z]{3}")
MARK: Final = re.compile(r"\s?:\s|\s[-–—|]\s")  # behind whom a title names
CAPITALS: Final = re.compile(
    r"[A-ZÀ-ÞŒ][\w'’&.-]*(?:\s(?:&|and|et|of|the|for|de|du|des|la|le|les|d['’]\w+|l['’]\w+|[A-ZÀ-ÞŒ][\w'’&.-]*))*"
)
OF: Final = re.compile(
    r"(?:\bof(?: the)?|\bdu|\bde la|\bdes|\bde l['’])\s?"
    r"(?P<name>[A-ZÀ-ÞŒ][\w'’&.-]*(?:\s[A-ZÀ-ÞŒ][\w'’&.-]*){1,5})"
)
OWNED: Final = re.compile(
    r"(?P<kind>.*?\d.*?)\s(?:of(?: the)?|du|de la|des|de|de l['’]|d['’])\s?(?P<who>[^:,–—|]{3,60})\Z"
)
PARTICLES: Final = "のはがをにで"  # with which no name ends
JOINTS: Final = re.compile(r"(?<!\w)[の的](?!\w)")  # between words for documents: 決算のお知らせ
NUMERAL: Final = re.compile(r"[\d一二三四五六七八九十两]")  # at the beginning of what is no name: 五款
POSSESSIVE: Final = re.compile(r"['’]s?\Z")


@dataclass(frozen=True, slots=True)
class About:
    """Whom a document is of, "" for none, the period ("2024", None), and the unit of all its money.

    `period` is the same for what is told relative to it, and then that of its date where it names no other.
    """

    subject: str
    time: str | None = None
    unit: MeasureUnit | None = None
    period: MeasurePeriod | None = None
    found: str = ""  # how the subject was: "company", "title", "mentions", "heading", "beginning"


def about(document: Document) -> About:
    """What a document as a whole is of: by its title, else by a company that its beginning names as one."""
    return _about(document.title, document.text, document.language)


@lru_cache(maxsize=REMEMBERED)
def _about(title: str, text: str, language: str) -> About:
    head = text[:HEAD]
    lines = [line for line in head.split("\n") if line.strip() and PIPE not in line][:HEAD_LINES]
    around = next((one for line in (title, *lines) if (one := _period(line, language))), None)
    titles = (title, *(line for line in lines[:2] if line.startswith("#")))
    named = next((one for line in titles if (one := _period(line, language, around))), None)
    time = named.iso if named and len(named.part) < len("03-31") else None
    subject, found = _subject(title, lines, text, language)
    return About(subject, time, _unit(text, language), named or around, found)


def _period(line: str, language: str, around: MeasurePeriod | None = None) -> MeasurePeriod | None:
    """The period that a line names: that of its latest year, as a part of it where one is named."""
    held = [one.period.within(around) for one in periods(line, language) if one.period.back is None]
    held = [one for one in held if one.iso and one.year]
    return max(held, key=lambda one: (one.year or 0, bool(one.part)), default=None)


def subject_of_title(title: str, language: str) -> str:
    """The title as what a document is of that names nobody; "" for a headline, which tells something."""
    told = title
    for one in reversed(periods(title, language)):
        told = told[: one.start] + told[one.end :]
    return "" if re.search(r"\d|[?!？！。]", told) or len(title) > LONGEST_TITLE else title


def _unit(text: str, language: str) -> MeasureUnit | None:
    """What the document says that all its figures are in; no line of a table says that."""
    units = layout(text).units
    for at, unit in enumerate(units):
        leads = at + 1 < len(units) and units[at + 1].block.kind in TABULAR  # to a table, of which it tells
        if (
            unit.quotable
            and not leads
            and unit.block.kind in (BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE)
        ):
            written = text[unit.block.start : unit.block.end]
            flat = plain(written)
            if flat.rstrip("*_ ").endswith(":"):
                continue  # it tells of the table below it
            for match in any_of(terms().figures_in).finditer(flat):
                found = unit_at(written, match.end(), language, flat)
                if found and MONEY.fullmatch(found.unit.unit):
                    return found.unit
    return None


def _subject(title: str, lines: Sequence[str], text: str, language: str) -> tuple[str, str]:
    """The company that the title names as one, else what title and text name, else one of the first lines.

    How it was found stands second.
    """
    told = (
        line
        for line in text[:SAMPLE].split("\n")
        if PIPE not in line and line.lstrip("# ").strip() != title.strip()
    )
    body = "\n".join(told)
    heading = next((line.lstrip("# ") for line in lines[:2] if line.startswith("#")), "")
    for found, named in (
        ("company", next(_companies(title), "")),
        ("title", _titled(title, language)),
        ("mentions", _mentioned(title, body, language)),
        ("heading", _titled(heading, language)),
        ("beginning", next((name for line in lines[:4] for name in _companies(line.lstrip("# "))), "")),
        (
            "dated title",
            next((name for one in (title, heading) if (name := _before_time(one, language))), ""),
        ),
    ):
        if named:
            led = _led(title) if found in ("title", "mentions") else ""
            whose = led and named not in led and body.count(led) >= max(1, body.count(named))
            return (led, "title") if whose else (named, found)
    return "", ""


def _led(title: str) -> str:
    """The name that stands before a colon or a dash in a title: of it is what stands behind."""
    name = MARK.split(title.strip())[0].strip()
    return name if MARK.search(title) and len(name.split()) > 1 and CAPITALS.fullmatch(name) else ""


def _titled(title: str, language: str) -> str:
    """Whom a title is of that names a document and its time: "NAME Annual Review 2024", NAME2024年业绩."""
    before = ""
    title = SPACED.sub("", title)
    parts = [one.strip(QUOTES) for one in SEPARATORS.split(title[: 2 * LONGEST_TITLE]) if one]
    for at, part in enumerate(parts):
        if before and _is_name(before) and _is_dated(" ".join(parts[at:]), language):
            return before
        found = periods(part, language)
        dated = found or (before and is_period(before, language))
        words = [*_documents().finditer(plain(part))] if dated else []
        kinds = [one for one in words if one[0] not in _small_words()]
        cuts = sorted({0, *(one.start for one in found), *(one.start() for one in words)}) if kinds else []
        rests = (cut for cut in cuts if kinds[-1].end() > cut and _is_document(part[cut:], language))
        cut = next(rests, None)
        led = cut == 0 or any(one.start == 0 for one in found)  # by its time
        name = (before if led else _undated(part[: cut or 0], found).strip(QUOTES)) if cut is not None else ""
        if name and _is_name(name):
            return name
        before = part
    behind = len(parts) == 2 and DASH.search(title) and _is_dated(parts[0], language) and _is_name(parts[1])
    return parts[1] if behind else ""


def _undated(name: str, found: Sequence[PeriodNaming]) -> str:
    """A name without its time and what follows that in characters: 禾川省2024年教育事业."""
    at = next((one.start for one in found if one.end < len(name)), 0)
    return name[:at] if at > 1 and HAN.match(name[at - 1]) else name


def _before_time(title: str, language: str) -> str:
    """Whom a title names before a time: NAME2024年人口, "NAME: 2024", "Letter of the NAME, 2024"."""
    first = next(iter(periods(title, language)), None)
    if first is None:
        return ""
    owned = OWNED.match(title)
    if owned and _is_dated(owned["kind"], language) and CAPITAL.search(owned["who"]):
        return owned["who"] if len(owned["who"].split()) <= MOST_WORDS else ""
    led = title[: first.start].rstrip()
    if led and HAN.match(led[-1]):
        return led if HAN_RUN.fullmatch(led) and _is_name(led) and not _han_words().search(plain(led)) else ""
    name = MARK.split(led)[0].strip()
    if MARK.search(led) and len(name.split()) > 1 and CAPITALS.fullmatch(name):
        return name
    behind = next((one for one in OF.finditer(led) if len(one["name"].split()) > 1), None)
    return behind["name"] if behind else ""


def _is_dated(text: str, language: str) -> bool:
    """Whether a text is a time and the kind of a document, and nothing else."""
    kinds = any(one[0] not in _small_words() for one in _documents().finditer(plain(text)))
    return kinds and bool(periods(text, language)) and _is_document(text, language)


def _is_document(text: str, language: str) -> bool:
    """Whether a text is a time and words for documents, and nothing else."""
    bare = plain(text)
    for one in periods(text, language):
        bare = f"{bare[: one.start]}{' ' * (one.end - one.start)}{bare[one.end :]}"
    return re.search(r"\w", JOINTS.sub(" ", _documents().sub(" ", bare))) is None


def is_of_document(text: str) -> bool:
    """Whether words for documents are in a text: "Results", 概要."""
    return any(one[0] not in _small_words() for one in _documents().finditer(plain(text)))


def _is_name(text: str) -> bool:
    words = text.split()
    held = len(words) <= MOST_WORDS and 2 <= len(text) <= LONGEST_NAME and not NUMERAL.match(text)
    return (
        held
        and (text[0].isupper() or HAN.match(text) is not None)
        and text[-1] not in PARTICLES
        and not _document_words() >= set(plain(text).split())
    )


def _companies(line: str) -> Iterator[str]:
    """What a line names with a word for companies at its end or its beginning."""
    for match in CAPITAL.finditer(line):
        words = match[0].split()
        if len(words) > 1 and plain(words[0]) in _company_words():
            yield _bare(match[0])
            continue
        for at in range(len(words) - 1, 0, -1):
            if plain(words[at]) in _company_words() and (len(words[at]) > 2 or words[at].isupper()):
                yield _bare(" ".join(words[: at + 1]))
    for run in HAN_RUN.finditer(line):
        if HAN.search(run[0]):
            found = _han_company().search(plain(run[0]))
            if found:
                yield run[0][found.start("whole") : found.end("whole")]


def _mentioned(title: str, body: str, language: str) -> str:
    """The longest beginning of a part of the title that the body names by itself, too."""
    best, most = "", MENTIONED - 1
    topic = TOPIC.match(title)
    if topic and body.count(topic[0]) >= MENTIONED and not NUMERAL.match(title):
        return topic[0]
    for part in _parts(title, language):
        for name in _starts(part):
            count = body.count(name)
            if count > most or (best and name.startswith(best) and 2 * count >= most > 0):
                best, most = name, max(count, most)
    return best


def _parts(title: str, language: str) -> Iterator[str]:
    """The parts of a title without its times and the words for documents."""
    last = 0
    pieces = []
    for one in periods(title, language):
        pieces.append(title[last : one.start])
        last = one.end
    pieces.append(title[last:])
    for piece in pieces:
        for part in SEPARATORS.split(piece):
            if part and part.strip():
                yield part.strip(QUOTES)


def _starts(part: str) -> Iterator[str]:
    """The names that a part of a title may begin with, the shorter first."""
    if HAN.search(part):
        end = _title_end().search(plain(part))
        run = "" if NUMERAL.match(part) else part[: end.start()] if end else part
        run = "" if plain(run).startswith(_kinds_of_things()) else run  # シリーズB
        run = "" if _documents().match(plain(run)) else run  # 決算のお知らせ
        yield from (run[:size] for size in range(2, min(len(run), 20) + 1) if run[size - 1] not in PARTICLES)
        return
    for match in CAPITAL.finditer(part):
        words = match[0].split()[:MOST_WORDS]
        for size in range(1, len(words) + 1):
            name = _bare(" ".join(words[:size]))
            if len(name) > 2 and plain(name) not in _document_words() and not name.isdigit():
                yield name


def _bare(name: str) -> str:
    return POSSESSIVE.sub("", name.rstrip(".,")) if not name.endswith(("Inc.", "Ltd.", "S.A.")) else name


@cache
def _documents() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(terms().document_words)}|(?<![a-z])[ld]'")


@cache
def _kinds_of_things() -> tuple[str, ...]:
    return tuple(word for word in folded(terms().things) if len(word) > 1 and word > "\u3000")


@cache
def _small_words() -> frozenset[str]:
    """Words of titles that say of no document what kind it is: "the", "year"."""
    short = (word for word in folded(terms().document_words) if len(word) < 4 and word < "\u3000")
    return frozenset((*short, *folded(terms().time_words)))


@cache
def _company_words() -> frozenset[str]:
    return frozenset(folded(terms().companies))


@cache
def _document_words() -> frozenset[str]:
    return frozenset(folded(terms().document_words))


@cache
def _han_company() -> re.Pattern[str]:
    ends = "|".join(sorted(folded(terms().company_ends), key=len, reverse=True))
    return re.compile(
        rf"(?P<whole>(?:株式会社)?(?P<name>[^年月日のはがを、。]{{2,16}}?)(?:{ends})+|株式会社[^年月日のはがを、。]{{2,12}})"
    )


@cache
def _han_words() -> re.Pattern[str]:
    """What no name has in it: particles and verbs of titles."""
    return any_of(word for word in terms().title_ends if word > "\u3000" and word != "年度")


@cache
def _title_end() -> re.Pattern[str]:
    return any_of((*terms().title_ends, *(word for word in terms().document_words if word > "\u3000")))
