"""Which words of a document are names: what its title, tables and headings name, and words in capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import islice
from typing import Final

from index.documents import Document
from index.layout import layout
from qa.extraction.measures.about import about, is_of_document
from qa.extraction.measures.labels import Labels, labels, measure_within
from qa.extraction.measures.prose import prose_words
from qa.extraction.mentions.vocabulary import word_list
from qa.language.wordlists import LETTER, any_of, plain
from qa.numbers.times import is_period, periods

SHORTEST: Final = 2  # characters of a name
LONGEST: Final = 60  # characters of a name
SHORT_FORM: Final = 4  # letters of a name's first word that may stand for it
MOST: Final = 300  # headings that are looked through for names
HEADED: Final = 3  # times that a Chinese or Japanese document must write what is a name in a heading
MENTIONED: Final = 1  # times that a text must mention the name in its title besides that
SELVES: Final = 2  # times that a document must speak of itself for a bare measure to be its subject's
SPOKEN: Final = 3  # times that a Chinese or Japanese document must speak of its subject for the same
GUESSED: Final = ("", "mentions")  # ways to find a subject by which it may be one of several
AUTHOR: Final = re.compile("we|our|nous|notre|nos|我们")  # who tells, and may be somebody else
JOINTS: Final = frozenset({"of", "de", "du", "des", "and", "et", "&", "la", "le"})
CAPITAL: Final = re.compile(
    r"(?<![\w'’.-])[A-ZÀ-ÞŒ][\w'’&-]*(?:(?:\s(?:of|de|du|des|and|et|&)"
    r"(?:\sla|\sl['’]|\s[a-zé]{3,10}\sd[eu])?)?\s[A-ZÀ-ÞŒ0-9][\w'’&-]*)*"
)
PLACED: Final = re.compile(r"\s(?:in|of|en|à|au|de|du|dans)\s(?:the\s|la\s|le\s)?\Z|\s[dl]['’]\Z")
INNER: Final = re.compile(r"(?<=[a-zà-ÿ0-9,;)])\s(?:[dl]['’])?([A-ZÀ-ÞŒ][\w&-]*)")
WORD: Final = re.compile(rf"[{LETTER}]+")
QUOTES: Final = " \t\"'“”‘’«»「」『』《》()（）*_,;:、。\u3000"
OPENING: Final = re.compile(r"\A[\s\"“«'(]*")
PARTED: Final = re.compile(r"\s*[:：|—–]\s+|[:：（(]|，|、")
ORDINARY: Final = re.compile(r"(?:s|x|ing|ed|ly|tion|ment|less|ful|ente|ant|é|ée|és|ées)\Z|\A.{1,3}\Z")
ELIDED: Final = re.compile(r"\A(?:[CSJNMT]['’]\w+\Z|[LD]['’])")  # "C'est", "L'Anse"
ARTICLES: Final = frozenset({"a", "an", "the", "le", "la", "les", "l", "un", "une"})
NUMBERED: Final = re.compile(r"\A(?:[一二三四五六七八九十\d]{1,3}[.．、)）]\s?)")
OF_TOPIC: Final = (  # what follows a name that is spoken of
    "(?=[はがのもを、，（(]|与|和|在|的|已|今|将|于|目前|运营|宣布|完成|实现|预计|计划|表示|称|員工|员工|[12]\\d日)"
)
LETTER_BEHIND: Final = r"\w"
TIMED: Final = re.compile(
    r"(?:Between|From|Since|Until|In|By|At|During|Before|After|Entre|Depuis|En|De|Du|Fin)\s"
)
SEVERAL: Final = re.compile(r"\s?[2-9]\d?\s?(?![年月日期代号時时点万億亿千百])[\u3400-\u9fff]")
JOINED: Final = re.compile(r"[のはがをでに、，：:・\s|｜—–「」『』（）()]+")
BRACKETED: Final = re.compile(
    r"([A-ZÀ-Þ][\w'’&-]*(?:\s[\w'’&-]+){0,5}|[\u3041-\u30ff\u3400-\u9fff]{2,20})\s?[(（](?:下称|下稱|以下|以下简称|以下簡稱|简称|簡稱)?"
    r"[「『“\"]?([A-ZÀ-Þ][\w&-]*|[\u3041-\u30ff\u3400-\u9fff]{2,12})[」』”\"]?[)）]"
)
FIRMS: Final = (
    "公司 集团 银行 股份 工业 工業 证券 基金 资本 电池 汽车 株式会社 製薬 制药 电机 事业 事業 业务 部门 基地"
    " 工厂 工場 店 线 市 县 省"
)


class OwnNames:
    """What a document's subject is (`main`), and which of its words are names."""

    def __init__(self, document: Document, text: str, flat: str) -> None:
        self.document = document
        self.text, self.flat = text, flat
        self.japanese = document.language.startswith("ja")
        self.east = self.japanese or document.language.startswith("zh")
        told = self.whole = self._untimed(about(document).subject)
        self.main = told if told and self._is_spoken_of(told) else self._titled() or told
        if plain(self.main) in ARTICLES or self._is_kind(self.main):
            self.main = ""
        around = about(document)
        self.guessed = around.found in GUESSED
        if not (self.main or self.east) and around.time and (place := self._placed()):
            self.main = self.whole = place
            self.guessed = False
        self.reports = bool(self.main and self.whole and around.time and not self.guessed)  # whom and when
        self.words = prose_words(document.language)

    def _untimed(self, name: str) -> str:
        """A name up to the time in it: "NAME 2024 survey"; "" for one that begins with a time."""
        found = min((one.start for one in periods(name, self.document.language)), default=len(name))
        return name[:found].strip(QUOTES)

    def _is_kind(self, name: str) -> bool:
        """Whether the title counts things by a name: 電動自転車5車種."""
        counted = rf"{re.escape(plain(name))}{SEVERAL.pattern}"
        return bool(name) and self.east and re.search(counted, plain(self.document.title)) is not None

    @cached_property
    def _flat_main(self) -> str:
        return plain(self.main)

    def _is_spoken_of(self, name: str) -> bool:
        """Whether a paragraph speaks of a name: no capital goes on with it, and it is no part of a word."""
        behind = OF_TOPIC if self.east else rf"(?!\s[A-ZÀ-Þ]|{LETTER_BEHIND})"
        before = "" if self.east else r"(?<![\w'’-])"
        found = re.finditer(before + re.escape(name) + behind, self.text)
        return any(not self._is_in_title(match.start()) for match in found)

    def _is_in_title(self, place: int) -> bool:
        line = self.text[self.text.rfind("\n", 0, place) + 1 : place]
        return line.startswith("#") or (not line.strip("* ") and place < len(self.document.title))

    def _titled(self) -> str:
        """The name in the title that the text goes on to speak of most: "Veltra", ひなた."""
        title = self.document.title
        if self.east:
            parts = (part for part in JOINED.split(title) if 1 < len(part) <= LONGEST)
            named = [
                part
                for part in parts
                if not (part[0].isdigit() or is_of_document(part) or is_period(part, self.document.language))
            ]
            counted = {name: len(re.findall(re.escape(name) + OF_TOPIC, self.text)) for name in named}
        else:
            found = CAPITAL.match(title)
            name = found[0] if found else ""
            single = " " not in name and plain(name) in self.lower
            if name and not single and self.text.count(name) > MENTIONED:
                return name
            runs = [match[0].split() for match in CAPITAL.finditer(title)]
            starts = [" ".join(words[:size]) for words in runs for size in range(2, len(words) + 1)]
            named = [name for name in starts if self._untimed(name) == name]
            counted = {name: self.text.count(name) - 1 for name in named if self._is_spoken_of(name)}
        best = max(counted, key=lambda name: (counted[name], len(name)), default="")
        return best if best and counted[best] >= MENTIONED + self.east else ""

    def _placed(self) -> str:
        """The one name in the title of statistics, behind what they tell: "Housing in NAME in 2024"."""
        found = [match for match in CAPITAL.finditer(self.document.title) if match.start()]
        name = found[0][0] if len(found) == 1 else ""
        led = name and PLACED.search(self.document.title, 0, found[0].start())
        return name if led and self.text.count(name) > MENTIONED else ""

    @cached_property
    def aliases(self) -> frozenset[str]:
        """The folded other names that brackets give the document's subject: those in them, or before."""
        found = set()
        for match in islice(BRACKETED.finditer(self.text), MOST):
            pair = [plain(name).strip(QUOTES) for name in match.groups()]
            if self._flat_main in pair:
                found |= set(pair)
        return frozenset(found)

    @cached_property
    def lower(self) -> frozenset[str]:
        """The words that the document also writes in small letters."""
        return frozenset(match[0] for match in WORD.finditer(self.text))

    @cached_property
    def inner(self) -> frozenset[str]:
        """The words that the document writes with a capital inside a sentence: those of names."""
        return frozenset(plain(match[1]) for match in INNER.finditer(self.text))

    @cached_property
    def speaks_for_itself(self) -> bool:
        """Whether the document's subject speaks in it: "the Group", 当社; or is spoken of all along."""
        if self.reports:
            return True
        found = any_of(self.words.selves).finditer(self.flat)
        named = (one for one in found if not (self.guessed and AUTHOR.fullmatch(one[0])))
        if len([*islice(named, SELVES)]) == SELVES:
            return True
        topics = (
            re.finditer(re.escape(self.main) + OF_TOPIC, self.text) if self.east and self.main else iter(())
        )
        return len([*islice(topics, SPOKEN)]) == SPOKEN

    @cached_property
    def labels(self) -> Labels:
        return labels(self.document)

    @cached_property
    def known(self) -> frozenset[str]:
        """The folded names that tables and headings give, the document's subject and short forms of them."""
        names = {plain(self.main)} if self.main else set()
        names |= {name for label in self.labels.names for name in self._named(label)}
        headings = (unit.block for unit in layout(self.document.text).units if unit.block.level)
        for block in islice(headings, MOST):
            written = self.document.text[block.start : block.end]
            names |= {name for part in PARTED.split(written) for name in self._headed(part)}
        return frozenset(name for name in names - self.labels.measures if name not in self.words.holders)

    def _named(self, flat: str) -> Iterator[str]:
        if measure_within(self.document.language[:2]).search(flat):
            return
        yield flat
        first = flat.split()[0]
        if self.east and " " in flat and len(first) > 1 and (not first.isascii() or self._is_short(first)):
            yield first

    def _is_short(self, word: str) -> bool:
        """Whether a word of letters stands for the one name of a table that begins with it."""
        return len(word) >= SHORT_FORM and self._firsts[word] == 1

    @cached_property
    def _firsts(self) -> Counter[str]:
        return Counter(one.split()[0] for one in self.labels.names)

    def _headed(self, part: str) -> Iterator[str]:
        """What a part of a heading names."""
        name = NUMBERED.sub("", part.strip(QUOTES))
        flat = plain(name).strip()
        if not 1 < len(flat) <= LONGEST or not any(map(str.isalpha, flat)):
            return
        if is_period(name, self.document.language):
            return
        if self.east:
            own = self.flat.count(flat) >= HEADED and _east_firm().search(flat) is not None
        else:
            own = self._is_capital(name) and plain(name.split()[0]) in self.inner
        if own:
            yield from self._named(flat)

    @cached_property
    def _known_pattern(self) -> re.Pattern[str]:
        return any_of(sorted(self.known)) if self.known else re.compile(r"(?!)")

    def known_at(self, flat: str) -> int:
        """How long the name is that folded text begins with; 0 for none, or where nothing follows it."""
        found = self._known_pattern.match(flat)
        return found.end() if found and found.end() < len(flat) else 0

    def is_main(self, name: str) -> bool:
        one, other = plain(name).strip(), self._flat_main
        if one and any(f" {alias}".endswith(f" {one}") for alias in self.aliases):
            return True
        return bool(one and other) and (one == other or other.startswith(one) or one in other.split())

    def _is_capital(self, name: str) -> bool:
        """Whether every word of it, but for such as "of", has a capital, and it is no common word."""
        words = name.split()
        small = [word for word in words if not (word[0].isupper() or word[0].isdigit())]
        first = plain(words[0])
        common = first in self.lower or _common().fullmatch(first) is not None
        return all(plain(word) in JOINTS for word in small) and not (common and len(words) == 1)

    def is_name(self, name: str) -> bool:
        """Whether a stretch that stands where a name may is one."""
        flat = plain(name).strip()
        if flat in self.known or self.is_main(name):
            return True
        if not self.east:
            return self._is_capital(name)
        if flat != name and name[:1] in "「『" and name[-1:] in "」』":
            return True
        begun = len(flat) > 1 and any(one.startswith(flat) for one in self.known)
        return begun or _east_firm().search(flat) is not None

    def names(self, written: str) -> list[tuple[int, str]]:
        """The names of a sentence with their places, in order."""
        if len(written) < SHORTEST:
            return []
        held = [
            match.span()
            for match in self._known_pattern.finditer(plain(written))
            if self.east or written[match.start()].isupper()
        ]
        if self.east:
            return [(start, written[start:end]) for start, end in held]
        longer = [match.span() for match in CAPITAL.finditer(written)]
        found = [
            (start, written[start:end])
            for start, end in held
            if not any(a <= start and end < b for a, b in longer)
        ]
        for start, end in longer:
            inside = [(a, b) for a, b in held if a < end and start < b]
            if not inside or all(b < end for _, b in inside):
                name = self._in_capitals(written, start, end)
                found += [(start, name)] if name else []
        return sorted(found)

    def _in_capitals(self, written: str, start: int, end: int) -> str:
        """The name in a run of words with capitals; "" where that may just begin a sentence."""
        name = re.sub(r"['’]s?\Z", "", written[start:end])
        opened = OPENING.match(written)
        if opened and start == opened.end():
            head, _, rest = name.partition(" ")
            flat = plain(head)
            ordinary = flat in self.lower or ORDINARY.search(flat) is not None
            name = rest if flat in ARTICLES or (ordinary and flat not in self.inner) else name
        name = ELIDED.sub("", name)
        if not name or not name[0].isupper() or is_period(name, self.document.language):
            return ""
        if TIMED.match(name) and periods(name, self.document.language):
            return ""  # "Between January and March"
        return "" if _common().fullmatch(plain(name)) or plain(name) in self.words.holders else name


@cache
def _common() -> re.Pattern[str]:
    words = (
        *word_list("ordinary"),
        *word_list("generic"),
        *prose_words("en").measures,
        *prose_words("fr").measures,
    )
    return any_of((*words, *prose_words("en").determiners, *prose_words("fr").determiners))


@cache
def _east_firm() -> re.Pattern[str]:
    """Matches names that end in a word for a firm or a part of one."""
    words = (*word_list("firms.ends"), *FIRMS.split())
    return re.compile(rf".(?:{'|'.join(re.escape(plain(word)) for word in words)})\Z")
