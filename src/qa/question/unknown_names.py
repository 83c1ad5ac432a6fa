"""Names in a question that no document knows: GPT-5 beside GPT-4, a word in capitals, Latin amid Chinese."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from qa.knowledge.knowledge import Knowledge
from qa.language.compact import key_of
from qa.language.detection import HIRAGANA
from qa.language.lexicon import lexicon, plain
from qa.linking.names import Mention, NameIndex
from qa.question.attribute_words import AttributeWords
from qa.question.editions import is_edition
from qa.understanding.names import load_names

ALPHANUMERIC: Final = re.compile(
    r"(?<![A-Za-z0-9.])(?:[A-Za-z]+-?\d[A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*|\d+[A-Za-z][A-Za-z0-9-]*)"
)
CAPITALISED: Final = re.compile(r"(?<![.!?。？！:]\s)(?<!^)\b[A-Z][A-Za-z]{2,}\b")
NUMBERED: Final = re.compile(
    r"\s?(\d+(?:\.\d+)*)(?!\s?(?:分|点|點|ポイント|points?|pts|%|人|億|亿|万|萬|\d))"
)
LONGEST_FILLER: Final = 3  # letters of "lol" and "hh": so short a word in small letters names nothing
VERSION: Final = re.compile(r"([a-z]*)(-?)(\d[\d.]*[a-z]*)")
GENERATION: Final = re.compile(
    r"[ -]?(\d(?:\.\d+)?)(?![\w.,%]|\s?(?:points?|pts|%))|(\d(?:\.\d+)?)(?=[多得的是几幾は何と])"
)
SIZE: Final = re.compile(r"[ -](\d+(?:\.\d+)?)[bB](?![A-Za-z0-9])")
BILLION: Final = 1e9
SIZED: Final = re.compile(r"\s+\d+(?:\.\d+)?[A-Za-z](?![A-Za-z0-9])")
CONTINUED: Final = re.compile(r"[ -]([A-Za-zÀ-ÖØ-öø-ÿ]{2,})(?![A-Za-zÀ-ÖØ-öø-ÿ'’])")
WORD_AFTER: Final = re.compile(r"\s+([\w'’]+)")
LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]+")
REMEMBERED: Final = 32  # texts whose words were read: several things are asked of each
LIKELY: Final = 0.7  # from which a word is taken for a name however it is written
UNLIKELY: Final = 0.1  # and from which one that is written like a name
HALF: Final = 0.5  # from which a word is rather part of a name
OPENING: Final = re.compile(
    r"([\u30a1-\u30fc\u4e00-\u9fff]{2,12}?)(?:の|的|は|が|\d|在|今年|去年|第[一二三四1-4]|上半|下半)"
)
OWNING: Final = re.compile(r"['’]s?\Z")
YEAR: Final = re.compile(r"(?:19|20)\d\d")


class UnknownNames:
    """Finds what is written like a name and is none that the corpus knows."""

    def __init__(
        self,
        knowledge: Knowledge,
        names: NameIndex,
        words: AttributeWords,
        known_term: Callable[[str], bool],
    ) -> None:
        """`known_term` tells whether a folded word occurs in any document."""
        self._knowledge, self._kinds = knowledge, knowledge.entities.kinds
        self._names = names
        self._words = words
        self._known_term = known_term

    @cached_property
    def _likely(self) -> Callable[[str, str], dict[tuple[int, int], float]]:
        """How likely the words of a text are part of a name; it remembers the latest texts."""
        return lru_cache(maxsize=REMEMBERED)(load_names().likely)

    def absent(self, text: str, mentions: Sequence[Mention], language: str) -> list[tuple[int, int]]:
        """Names that no document knows: GPT-5 beside GPT-4, a word in capitals, Latin amid Chinese."""
        spans = [m.span() for m in ALPHANUMERIC.finditer(text) if self._is_absent(m[0], language)]
        spans += self._numbered_spans(text, mentions)
        spans += self._continued_spans(text, mentions, language)
        spans += self._named_spans(text, language)
        taken = [(m.start, m.end) for m in mentions]
        free = [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in taken)]
        wide = {_widen(span, mentions, text) for span in free}
        return sorted(s for s in wide if not any(s != o and o[0] <= s[0] and s[1] <= o[1] for o in wide))

    def _named_spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Unknown words that stand where a name does, with their neighbours: "the World Cup"."""
        likely = self._likely(text, language)
        latin = language in ("en", "fr")
        least = {
            span: UNLIKELY if self._is_written_as_name(text, span, latin=latin) else LIKELY for span in likely
        }
        spans: list[tuple[int, int]] = []
        for span, share in likely.items():
            start, end = span
            short = end - start <= LONGEST_FILLER and text[start:end].islower()
            if (
                short
                or HIRAGANA.fullmatch(text[start:end])
                or share < least[span]
                or not self._is_absent(text[start:end], language)
            ):
                continue
            if spans and text[spans[-1][1] : start].strip(" -") == "":
                start = spans.pop()[0]
            spans.append((start, end))
        return spans

    def likely(self, text: str, language: str) -> tuple[str, ...]:
        """What is rather a name than not, whether or not a document has it; of neighbours the whole.

        In Chinese and Japanese what a question opens with, up to a particle or a number.
        """
        spans: list[tuple[int, int]] = []
        for (start, end), share in self._likely(text, language).items():
            if share >= HALF:
                joined = spans and text[spans[-1][1] : start].strip(" -") == ""
                spans.append((spans.pop()[0] if joined else start, end))
        opening = OPENING.match(text)
        return (*(OWNING.sub("", text[a:b]) for a, b in spans), *([opening[1]] if opening else []))

    def may_name(self, text: str, mention: Mention, language: str) -> bool:
        """Whether what is written like a name, but not as it is spelt, may be one by where it stands."""
        likely = self._likely(text, language)
        return any(likely[span] >= UNLIKELY for span in likely if mention.start <= span[0] < mention.end)

    def _may_name(self, text: str, span: tuple[int, int], language: str) -> bool:
        """Whether the word at `span` may be part of a name, by where it stands."""
        return self._likely(text, language).get(span, 1.0) >= UNLIKELY

    @staticmethod
    def _is_written_as_name(text: str, span: tuple[int, int], *, latin: bool) -> bool:
        """Whether a word is written as names are: with a capital, or in Latin letters amid others."""
        pattern = CAPITALISED if latin else LATIN_WORD
        found = pattern.match(text, span[0])
        word = text[span[0] : span[1]]
        written = found is not None or "-" in word
        return written and (len(word) > LONGEST_FILLER or not word.islower())

    def proper(self, text: str, mentions: Sequence[Mention], language: str) -> tuple[str, ...]:
        """Capitalised words that name no entity, though a document may hold them."""
        return tuple(
            word[0]
            for word in CAPITALISED.finditer(text)
            if not any(m.start < word.end() and word.start() < m.end for m in mentions)
            and not self._is_question_word(plain(word[0]), language)
        )

    def _numbered_spans(self, text: str, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
        """A known name with a number that it never has: "Llama 4"."""
        spans = []
        for mention in mentions:
            kinds = {self._knowledge.entities[e].kind for e in mention.entities}
            found = (
                (SIZE.match(text, mention.end) or NUMBERED.match(text, mention.end))
                if kinds <= self._kinds.products
                else None
            )
            found = GENERATION.match(text, mention.end) if kinds <= self._kinds.makers else found
            if not found or YEAR.fullmatch(number := _digits(found)):
                continue
            sized = found.re is SIZE
            value = _value(number) * (BILLION if sized else 1)
            # "R1 89" is a score, and so may "R1 32" be
            scored = not sized and mention.text[-1].isdigit() and text[mention.end] == " "
            own = self._is_held_value(mention, value) or (
                sized and self._is_part(mention, found[0].strip(" -"))
            )
            if not scored and not own:
                spans.append((mention.start, found.end()))
        return spans

    def _continued_spans(
        self, text: str, mentions: Sequence[Mention], language: str
    ) -> list[tuple[int, int]]:
        """A known name that goes on in a word nobody knows: "Qwen2.5-VL", "gemini 2.5 flash"."""
        spans = []
        for mention in mentions:
            found = CONTINUED.match(text, mention.end)
            kinds = {self._knowledge.entities[e].kind for e in mention.entities}
            if not found or not kinds <= self._kinds.products:
                continue
            other = self._is_other_variant(mention, found[1])
            if other and text[mention.end] == "-":
                spans.append((mention.start, found.end()))
                continue
            if sized := SIZED.match(text, found.end()):  # "R1 distill 32B"
                spans.append((mention.start, sized.end()))
                continue
            word, following = plain(found[1]), WORD_AFTER.match(text, found.end())
            if following and not self._is_question_word(plain(following[1]), language):
                continue  # "did Qwen2.5-Max crack 80?": a verb, with what it acts on
            designates = other and key_of(word) in self._endings  # "o1 pro"
            if designates or (
                self._may_name(text, found.span(1), language) and not self.knows(word, language)
            ):
                spans.append((mention.start, found.end()))
        return spans

    def _is_other_variant(self, mention: Mention, suffix: str) -> bool:
        """Whether a suffix makes another model of a known one: "o3-pro", where Pro is part of other names."""
        return not self._is_part(mention, suffix) and self._names.holds(suffix)

    def _is_part(self, mention: Mention, word: str) -> bool:
        """Whether a word is part of a name of what is named, or of what belongs to it."""
        graph = self._knowledge.entities
        kin = {e for entity in mention.entities for e in (entity, *graph.descendants(entity))}
        names = (name for e in kin for name in graph[e].written)
        return any(key_of(word) == key_of(part) for name in names for part in re.split(r"[\s-]+", name))

    @cached_property
    def _endings(self) -> frozenset[str]:
        """The words that end the names of several models and so tell models apart: Pro, mini."""
        names = (
            entity.name("en") for entity in self._knowledge.entities if entity.kind in self._kinds.models
        )
        parts = (re.split(r"[\s-]+", name) for name in names)
        counted = Counter(key_of(part[-1]) for part in parts if len(part) > 1 and part[-1].isalpha())
        return frozenset(word for word, count in counted.items() if count > 1)

    def _is_held_value(self, mention: Mention, number: float) -> bool:
        """Whether the number is a figure of what is named, and so no version of it."""
        graph, store = self._knowledge.entities, self._knowledge.facts
        kin = {e for entity in mention.entities for e in (entity, *graph.descendants(entity))}
        return any(fact.value == number for entity in kin for fact in store.of(entity))

    def _is_absent(self, word: str, language: str) -> bool:
        folded = plain(word).rstrip(".")
        if re.fullmatch(r".*\ds", folded):
            folded = folded[:-1]  # H20s are several of the H20
        if is_edition(folded, language) or YEAR.fullmatch(folded) or self._names.holds(folded):
            return False
        if re.fullmatch(r"\d+(?:st|nd|rd|th|e|er|eme|nde|k|m|b|bn|md)", folded):
            return False
        versions = VERSION.findall(folded)
        if versions:
            return not all(
                self._is_known_version(letters, hyphen, rest, language) for letters, hyphen, rest in versions
            )
        return not self.knows(folded, language)

    def _is_known_version(self, letters: str, hyphen: str, rest: str, language: str) -> bool:
        """Whether letters with digits are a name, or stand so in a document: "GPT-5" is not GPT and a 5."""
        whole = letters + hyphen + rest
        if self._names.holds(whole) or (len(letters) > 1 and self._is_question_word(letters, language)):
            return True
        return not hyphen and self._known_term(whole)

    def knows(self, word: str, language: str) -> bool:
        """Whether plain `word` is a question word, one of an attribute's, or in the documents."""
        return self._known_term(word) or self._is_question_word(word, language)

    def _is_question_word(self, word: str, language: str) -> bool:
        tongues = dict.fromkeys((language, "en"))
        if any(word in lexicon(tongue).function_words for tongue in tongues):
            return True
        return self._words.knows(word) or any(lexicon(tongue).explains(word) for tongue in tongues)


def _value(number: str) -> float:
    """What digits are worth; nothing for those of a version: "3.1.2"."""
    return float(number) if number.count(".") < 2 else math.nan


def _digits(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)


def _widen(span: tuple[int, int], mentions: Sequence[Mention], text: str) -> tuple[int, int]:
    """An unknown name takes in the known one that it continues: "Kimi K2" is not Kimi."""
    start, end = span
    for mention in mentions:
        between = text[mention.end : start]
        if mention.end <= start and between.strip(" -") == "":
            start = min(start, mention.start)
    return start, end
