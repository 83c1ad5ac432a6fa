"""Reading a question: names, editions, attributes, numbers and question words, before deciding what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from qa.cues import AttributeCues, CueMatch
from qa.frame import Threshold
from qa.homophones import Homophones
from qa.knowledge import Knowledge
from qa.language import HAN, KANA
from qa.lexicon import Lexicon, Span, lexicon, plain
from qa.names import Mention, NameIndex, key_of
from qa.periods import editions_in, is_edition, is_left_out

BLANK: Final = "\ue000"  # stands for a name that was found: no pattern matches it
# Kinds that are named in passing: they say what a question is about, not whose figure it asks for.
PASSING_KINDS: Final = frozenset({"index", "benchmark", "technique", "organisation"})
NAMED_KINDS: Final = frozenset({"model", "family", "application", "lab", "company"})
CONTEXT_KINDS: Final = frozenset({"index", "benchmark", "technique", "publisher", "organisation", "rule"})
ALPHANUMERIC: Final = re.compile(
    r"(?<![A-Za-z0-9.])(?:[A-Za-z]+-?\d[A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*|\d+[A-Za-z][A-Za-z0-9-]*)"
)
CAPITALISED: Final = re.compile(r"(?<![.!?。？！:]\s)(?<!^)\b[A-Z][A-Za-z]{2,}\b")
LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]+")
NUMBERED: Final = re.compile(
    r"\s?(\d+(?:\.\d+)*)(?!\s?(?:分|点|點|ポイント|points?|pts|%|人|億|亿|万|萬|\d))"
)
LONGEST_FILLER: Final = 3  # letters of "lol" and "hh": so short a word in small letters names nothing
VERSION: Final = re.compile(r"([a-z]*)(-?)(\d[\d.]*[a-z]*)")
CONTINUED: Final = re.compile(r"[ -]([A-Za-z]{2,})(?![A-Za-z'’])")
SHORTEST_MISSPELT: Final = 4  # letters of a word that may be misspelt
WORD_AFTER: Final = re.compile(r"\s+([\w'’]+)")
YEAR_ALONE: Final = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,%])")
YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Reading:
    """The raw signals of one question."""

    text: str
    language: str
    mentions: tuple[Mention, ...]
    cues: tuple[CueMatch, ...]
    editions: tuple[str, ...]
    absent_editions: tuple[str, ...]
    absent_names: tuple[str, ...]
    proper: tuple[str, ...]
    masked: str
    edition_spans: tuple[Span, ...]
    named: tuple[Mention, ...]
    excluded: tuple[str, ...]
    known: Callable[[str], bool]

    @cached_property
    def points_back(self) -> bool:
        """Whether a pronoun or the like stands for what was said before."""
        return self.has("followup", "thing") or self.has("followup", "person")

    @property
    def leans(self) -> bool:
        """Whether the question goes on from the one before: "and Kimi?"."""
        return self.points_back or self.has("followup", "opening") or self.has("followup", "ending")

    @cached_property
    def lists(self) -> bool:
        """Whether an order is asked for: the best, the worst, a ranking, the first places."""
        ordered = any(self.has("operations", name) for name in ("top", "bottom", "ranking"))
        return ordered or any(self.place(name) for name in ("limit", "limit_low", "position", "next"))

    @property
    def stands_alone(self) -> bool:
        """Whether a question without a name asks about all there is."""
        return self.lists or self.threshold is not None or self.has("operations", "count")

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The content words that no document holds."""
        return tuple(word for word in self.content if not self.known(word))

    @property
    def years(self) -> tuple[str, ...]:
        """The years that are named."""
        return tuple(dict.fromkeys(YEAR_ALONE.findall(self.masked)))

    @property
    def stranger(self) -> str | None:
        """The unknown word that a Chinese or Japanese question begins with: 苹果的市值 asks of 苹果."""
        opening = self.masked.lstrip()
        found = next((word for word in self.unknown if opening.startswith(word)), None)
        return found if found and not found.isascii() else None

    def first(self, group: str, name: str) -> int | None:
        """Where an entry of `group`/`name` first occurs."""
        spans = [span for words in self.lexicons for span in words.spans(group, name, self.masked)]
        return min((span.start for span in spans), default=None)

    @cached_property
    def lexicons(self) -> tuple[Lexicon, ...]:
        """The asker's language first, then English, whose words turn up in all others."""
        return tuple(dict.fromkeys((lexicon(self.language), lexicon("en"))))

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(cue.attribute for cue in self.cues)

    def has(self, group: str, name: str) -> bool:
        return any(words.has(group, name, self.masked) for words in self.lexicons)

    @cached_property
    def wants(self) -> frozenset[str]:
        kinds = ("date", "person", "reason", "manner", "place", "number")
        return frozenset(kind for kind in kinds if self.has("types", kind))

    @cached_property
    def threshold(self) -> Threshold | None:
        for words in self.lexicons:
            for kind in ("between", "at_least", "at_most", "above", "below"):
                for _, values in words.compared(kind, self.masked):
                    return Threshold(kind, values[0], values[-1])
        return None

    def place(self, name: str) -> int | None:
        """The number of "top 3" (limit, limit_low) or of "second" (position)."""
        for words in self.lexicons:
            for _, number in words.places(name, self.masked):
                if 0 < number <= 100:
                    return number
        return None

    @cached_property
    def quantities(self) -> tuple[float, ...]:
        return tuple(q.value for q in self.lexicons[0].quantities(self.masked))

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Words that are neither names nor question words: what a quote would have to speak of."""
        text = self.masked
        for group, name in _EXPLAINED:
            for words in self.lexicons:
                for span in words.spans(group, name, text):
                    text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
        for span in (*self.edition_spans, *(s for cue in self.cues for s in cue.spans)):
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
        function = frozenset().union(*(words.function_words for words in self.lexicons))
        latin = [w for w in re.findall(r"[a-z]+(?:'[a-z]+)?", text) if w not in function and len(w) > 1]
        return (*latin, *_east_asian_content(text, function))


_EXPLAINED: Final = (
    *(
        ("operations", name)
        for name in ("top", "bottom", "ranking", "compare", "difference", "count", "overview", "list")
    ),
    *(("types", name) for name in ("date", "person", "place", "number", "reason", "manner")),
    *(("followup", name) for name in ("opening", "ending", "thing", "person")),
)


def _east_asian_content(text: str, function: frozenset[str]) -> tuple[str, ...]:
    runs = re.findall(f"[{HAN.pattern[1:-1]}{KANA.pattern[1:-1]}]+", text)
    found = []
    for run in runs:
        rest = run
        for word in sorted(function, key=len, reverse=True):
            if word and not word.isascii():
                rest = rest.replace(word, " ")
        found += [part for part in rest.split() if len(part) > 1]
    return tuple(found)


class Reader:
    """Reads questions against what the corpus knows."""

    def __init__(self, knowledge: Knowledge, names: NameIndex, known_term: Callable[[str], bool]) -> None:
        """`known_term` tells whether a folded word occurs in any document."""
        self._knowledge = knowledge
        self._names = names
        self._cues = AttributeCues(knowledge.attributes)
        self._homophones = Homophones(
            name for entity in knowledge.entities for name in entity.written if entity.kind in NAMED_KINDS
        )
        self._known_term = known_term

    def read(self, text: str, language: str) -> Reading:
        mentions = self._mentions(text, language)
        words = lexicon(language)
        masked = words.standard(
            plain(_mask(text, [m for m in mentions if not self._has_only(m, CONTEXT_KINDS)]))
        )
        editions, absent, spans = editions_in(masked, language, self._knowledge.editions)
        absent_names = self._absent_names(text, mentions, language)
        kept = tuple(m for m in mentions if not _swallowed(m, absent_names))
        left_out = [m for m in kept if is_left_out(words, masked, Span(m.start, m.end))]
        return Reading(
            text=text,
            language=language,
            mentions=kept,
            cues=self._find_cues(words.standard(plain(text)), mentions, language),
            editions=editions,
            absent_editions=absent,
            absent_names=tuple(text[a:b] for a, b in absent_names),
            proper=self._proper(text, mentions, language),
            masked=masked,
            edition_spans=tuple(spans),
            named=tuple(m for m in kept if m not in left_out and not self._has_only(m, PASSING_KINDS)),
            excluded=tuple(e for m in left_out for e in m.entities),
            known=self._known_term,
        )

    def _mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The names in `text`; in Chinese, where it holds none, those that it holds by their sound."""
        mentions = self._names.find(text)
        if not language.startswith("zh") or any(not self._has_only(m, PASSING_KINDS) for m in mentions):
            return mentions
        found = self._names.find(self._homophones.correct(text))
        return tuple(replace(m, text=text[m.start : m.end], exact=len(m.entities) > 1) for m in found)

    def _find_cues(self, text: str, mentions: Sequence[Mention], language: str) -> tuple[CueMatch, ...]:
        """The attributes asked for; where none is and something is named, those that a typing error hides."""
        found = self._cues.find(text, language)
        if found or not any(self._has_only(mention, NAMED_KINDS) for mention in mentions):
            return found
        return self._cues.find(self._spelt(text, mentions, language), language)

    def _spelt(self, text: str, mentions: Sequence[Mention], language: str) -> str:
        """Plain `text` with misspelt words of cues spelt right, where that leaves every word in its place."""
        for word in reversed(list(LATIN_WORD.finditer(text))):
            known = word.end() - word.start() < SHORTEST_MISSPELT or self.knows(word[0], language)
            if known or any(m.start < word.end() and word.start() < m.end for m in mentions):
                continue
            right = self._cues.spelt(word[0], language)
            if right and len(right) == len(word[0]):
                text = text[: word.start()] + right + text[word.end() :]
        return text

    def _has_only(self, mention: Mention, kinds: frozenset[str]) -> bool:
        return all(self._knowledge.entities[e].kind in kinds for e in mention.entities)

    def _absent_names(self, text: str, mentions: Sequence[Mention], language: str) -> list[tuple[int, int]]:
        """Names that no document knows: GPT-5 beside GPT-4, a word in capitals, Latin amid Chinese."""
        spans = [m.span() for m in ALPHANUMERIC.finditer(text) if self._is_absent(m[0], language)]
        spans += self._numbered_spans(text, mentions)
        spans += self._continued_spans(text, mentions, language)
        pattern = LATIN_WORD if language in ("ja", "zh-Hans", "zh-Hant") else CAPITALISED
        spans += [
            m.span()
            for m in pattern.finditer(text)
            if (m.end() - m.start() > LONGEST_FILLER or not m[0].islower())
            and self._is_absent(m[0], language)
        ]
        taken = [(m.start, m.end) for m in mentions]
        free = [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in taken)]
        wide = {_widen(span, mentions, text) for span in free}
        return sorted(s for s in wide if not any(s != o and o[0] <= s[0] and s[1] <= o[1] for o in wide))

    def _proper(self, text: str, mentions: Sequence[Mention], language: str) -> tuple[str, ...]:
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
            found = NUMBERED.match(text, mention.end)
            kinds = {self._knowledge.entities[e].kind for e in mention.entities}
            if not found or YEAR.fullmatch(found[1]) or not kinds <= {"model", "family", "application"}:
                continue
            versioned = mention.text[-1].isdigit() and text[mention.end] == " "  # "R1 89" is a score
            if not versioned and not self._is_held_value(mention, float(found[1])):
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
            if not found or not kinds <= {"model", "family", "application"}:
                continue
            if text[mention.end] == "-" and self._is_other_variant(mention, found[1]):
                spans.append((mention.start, found.end()))
                continue
            word, following = plain(found[1]), WORD_AFTER.match(text, found.end())
            if following and not self._is_question_word(plain(following[1]), language):
                continue  # "did Qwen2.5-Max crack 80?": a verb, with what it acts on
            if not self.knows(word, language) and not self._cues.resembles(word, language):
                spans.append((mention.start, found.end()))
        return spans

    def _is_other_variant(self, mention: Mention, suffix: str) -> bool:
        """Whether a suffix makes another model of a known one: "o3-pro", where Pro is part of other names."""
        graph = self._knowledge.entities
        kin = {e for entity in mention.entities for e in (entity, *graph.descendants(entity))}
        own = {key_of(part) for e in kin for name in graph[e].written for part in re.split(r"[\s-]+", name)}
        return key_of(suffix) not in own and self._names.holds(suffix)

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
        """Whether plain `word` is a question word, part of a cue, or in the documents."""
        return self._known_term(word) or self._is_question_word(word, language)

    def _is_question_word(self, word: str, language: str) -> bool:
        tongues = dict.fromkeys((language, "en"))
        if any(word in lexicon(tongue).function_words for tongue in tongues):
            return True
        return self._cues.knows(word, language) or any(lexicon(tongue).explains(word) for tongue in tongues)


def _widen(span: tuple[int, int], mentions: Sequence[Mention], text: str) -> tuple[int, int]:
    """An unknown name takes in the known one that it continues: "Kimi K2" is not Kimi."""
    start, end = span
    for mention in mentions:
        between = text[mention.end : start]
        if mention.end <= start and between.strip(" -") == "":
            start = min(start, mention.start)
    return start, end


def _swallowed(mention: Mention, absent: Sequence[tuple[int, int]]) -> bool:
    return any(a <= mention.start and mention.end <= b for a, b in absent)


def _mask(text: str, mentions: Sequence[Mention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + BLANK * (mention.end - mention.start) + text[mention.end :]
    return text
