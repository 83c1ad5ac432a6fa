"""What stands around the words of a title in a question: of what they are said, in any of many languages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from qa.language.detection import HAN, KANA
from qa.language.lexicon import lexicon
from qa.language.lexicon import plain as folded
from qa.language.wordlists import GOES_ON, WordFile, alternatives, plain
from qa.linking.titles import SHORT, WORD, Dates, Titled, Titles, is_light

QUOTED: Final = re.compile(r"[\"“«‹「『《〈„]\s*\Z"), re.compile(r"\s*[\"”»›」』》〉“]")
MARKS: Final = " \"'“”«»‹›「」『』《》〈〉"
CLAUSE: Final = re.compile(r"(?:\A|[,，、:：;；(（–—])\s*\Z"), re.compile(r"\s*(?:\Z|[,，、:：;；)）–—?？])")
PAUSE: Final = re.compile(r"[,，、:：;；.。?？!！()（）]")
WORD_BEFORE: Final = re.compile(r"\w+(?=[ -]*\Z)")
WORD_AFTER: Final = re.compile(r"(?<=[ -])\w+|\w+")
ARTICLE: Final = re.compile(rf"(?:(?<=\s)|\A)[^\W\d_]{{1,{SHORT}}}\s\Z")
UNSPACED: Final = re.compile(f"[{HAN.pattern[1:-1]}{KANA.pattern[1:-1]}]")

LONGEST_ASKING: Final = 6  # characters of "是什么时候"
INTRODUCING: Final = ("latest", "source_before", "saying_before", "place_before")
FOLLOWING: Final = ("source_after", "saying_after", "place_after", "topic_after")

Lists = tuple[tuple[str, ...], ...]


class AttributionWords(WordFile):
    """The content of attribution.yaml; see the comments there."""

    source_before: Lists
    source_after: Lists
    saying_before: Lists
    saying_after: Lists
    topic_after: Lists
    saying_last: Lists
    place_before: Lists
    place_after: Lists
    section_before: Lists
    section_after: Lists
    issued: Lists
    asked: Lists
    latest: Lists
    documents: Lists


class Around:
    """A question, and what it says around the words that something may be named by."""

    def __init__(self, text: str, language: str, dates: Dates) -> None:
        """Words at `dates`, where the question names dates and editions, belong to no name beside them."""
        self._text, self._dates = plain(text), dates
        words = (lexicon(tongue).function_words for tongue in dict.fromkeys((language, "en")))
        self._function = frozenset[str]().union(*words)

    @property
    def has_section(self) -> bool:
        """Whether there may be talk of a part of a document."""
        return any(_may_say(kind, self._text) for kind in ("section_before", "section_after"))

    def find(self, titles: Titles) -> tuple[Titled, ...]:
        return titles.find(self._text, self._is_light, self._dates)

    def _is_light(self, word: str) -> bool:
        return folded(word) in self._function

    def is_source(self, one: Titled) -> bool:
        """Whether the question names it as what it is to be answered from."""
        cued = self._before("source_before", one) or self._leads_to("source_after", one)
        return bool(cued) or self.is_saying(one)

    def is_saying(self, one: Titled) -> bool:
        """Whether all is asked for that it says of something: "what does the handbook say about tolls?"."""
        if self._before("saying_before", one) or self._leads_to("saying_after", one):
            return True
        after = self._text[one.end :]
        last = _may_say("saying_last", after) and _said("saying_last").search(after)
        return bool(last and self._leads_to("topic_after", one))

    def is_place(self, one: Titled) -> bool:
        """Whether it is named as a place, as documents are, and other things as well."""
        return bool(self._before("place_before", one) or self._leads_to("place_after", one))

    def is_section(self, one: Titled) -> bool:
        return bool(self._before("section_before", one) or self._leads_to("section_after", one))

    def is_issued(self, one: Titled) -> bool:
        """Whether nothing is asked of it but when it was published, or by whom."""
        rest = self._text
        for start, end in ((one.start, one.end), *self._dates()):
            rest = rest[:start] + " " * (end - start) + rest[end:]
        rest, issued = _said("issued").subn(" ", rest) if _may_say("issued", rest) else (rest, 0)
        return issued > 0 and all(map(self._is_asking, WORD.findall(_said("latest").sub(" ", rest))))

    def _is_asking(self, word: str) -> bool:
        """Whether a word is one with which it is asked when or who; in unspaced text, not much more."""
        if UNSPACED.match(word):
            return len(word) <= LONGEST_ASKING
        return self._is_light(word) or word.isdigit() or _said("asked").fullmatch(word) is not None

    def is_latest(self, one: Titled) -> bool:
        """Whether the latest of a series is named: "the latest annual report"."""
        return bool(self._before("latest", one))

    def is_quoted(self, one: Titled) -> bool:
        return self._is_between(QUOTED, one)

    def is_clause(self, one: Titled) -> bool:
        """Whether it stands by itself: "Harbour Digest: how many passengers?"."""
        return self._is_between(CLAUSE, one)

    def is_bounded(self, one: Titled) -> bool:
        """Whether no other word makes it the name of something else: "the annual fee"."""
        before, after = self._text[: one.start], self._text[one.end :]
        behind, ahead = WORD_BEFORE.search(before), WORD_AFTER.match(after.lstrip(" -"))
        cues = [cue for kind in INTRODUCING[1:] if (cue := self._before(kind, one))]
        # only of English words does one before another tell what that is: "laut Handbuch ersetzt"
        foreign = any(not _english().fullmatch(cue[0]) for cue in cues)
        leads = any(self._leads_to(kind, one) for kind in FOLLOWING)
        led = bool(cues) or self.is_latest(one)
        return (led or behind is None or self._is_free(behind[0], last=True)) and (
            foreign or leads or ahead is None or self._is_free(ahead[0], last=False)
        )

    def are_joined(self, one: Titled, other: Titled) -> bool:
        """Whether hardly a word stands between two names: "the FAQ or the rules"."""
        first, second = sorted((one, other), key=lambda each: each.start)
        return first.end < second.start and self._is_nothing(self._text[first.end : second.start])

    def extended(self, one: Titled) -> tuple[int, int]:
        """Where it stands, with what introduces it, and in unspaced text with what follows: によると."""
        start, end = one.start, one.end
        if self.is_quoted(one):
            start, end = start - 1, end + 1
        for kind in ("section_before", *INTRODUCING):  # "in the section on"
            introduced = self._before(kind, replace(one, start=start))
            start = introduced.start() if introduced else start
        for kind in ("section_after", *FOLLOWING):
            follows = self._leads_to(kind, replace(one, end=end))
            end += follows.end() if follows and UNSPACED.match(follows[0]) else 0
        article = ARTICLE.search(self._text, 0, start)
        return article.start() if article else start, end

    def _is_free(self, word: str, *, last: bool) -> bool:
        """Whether a word beside a name is none of it; in unspaced text, whether its end is, or beginning."""
        if not UNSPACED.match(word[-1] if last else word[0]):
            at = self._text.find(word)
            dated = any(start <= at < end for start, end in self._dates())
            return dated or is_light(word, self._is_light) or word.isdigit()
        joins = word.endswith if last else word.startswith
        return any(joins(each) for each in self._function if UNSPACED.match(each))

    def _before(self, kind: str, one: Titled) -> re.Match[str] | None:
        """The word of that kind that introduces a name."""
        before = self._text[: one.start]
        last = next(reversed(list(_said(kind).finditer(before))), None) if _may_say(kind, before) else None
        between = _said("latest").sub("", before[last.end() :]) if last else ""  # "in the latest report"
        return last if last and self._is_nothing(between) else None

    def _leads_to(self, kind: str, one: Titled) -> re.Match[str] | None:
        """The word of that kind that follows a name; its places count from the end of that."""
        after = self._text[one.end :]
        first = _said(kind).search(after) if _may_say(kind, after) else None
        return first if first and self._is_nothing(after[: first.start()]) else None

    def _is_nothing(self, between: str) -> bool:
        between = between.strip(MARKS)
        return not PAUSE.search(between) and is_light(between, self._is_light)

    def _is_between(self, marks: tuple[re.Pattern[str], re.Pattern[str]], one: Titled) -> bool:
        before, after = marks
        behind = self._text[: one.start]
        bare = ARTICLE.sub("", behind)
        return any(map(before.search, (behind, bare))) and after.match(self._text, one.end) is not None


def is_document_word(word: str) -> bool:
    """Whether a word is what documents are called."""
    return _said("documents").fullmatch(word) is not None


@cache
def _words() -> AttributionWords:
    return AttributionWords.beside(__file__, "attribution.yaml")


@cache
def _english() -> re.Pattern[str]:
    """The English words that introduce a title."""
    words = _words()
    return re.compile(alternatives((*words.source_before[0], *words.place_before[0])))


def speaks_of_documents(text: str) -> bool:
    """Whether there is talk of documents as such: "which documents do you have on dogs?"."""
    return _said("documents").search(plain(text)) is not None


def _may_say(kind: str, text: str) -> bool:
    """Whether `text` has the letters of a word of that kind: to compile them all takes long."""
    return any(word in text for word in _letters(kind))


@cache
def _letters(kind: str) -> tuple[str, ...]:
    lists: Lists = getattr(_words(), kind)
    return tuple(plain(word.rstrip(GOES_ON)) for each in lists for word in each)


@cache
def _said(kind: str) -> re.Pattern[str]:
    """Any word of that kind, in any language."""
    lists: Lists = getattr(_words(), kind)
    return re.compile(alternatives(word for each in lists for word in each))
