"""Another corpus of the same shape: every entity renamed, every figure changed, by a seed.

What only knows the shipped names and numbers by heart cannot answer from it. Names are found in a text as the
engine finds them (longest first, at word limits) and replaced by invented ones of the same script; figures are
replaced between the names, one old value by one new value throughout: scores, counts and spans of time by other
whole numbers, money, users and sizes by others of the same magnitude, dates by other years, months and days,
places by other places. Facts get the new value of their old one, and a quote stays the sentence that it was, so
that `qa.fact_check` can judge the result. Ordinals in words ("second") and years' quarters stay.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from babel.dates import get_month_names
from opencc import OpenCC

from index.documents import load_documents
from index.sentences import split_sentences
from index.yamlfile import load_yaml
from qa.knowledge import Knowledge
from qa.names import NameIndex, compact

YEARS: Final = 6  # by which every year is moved
LARGE: Final = 10_000
MILLION: Final = 1_000_000
SYLLABLES: Final = "bal dro fen gil hor jat kur lom mev nur pag rud sel tov vas wim zop bri cla dur".split()
KATAKANA: Final = "ゼギグデビブベボラリルレロマミメモガゴダドバ"
HAN: Final = "岑崇岱岳巖峻嵩嵐嶽巍昊昱晁晏晟曦朔杞杭枚柯柏桓梓棠楠榆樟檀沐沛汾泗洙浦涪淇湛漳濮瀚灌炅焱熙璞瑾瑜璋甄畢祁禹穆竺"
PLURAL_FR: Final = 2

SCALES: Final = {
    "en": {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "B": 1e9},
    "fr": {"million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "B": 1e9},
    "zh-Hans": {"万亿": 1e12, "兆": 1e12, "亿": 1e8, "万": 1e4, "B": 1e9},
    "zh-Hant": {"萬億": 1e12, "兆": 1e12, "億": 1e8, "萬": 1e4, "B": 1e9},
    "ja": {"兆": 1e12, "億": 1e8, "万": 1e4, "B": 1e9},
}
WORDS: Final = {
    "en": {"two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "twelve": 12},
    "fr": {"deux": 2, "trois": 3, "cinq": 5, "sept": 7, "dix": 10, "douze": 12},
    "zh-Hans": {"二": 2, "两": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
    "zh-Hant": {"二": 2, "兩": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
    "ja": {"二": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
}
# What stands for no figure: a dimension, "the top five", how many articles there are, groups that are numbered.
FIXED: Final = re.compile(r"3D|[Tt]op 5|上位5|[23]本の記事|第\d(?=四半期|グループ|の種類)|[QT][1-4](?!\d)")
URL: Final = re.compile(r"https?://[^\s)>」）]+")
TIME: Final = re.compile(r"(\d\d)(:| h |時)(\d\d)(?!\d)")
PLACE: Final = re.compile(r"(\d)(st|nd|rd|th|er|re|e)(?![\w])|(?<=第)(\d)(?=名|位)|(\d)(?=位)")
YEAR: Final = re.compile(r"(?<!\d)20[12]\d(?!\d)")
DAY: Final = re.compile(r"(?<=月)(\d{1,2})(?=日)")
MONTH: Final = re.compile(r"(?<!\d)(1[0-2]|[1-9])(?=月)")
WHOLE: Final = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")


@dataclass
class Alternate:
    """The altered corpus in `folder`, and how to speak of it."""

    folder: Path
    knowledge: Knowledge
    old: Knowledge
    names: dict[str, str]
    figures: Figures

    def name(self, entity: str, language: str) -> str:
        return self.knowledge.entities[entity].name(language)

    def number(self, value: float, language: str) -> str:
        return written(value, language)


def alter(corpus: Path, folder: Path, seed: int) -> Alternate:
    """Write the altered corpus into the new folder `folder`."""
    old = Knowledge.load(corpus)
    draw = random.Random(seed)  # noqa: S311 - a draw, no secret
    renamer = Renamer(old, draw)
    documents = load_documents(corpus)
    texts = [(d.text[a:b], d.language) for d in documents for a, b in split_sentences(d.text)]
    figures = Figures(old, [(gap, language) for text, language in texts for gap in renamer.gaps(text)], draw)
    writer = Writer(old, renamer, figures, {d.id: d.language for d in documents})
    shutil.copytree(corpus, folder, ignore=shutil.ignore_patterns("*.npz", "SOURCES.md"))
    writer.documents(folder)
    for path in (*folder.glob("*.yaml"), *(folder / "facts").glob("*.yaml")):
        changed = writer.data(load_yaml(path), path.stem)
        path.write_text(yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    return Alternate(folder, Knowledge.load(folder), old, renamer.names, figures)


class Renamer:
    """Invents a name for every name, and puts it in the old one's place."""

    def __init__(self, knowledge: Knowledge, draw: random.Random) -> None:
        self._draw = draw
        # Every word is known: there are no typing errors. Sentences are read as text and again as quotes.
        self._find = cache(NameIndex(knowledge.entities, lambda _: True).find)
        self._used: set[str] = {compact(n).text for e in knowledge.entities for n in e.written}
        self.names: dict[str, str] = {}
        self._numbers: dict[str, str] = {}  # of an entity: its names share it, as "OpenAI o3" and "o3" do
        for entity in knowledge.entities:
            for name in entity.written:
                self._new(name, entity.id)

    def apply(self, text: str, between: Callable[[str], str] = lambda gap: gap) -> str:
        """`text` with all names replaced, and `between` applied to what stands between them."""
        parts, last = [], 0
        for mention in self._find(text):
            if mention.exact:
                parts += [between(text[last : mention.start]), self._new(mention.text, mention.entities[0])]
                last = mention.end
        return "".join((*parts, between(text[last:])))

    def gaps(self, text: str) -> list[str]:
        found: list[str] = []
        self.apply(text, lambda gap: (found.append(gap), gap)[1])
        return found

    def _new(self, written: str, entity: str) -> str:
        """The new name; for the opening words of a long name, which stand for it, a new one of their own."""
        key = compact(written).text
        if key not in self.names:
            number = self._numbers.setdefault(entity, f"-{self._draw.choice('KPVX')}{self._draw.randint(2, 9)}")
            self.names[key] = self._invented(written, number if re.search(r"\d", written) else "")
        return self.names[key]

    def _invented(self, name: str, number: str) -> str:
        while True:
            made = self._word(name) + number
            key = compact(made).text
            if key not in self._used:
                self._used.add(key)
                return made

    def _word(self, name: str) -> str:
        if re.search(r"[\u3041-\u30ff]", name):
            return "".join(self._draw.choice(KATAKANA) for _ in range(4))
        if re.search(r"[\u3400-\u9fff]", name):
            return "".join(self._draw.choice(_invariant_han()) for _ in range(3))
        return "".join(self._draw.sample(SYLLABLES, self._draw.choice((2, 3)))).capitalize()


@cache
def _invariant_han() -> str:
    """Characters that are the same in Simplified and Traditional Chinese."""
    converters = [OpenCC("t2s"), OpenCC("s2t"), OpenCC("s2tw")]
    return "".join(c for c in HAN if all(converter.convert(c) == c for converter in converters))


@dataclass
class Figures:
    """One new value for each old one."""

    knowledge: Knowledge
    gaps: list[tuple[str, str]]
    draw: random.Random
    whole: dict[int, int] = field(init=False)
    large: dict[float, float] = field(init=False)
    places: dict[int, int] = field(init=False)
    months: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        facts = self.knowledge.facts.facts
        small = {int(f.number) for f in facts if f.unit in ("points", "count", "months", "years")}
        large = {f.number for f in facts if f.unit in ("USD", "users", "parameters")}
        for gap, language in self.gaps:
            for value in figures_of(gap, language):
                small.add(int(value)) if value < LARGE else large.add(value)
        self.places = _shuffled([1, 2, 3, 4, 5], self.draw)
        self.months = _shuffled(list(range(1, 13)), self.draw)
        free = [n for n in range(13, 100) if n not in small]
        self.whole = dict(zip(sorted(small), self.draw.sample(free, len(small)), strict=True))
        self.large = {}
        for value in sorted(large):
            digits = 2 if value < MILLION else 3  # so many that count, which every language writes in full
            step = 10 ** (len(str(int(value))) - digits)
            while (new := self.draw.randint(10 ** (digits - 1) + 1, 10**digits - 1) * step) in {*large, *self.large.values()}:
                continue
            self.large[value] = float(new)

    def text(self, gap: str, language: str) -> str:
        """A stretch without names with all its figures changed."""
        marks = _Marks(gap, language, lambda v: self.whole[v], lambda v: self.large[v], self.date_part, self.places)
        return marks.text

    def date_part(self, kind: str, value: int) -> int:
        match kind:
            case "year":
                return value + YEARS
            case "month":
                return self.months[value]
            case _:
                return value % 28 + 1

    def date(self, value: str) -> str:
        """2025-01-02, 2025-01, 2025 or 2022–2023."""
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return YEAR.sub(lambda m: str(int(m[0]) + YEARS), value)
        year, *rest = (int(part) for part in value.split("-"))
        kinds = zip(("month", "day"), rest, strict=False)
        return "-".join((str(year + YEARS), *(f"{self.date_part(kind, part):02d}" for kind, part in kinds)))

    def value(self, value: Any, unit: str) -> Any:  # noqa: ANN401 - a fact's value
        match unit:
            case "points" | "count" | "months" | "years":
                return self.whole[int(value)]
            case "USD" | "users" | "parameters":
                return int(self.large[float(value)])
            case "rank":
                return self.places[int(value)]
            case "date":
                return self.date(str(value))
            case _:
                return value


class _Marks:
    """Reads a stretch of text figure by figure; what is found is kept aside so that nothing is read twice."""

    def __init__(
        self,
        text: str,
        language: str,
        whole: Callable[[int], int],
        large: Callable[[float], float],
        date: Callable[[str, int], int] = lambda _, value: value,
        places: dict[int, int] | None = None,
    ) -> None:
        self._kept: list[str] = []
        for pattern in (URL, FIXED):
            text = pattern.sub(lambda m: self._keep("https://example.org/" if m[0][0] == "h" else m[0]), text)
        text = TIME.sub(lambda m: self._keep(f"{(int(m[1]) + 5) % 24:02d}{m[2]}{(int(m[3]) + 7) % 60:02d}"), text)
        text = self._dates(text, language, date)
        text = PLACE.sub(lambda m: self._keep(_place(m, places or {})), text)
        text = _amount(language).sub(lambda m: self._keep(written(large(_value(m, language)), language, like=m[0])), text)
        text = WHOLE.sub(lambda m: self._keep(str(whole(int(m[0])))), text)
        self.text = re.sub(r"[\ue000-\uf8ff]", lambda m: self._kept[ord(m[0]) - 0xE000], text)

    def _keep(self, text: str) -> str:
        self._kept.append(text)
        return chr(0xE000 + len(self._kept) - 1)

    def _dates(self, text: str, language: str, date: Callable[[str, int], int]) -> str:
        if language in ("en", "fr"):
            names = {name: number for number, name in get_month_names("wide", locale=language).items()}
            months = "|".join(names)
            written = re.compile(rf"(?:(?P<day>\d{{1,2}})(?: |(?=er ))(?P<er>er )?)?(?<!\w)(?P<month>{months})(?!\w)")

            def replace(match: re.Match[str]) -> str:
                month = date("month", names[match["month"]])
                day = f"{date('day', int(match['day']))} " if match["day"] else ""
                return self._keep(day + next(name for name, number in names.items() if number == month))

            text = written.sub(replace, text)
        else:
            text = DAY.sub(lambda m: self._keep(str(date("day", int(m[1])))), text)
            text = MONTH.sub(lambda m: self._keep(str(date("month", int(m[1])))), text)
        return YEAR.sub(lambda m: self._keep(str(date("year", int(m[0])))), text)


def _place(match: re.Match[str], places: dict[int, int]) -> str:
    number = int(match[1] or match[3] or match[4])
    new = places.get(number, number)
    if match[2] in ("st", "nd", "rd", "th"):
        return f"{new}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(new, 'th') }"
    if match[2]:
        return f"{new}{'er' if new == 1 else 'e'}"
    return str(new)


def _amount(language: str) -> re.Pattern[str]:
    scales = "|".join(sorted(SCALES[language], key=len, reverse=True))
    grouped = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+" if language in ("en", "fr") else r"\d{1,3}(?:,\d{3})+"
    number = rf"(?:{grouped}|\d+(?:[.,]\d+)?)"
    scaled = rf"(?P<number>{number}) ?(?P<scale>{scales})(?![A-Za-zé])(?:(?P<rest>\d+(?:,\d{{3}})*)(?P<small>{scales}))?"
    return re.compile(rf"(?<![\d.,])(?:{scaled}|(?P<plain>{grouped}))")


def _value(match: re.Match[str], language: str) -> float:
    if match["plain"]:
        return float(re.sub(r"\D", "", match["plain"]))
    digits = match["number"]
    if re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+", digits):
        number = float(re.sub(r"\D", "", digits))
    else:
        number = float(digits.replace(",", "."))
    total = number * SCALES[language][match["scale"]]
    if match["rest"]:
        total += float(match["rest"].replace(",", "")) * SCALES[language][match["small"]]
    return float(round(total))


def written(value: float, language: str, like: str = "") -> str:
    """A large number as a text of `language` writes it; `like` may end in B, as the sizes of models do."""
    if like.endswith("B"):
        return f"{value / 1e9:g}B"
    if value < LARGE:
        return f"{value:g}"
    if language in ("en", "fr"):
        text = _spaced(value, language)
        return text.replace(".", ",") if language == "fr" else text
    signs = {"zh-Hans": "兆亿万", "zh-Hant": "兆億萬", "ja": "兆億万"}[language]
    return _in_myriads(value, signs) if language == "ja" else _scaled(value, language, signs, like)


def _spaced(value: float, language: str) -> str:
    if value < 1e6:
        return f"{value:,.0f}".replace(",", "," if language == "en" else " ")
    if language == "en":
        scale, word = next((s, w) for s, w in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")) if value >= s)
        return f"{value / scale:g} {word}"
    scale, word = (1e9, "milliard") if value >= 1e9 else (1e6, "million")
    number = f"{value / scale:,g}".replace(",", " ") if value < 1e12 else f"{value / scale:,.0f}".replace(",", " ")
    return f"{number} {word}{'s' if value / scale >= PLURAL_FR else ''}"


def _scaled(value: float, language: str, signs: str, like: str) -> str:
    if value >= 1e12:
        tera = {"zh-Hans": "万亿", "zh-Hant": "萬億"}[language]
        return f"{value / 1e12:g}{tera if tera in like or language == 'zh-Hans' else signs[0]}"
    return f"{value / 1e8:g}{signs[1]}" if value >= 1e8 else f"{value / 1e4:g}{signs[2]}"


def _in_myriads(value: float, signs: str) -> str:
    parts, rest = [], int(value)
    for scale, sign in zip((10**12, 10**8, 10**4, 1), (*signs, ""), strict=True):
        count, rest = divmod(rest, scale)
        parts.append(f"{count}{sign}" if count else "")
    return "".join(parts)


def _shuffled(values: list[int], draw: random.Random) -> dict[int, int]:
    """A permutation that leaves nothing in its place."""
    while True:
        new = draw.sample(values, len(values))
        if all(a != b for a, b in zip(values, new, strict=True)):
            return dict(zip(values, new, strict=True))


@dataclass
class Writer:
    """Rewrites documents and data files."""

    knowledge: Knowledge
    renamer: Renamer
    figures: Figures
    languages: dict[str, str]
    _in_words: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Sentences that state a fact's figure in words alone, with the figure."""
        self._in_words = {
            evidence.quote: int(fact.number)
            for fact in self.knowledge.facts.facts
            for evidence in fact.evidence
            if fact.unit in ("count", "months", "years") and not re.search(rf"(?<!\d){fact.value}(?!\d)", evidence.quote)
        }

    def text(self, text: str, language: str) -> str:
        """A sentence, a title or the like, renamed and with new figures."""
        if text in self._in_words:
            figure = self._in_words[text]
            word = next(w for w, n in WORDS[language].items() if n == figure and w in text)
            text = text.replace(word, str(figure), 1)
        return self.renamer.apply(text, lambda gap: self.figures.text(gap, language))

    def documents(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*.md")):
            head, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
            header = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - strings only
            language = header["language"]
            parts, last = [], 0
            for start, end in split_sentences(body):
                parts += [body[last:start], self.text(body[start:end], language)]
                last = end
            changed = yaml.safe_dump(self._header(header), allow_unicode=True, sort_keys=False, width=10_000)
            path.write_text(f"{head}---\n{changed}---\n{''.join(parts)}{body[last:]}", encoding="utf-8")

    def _header(self, header: dict[str, Any]) -> dict[str, Any]:
        sources = [self._source(source) for source in header["sources"]]
        return header | {
            "title": self.text(header["title"], header["language"]),
            "edition": _edition(header["edition"]),
            "sources": sources,
        }

    def _source(self, source: dict[str, Any]) -> dict[str, Any]:
        absent = (None, "null", "", "~")
        return source | {
            "publisher": None if source["publisher"] in absent else self.text(source["publisher"], "en"),
            "title": self.text(source["title"], source["language"]),
            "url": None if source["url"] in absent else "https://example.org/",
            "published": None if source["published"] in absent else self.figures.date(source["published"]),
        }

    def data(self, loaded: Any, name: str) -> Any:  # noqa: ANN401 - what YAML holds
        """The content of a YAML file of the corpus, changed."""
        match name:
            case "entities":
                return [self._entity(entity) for entity in loaded]
            case "attributes":
                return [self._attribute(attribute) for attribute in loaded]
            case "editions":
                return [self._edition(edition) for edition in loaded]
            case "sources":
                return {key: self._source(s) | {"edition": _edition(s["edition"])} for key, s in loaded.items()}
            case _:
                return [self._fact(fact) for fact in loaded]

    def _entity(self, entity: dict[str, Any]) -> dict[str, Any]:
        def new(name: str) -> str:
            return self.renamer.names[compact(name).text]

        names = {language: new(name) for language, name in entity["names"].items()}
        return entity | {"names": names, "aliases": list(dict.fromkeys(new(a) for a in entity.get("aliases", ())))}

    def _attribute(self, attribute: dict[str, Any]) -> dict[str, Any]:
        rename = self.renamer.apply
        cues = {language: [rename(cue) for cue in cues] for language, cues in attribute["cues"].items()}
        localised = {key: {lang: rename(text) for lang, text in attribute[key].items()} for key in ("names", "sentence")}
        return attribute | {"cues": cues} | localised

    def _edition(self, edition: dict[str, Any]) -> dict[str, Any]:
        texts = {
            key: {language: self.text(text, language) for language, text in edition.get(key, {}).items()}
            for key in ("title", "index", "reason")
        }
        comparable = [_edition(other) for other in edition.get("comparable_with", ())]
        return edition | texts | {"id": _edition(edition["id"]), "comparable_with": comparable}

    def _fact(self, fact: dict[str, Any]) -> dict[str, Any]:
        changed = fact | {
            "id": _edition(fact["id"]),
            "value": self.figures.value(fact["value"], fact["unit"]),
            "edition": _edition(fact["edition"]),
            "evidence": [
                e | {"quote": self.text(e["quote"], self.languages[e["document_id"]])} for e in fact["evidence"]
            ],
        }
        if fact["unit"] == "text":
            changed["value"] = self.text(str(fact["value"]), "en")
        if fact.get("as_of"):
            changed["as_of"] = self.figures.date(str(fact["as_of"]))
        return {key: value for key, value in changed.items() if key != "note"}


def _edition(name: str) -> str:
    return YEAR.sub(lambda m: str(int(m[0]) + YEARS), name)


def figures_of(text: str, language: str) -> frozenset[float]:
    """Every figure that a text states, dates, places and addresses aside: read as the alteration reads it."""
    found: set[float] = set()

    def seen(value: float) -> float:
        found.add(float(value))
        return value

    _Marks(text, language, lambda value: int(seen(value)), seen)
    return frozenset(found)
