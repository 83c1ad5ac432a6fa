"""The questions in one message: each with what was said before it, without greetings and without orders.

A message is divided only where both sides are surely questions of their own; all else stays one question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.sentences import split_sentences
from qa.language.detection import detect
from qa.language.lexicon import Span, plain
from qa.question.instructions import without_orders
from qa.question.reader import Reader
from qa.question.reading import EXPLANATIONS, Reading
from qa.question.smalltalk import OF_AN_ANSWER, smalltalk

MOST: Final = 5  # questions that one message is answered for
LONGEST_JOINED: Final = 300  # characters of a sentence that is looked through for a second question
MOST_JOINTS: Final = 8  # places of a sentence that are tried
SHORT: Final = 200  # characters up to which a question with its preamble may be read as one
ITEM: Final = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,2}[.)、:：]|\(?[a-eA-E][.)])\s+(?=\S)")
NUMBER: Final = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)、]\s+(?=\S)")
UNSPACED: Final = re.compile(r"([?？])(?=[^\s?？!！)\]}）」』”’\"'，,。.])")
MARKED: Final = re.compile(r"(?<=[?？])\s+(?=\w)")  # a new sentence, whatever case it begins in
ENDED: Final = re.compile(r"[.?!。？！…:：]\W*$")
MOST_SENTENCES: Final = 40  # of a message that are looked at, and as many behind them that end in a mark
MOST_LINES: Final = 40  # of a message, of which each may be a question
MARK: Final = re.compile(r"[?？][\s)\]}）」』”’\"']*$")


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message; `context` is what was said before it without asking anything."""

    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The questions of a message, in order; `more` says that others were left out."""

    parts: tuple[Part, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    reading: Reading
    line: bool = False  # it has a line of its own

    @property
    def marked(self) -> bool:
        return MARK.search(self.text) is not None

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing by itself, as "right?" does."""
        r = self.reading
        asks = r.wants or r.stands_alone or r.leans or r.pick or r.asks("compare")
        return not (r.names_something or asks or r.content)

    @property
    def tag(self) -> bool:
        """Whether it only asks back after what was asked before, as "is that right?" does."""
        r = self.reading
        named = r.mentions or r.absent_names or r.proper or r.editions or r.absent_editions or r.quantities
        return not (named or r.wants or r.stands_alone or r.asks_anew or r.asks("compare", "reason"))

    @property
    def sure(self) -> bool:
        """Whether it is a question even without a mark: it names something and what is asked of it.

        Within a line it must have a question word as well: "R1几分。豆包有多少用户。"
        """
        asks = self.reading.wants or (self.line and self.reading.attributes)
        return self.marked or bool(asks and self.reading.named)

    @property
    def phrase(self) -> bool:
        """Whether it is but a name and what is asked of it: "R1 score"."""
        return self.sure and not self.reading.content and not self.reading.quantities


class Splitter:
    """Divides messages. Holds no state."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def split(self, text: str, language: str) -> Parts:
        """The questions in cleaned `text`, one at least; `language` is that of the whole."""
        items, before = _items(text)
        if items:
            several = (part for item in items[: MOST + 1] for part in self._parts(item, language))
            parts = [replace(part, context=part.context or before) for part in several]
        else:
            parts = self._parts(text, language)
        parts = [part for part in parts if part.text] or [Part(text)]
        return Parts(tuple(parts[:MOST]), len(parts) > MOST)

    def _parts(self, text: str, language: str) -> list[Part]:
        spoken = without_orders(text, (language, "en"))
        sentences = list(self._sentences(spoken, language))
        said = [s for i, s in enumerate(sentences) if not _is_talk(s.reading, first=i == 0)]
        if not said:
            return [Part(text)]
        questions = [part for part in self._gathered(said) if part.text]
        if len(questions) == 1:
            questions = [self._alone(questions[0], language)]
        return [p for question in questions[: MOST + 1] for p in self._unjoined(question, language)]

    def _read(self, text: str, language: str) -> _Sentence:
        return _Sentence(text, self._reader.read(text, detect(text, language)))

    def _sentences(self, text: str, language: str) -> Iterator[_Sentence]:
        """Sentences; a line that ends without a mark goes on in the next, unless it is surely a question."""
        lines = text.split("\n")
        if len(lines) > MOST_LINES:
            lines = [" ".join(lines)]
        open_line, left, marked = "", MOST_SENTENCES, MOST_SENTENCES
        for line in lines:
            *closed, last = _sentences(f"{open_line} {line}".strip()) or [""]
            for sentence in closed:
                if left > 0 or (marked > 0 and MARK.search(sentence)):
                    marked -= left <= 0
                    left -= 1
                    yield self._read(sentence, language)
            read = replace(self._read(last, language), line=not closed)
            if last and (ENDED.search(last) or read.sure):
                yield read
                last = ""
            open_line = last
        if open_line:
            yield self._read(open_line, language)

    def _gathered(self, sentences: Sequence[_Sentence]) -> list[Part]:
        """Questions with the statements before them; what follows the last question belongs to it."""
        parts: list[Part] = []
        waiting: list[str] = []
        marked = any(s.marked for s in sentences)
        for sentence in sentences:
            asks = sentence.marked or (sentence.phrase if marked else sentence.sure)
            alternative = sentence.reading.starts("followup", "alternative")
            if asks and parts and not waiting and (sentence.empty or alternative):
                parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {sentence.text}")
            elif asks and parts and not waiting and sentence.tag:
                continue  # what was asked before is answered with its proof
            elif asks and not sentence.empty:
                parts.append(Part(sentence.text, " ".join(waiting)))
                waiting = []
            else:
                waiting.append(sentence.text)
        rest = " ".join(waiting)
        if not parts:
            return [Part(rest)]
        if rest and len(rest) <= SHORT:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text} {rest}")
        return parts

    def _alone(self, part: Part, language: str) -> Part:
        """A single question: read with its preamble, unless it can do without, or points to it."""
        if not part.context:
            return part
        whole = f"{part.context} {part.text}"
        question, before = (self._read(text, language).reading for text in (part.text, part.context))
        stands = question.named or question.attributes or question.stands_alone or question.points_back
        about = bool(_entities(before)) and _entities(before) != _entities(question)
        return part if len(whole) > SHORT or (stands and about) else Part(whole)

    def _unjoined(self, part: Part, language: str) -> Iterator[Part]:
        """Two questions in one sentence, where each has a subject and a figure of its own."""
        place = self._joint(part.text, language)
        if place is None:
            yield part
            return
        first, second = part.text[: place[0]].rstrip(" ,，、;；"), part.text[place[1] :].lstrip()
        yield replace(part, text=first)
        yield from self._unjoined(Part(second), language)

    def _joint(self, text: str, language: str) -> Span | None:
        if len(text) > LONGEST_JOINED:
            return None
        whole, folded = self._read(text, language).reading, plain(text)
        two_things = len(whole.named) > 1 and not whole.lists
        worded = whole.has("operations", "compare") or whole.has("operations", "difference")
        compares = worded or whole.asks("compare", "difference")
        if not (two_things or whole.wants & EXPLANATIONS) or len(folded) != len(text):
            return None
        joints = sorted({s for words in whole.lexicons for s in words.spans("followup", "joining", folded)})
        for joint in joints[:MOST_JOINTS]:
            halves = (text[: joint.start], text[joint.end :])
            first, second = (self._read(half, language).reading for half in halves)
            clauses = not any(map(str.isalnum, text[joint.start : joint.end]))  # set apart by a comma
            two_figures = two_things and (clauses or not compares or _speak_for_themselves(first, second))
            if (two_figures and _differ(first, second)) or _explains_one(first, second):
                return joint
        return None


def _sentences(text: str) -> list[str]:
    spaced = UNSPACED.sub(r"\1 ", text)
    sentences = (spaced[start:end] for start, end in split_sentences(spaced))
    return [part for sentence in sentences for part in MARKED.split(sentence)]


def _is_talk(reading: Reading, *, first: bool) -> bool:
    """Whether a sentence is said to the bot; "R1 has 95 points. True?" doubts what stands before it."""
    talk = smalltalk(reading)
    return talk is not None and (first or talk not in OF_AN_ANSWER)


def _entities(reading: Reading) -> frozenset[str]:
    return frozenset(entity for mention in reading.named for entity in mention.entities)


def _differ(first: Reading, second: Reading) -> bool:
    """Whether both have a subject and a figure asked of it, and no subject and no figure in common."""
    subjects = [_entities(r) for r in (first, second)]
    if not all(subjects) or subjects[0] & subjects[1]:
        return False
    asked = [set(r.attributes[:1] if r.asks_anew else ()) for r in (first, second)]
    return all(asked) and not (asked[0] & asked[1])


def _speak_for_themselves(first: Reading, second: Reading) -> bool:
    """Whether each side of "and" says what it asks for: not "China and the US", whatever may be compared."""
    compares = any(r.asks("difference") or r.has("operations", "compare") for r in (first, second))
    return bool(first.said and second.said) and not compares


def _explains_one(first: Reading, second: Reading) -> bool:
    """Whether one asks for a figure and the other for its reason: "what did R1 score and why …?"."""
    asks = [r.asks_for_figure and not r.explains for r in (first, second)]
    content = bool(second.content or second.named)  # "and why?" goes on about the same
    return (asks[0] and second.explains and content) or (first.explains and bool(first.content) and asks[1])


def _items(text: str) -> tuple[list[str], str]:
    """The items of a list, on lines or numbered in one, and what stands before them; perhaps none."""
    lines = text.split("\n")
    places = [i for i, line in enumerate(lines) if ITEM.match(line)]
    if len(places) > 1:
        ends = [*places[1:], len(lines)]
        items = ["\n".join(lines[start:end]) for start, end in zip(places, ends, strict=True)]
        return [ITEM.sub("", item, count=1) for item in items], "\n".join(lines[: places[0]])
    found = list(NUMBER.finditer(text))
    if len(found) < 2 or [int(m[1]) for m in found] != list(range(1, len(found) + 1)):
        return [], ""
    ends = [*(m.start() for m in found[1:]), len(text)]
    return [text[m.end() : end] for m, end in zip(found, ends, strict=True)], text[: found[0].start()]
