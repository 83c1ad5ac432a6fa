"""Another corpus of the same shape: by a seed, all names, kinds and attributes are others, and all figures.

What only knows the shipped names and numbers by heart cannot answer from it. Names are found in a text as the
engine finds them (longest first, at word limits) and replaced by invented ones of the same script; figures
are replaced between the names, one old value by one new value throughout: scores, counts and spans of time by
other whole numbers, money, users and sizes by others of the same magnitude, dates by other years, months and
days, places by other places. Facts get the new value of their old one, and a quote stays the sentence that it
was, so that `qa.fact_check` can judge the result. Ordinals in words ("second") and quarters stay.
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
from opencc import OpenCC

from index.corpus_files import load_documents
from index.sentences import split_sentences
from index.yamlfile import load_yaml
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import compact
from qa.linking.names import NameIndex
from tests.qa.altered_figures import Figures, edition_of, written

SYLLABLES: Final = [
    "bal",
    "dro",
    "fen",
    "gil",
    "hor",
    "jat",
    "kur",
    "lom",
    "mev",
    "nur",
    "pag",
    "rud",
    "sel",
    "tov",
    "vas",
    "wim",
    "zop",
    "bri",
    "cla",
    "dur",
]
KATAKANA: Final = "ゼギグデビブベボラリルレロマミメモガゴダドバ"
HAN: Final = (
    "岑崇岱岳巖峻嵩嵐嶽巍昊昱晁晏晟曦朔杞杭枚柯柏桓梓棠楠榆"
    "樟檀沐沛汾泗洙浦涪淇湛漳濮瀚灌炅焱熙璞瑾瑜璋甄畢祁禹穆竺"
)
WORDS: Final = {
    "en": {"two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "twelve": 12},
    "fr": {"deux": 2, "trois": 3, "cinq": 5, "sept": 7, "dix": 10, "douze": 12},
    "zh-Hans": {"二": 2, "两": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
    "zh-Hant": {"二": 2, "兩": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
    "ja": {"二": 2, "三": 3, "五": 5, "七": 7, "十二": 12},
}


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
        path.write_text(
            yaml.safe_dump(changed, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8"
        )
    return Alternate(folder, Knowledge.load(folder), old, renamer.names, figures)


def other_id(name: str) -> str:
    """The id of a kind of entity or an attribute in the altered corpus: code that knows it by heart fails."""
    return f"{name[::-1]}_"


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

        def keep(gap: str) -> str:
            found.append(gap)
            return gap

        self.apply(text, keep)
        return found

    def _new(self, written: str, entity: str) -> str:
        """The new name; for the opening words of a long name, which stand for it, a new one of their own."""
        key = compact(written).text
        if key not in self.names:
            number = self._numbers.setdefault(
                entity, f"-{self._draw.choice('KPVX')}{self._draw.randint(2, 9)}"
            )
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
            if fact.unit in ("count", "months", "years")
            and not re.search(rf"(?<!\d){fact.value}(?!\d)", evidence.quote)
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
            "edition": edition_of(header["edition"]),
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

    def data(self, loaded: Any, name: str) -> Any:
        """The content of a YAML file of the corpus, changed."""
        match name:
            case "kinds":
                return [kind | {"id": other_id(kind["id"])} for kind in loaded]
            case "entities":
                return [self._entity(entity) for entity in loaded]
            case "attributes":
                return [self._attribute(attribute) for attribute in loaded]
            case "editions":
                return [self._edition(edition) for edition in loaded]
            case "sources":
                return {
                    key: self._source(s) | {"edition": edition_of(s["edition"])} for key, s in loaded.items()
                }
            case _:
                return [self._fact(fact) for fact in loaded]

    def _entity(self, entity: dict[str, Any]) -> dict[str, Any]:
        def new(name: str) -> str:
            return self.renamer.names[compact(name).text]

        names = {language: new(name) for language, name in entity["names"].items()}
        return entity | {
            "kind": other_id(entity["kind"]),
            "names": names,
            "aliases": list(dict.fromkeys(new(a) for a in entity.get("aliases", ()))),
        }

    def _attribute(self, attribute: dict[str, Any]) -> dict[str, Any]:
        rename = self.renamer.apply
        localised = {
            key: {lang: rename(text) for lang, text in attribute[key].items()}
            for key in ("names", "sentence")
        }
        said = {
            "description": rename(attribute["description"]),
            "examples": [rename(example) for example in attribute["examples"]],
        }
        ids = {
            "id": other_id(attribute["id"]),
            "subjects": [other_id(kind) for kind in attribute["subjects"]],
            "default_for": [other_id(kind) for kind in attribute.get("default_for", ())],
        }
        return attribute | ids | said | localised

    def _edition(self, edition: dict[str, Any]) -> dict[str, Any]:
        texts = {
            key: {language: self.text(text, language) for language, text in edition.get(key, {}).items()}
            for key in ("title", "index", "reason")
        }
        comparable = [edition_of(other) for other in edition.get("comparable_with", ())]
        return edition | texts | {"id": edition_of(edition["id"]), "comparable_with": comparable}

    def _fact(self, fact: dict[str, Any]) -> dict[str, Any]:
        quotes = [
            e | {"quote": self.text(e["quote"], self.languages[e["document_id"]])} for e in fact["evidence"]
        ]
        changed = fact | {
            "id": edition_of(fact["id"]),
            "attribute": other_id(fact["attribute"]),
            "value": self.figures.value(fact["value"], fact["unit"]),
            "edition": edition_of(fact["edition"]),
            "evidence": quotes,
        }
        if fact["unit"] == "text":
            changed["value"] = self.text(str(fact["value"]), "en")
        if fact.get("as_of"):
            changed["as_of"] = self.figures.date(str(fact["as_of"]))
        return {key: value for key, value in changed.items() if key != "note"}
