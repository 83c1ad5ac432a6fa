"""Reading a question: names, editions, attributes, numbers and question words, before deciding what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Final

from qa.knowledge.editions import Editions
from qa.knowledge.knowledge import Knowledge
from qa.language.lexicon import Span, lexicon, plain
from qa.language.wordlists import plain as dated
from qa.linking.homophones import Homophones
from qa.linking.names import Mention, NameIndex, Taken
from qa.linking.titles import Dates
from qa.numbers.dates import spans as spans_of_dates
from qa.question.attribute_words import AttributeWords
from qa.question.attribution import NOWHERE, Attributions
from qa.question.editions import editions_in
from qa.question.exclusions import left_out
from qa.question.reading import Reading, blanked
from qa.question.unknown_names import UnknownNames
from qa.understanding.phrase import BLANK, Name, phrase
from qa.understanding.understander import Understander, Understood

REMEMBERED: Final = 128  # readings: a message is read whole, in its sentences, and as a question


class Reader:
    """Reads questions against what the corpus knows."""

    def __init__(
        self,
        knowledge: Knowledge,
        names: NameIndex,
        known_term: Callable[[str], bool],
        understander: Understander,
        attributions: Attributions | None = None,
        editions: Editions | None = None,
    ) -> None:
        """`known_term` says whether a folded word occurs in any document.

        `attributions` finds what documents a question is limited to; without it there is no such thing.
        `editions` are all that there are, those that documents alone belong to included.
        """
        self._knowledge, self._kinds = knowledge, knowledge.entities.kinds
        self._names, self._understander = names, understander
        self._words = AttributeWords(knowledge.attributes)
        self._homophones = Homophones(name for name, _ in names.proper)
        self._known_term = known_term
        self._attributions, self._editions = attributions, editions or knowledge.editions
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)
        self._unknown_names = UnknownNames(knowledge, names, self._words, known_term)

    def warm(self) -> None:
        """Load what only some questions need."""
        self._homophones.warm()

    def _read(self, text: str, language: str) -> Reading:
        """The signals of one question; `read` is the same and remembers the latest."""
        dates = cache(lambda: spans_of_dates(dated(text)))  # few questions need them
        said = self._attributions.read(text, language, dates) if self._attributions else NOWHERE
        bare = blanked(text, said.scope.spans)
        mentions = self._mentions(bare, language)
        words = lexicon(language)
        names = [(m.start, m.end) for m in mentions if not self._has_only(m, self._kinds.context)]
        masked = words.standard(plain(blanked(bare, names, BLANK)))
        editions, absent, spans = editions_in(masked, text, language, self._editions)
        absent_names = [
            s
            for s in self._unknown_names.absent(bare, mentions, language)
            if not _is_unit(text, s) and not any(a <= s[0] and s[1] <= b for a, b in dates())
        ]
        kept = tuple(m for m in mentions if not _swallowed(m, absent_names))
        without = left_out(kept, masked, words)
        return Reading(
            text=text,
            language=language,
            mentions=kept,
            editions=said.among(editions),
            absent_editions=said.among(absent),
            absent_names=tuple(text[a:b] for a, b in absent_names),
            proper=self._proper(bare, mentions, language, dates),
            likely_names=self._unknown_names.likely(bare, language),
            masked=masked,
            edition_spans=tuple(spans),
            named=tuple(m for m in kept if m not in without and not self._has_only(m, self._kinds.passing)),
            excluded=tuple(e for m in without for e in m.entities),
            known=self._known_term,
            words=self._words,
            read=self.read,
            understand=partial(
                self._understand, text, language, kept, (*spans, *map(Span._make, said.scope.spans))
            ),
            attribution=said,
        )

    def _proper(self, text: str, mentions: Sequence[Mention], language: str, dates: Dates) -> tuple[str, ...]:
        """The capitalised words that name no entity and no month."""
        found = self._unknown_names.proper(text, mentions, language)
        return found and self._unknown_names.proper(blanked(text, dates()), mentions, language)

    def _mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The names in `text`; in Chinese, where it holds none, those that it holds by their sound."""
        found = self._names.find(text)
        mentions = tuple(m for m in found if m.exact or self._unknown_names.may_name(text, m, language))
        if not language.startswith("zh") or any(not self._has_only(m, self._kinds.passing) for m in mentions):
            return mentions
        found = self._names.find(self._homophones.correct(text))
        return tuple(replace(m, text=text[m.start : m.end], exact=len(m.entities) > 1) for m in found)

    def _understand(
        self,
        text: str,
        language: str,
        mentions: Sequence[Mention],
        editions: Sequence[Span],
        picked: Sequence[Span],
    ) -> Understood:
        """What is asked; what stands at `picked` counts as names."""
        proper = [m for m in mentions if not self._has_only(m, self._kinds.passing)]
        names = [Name(m.start, m.end, self._has_only(m, self._kinds.collectives)) for m in proper]
        free = Taken.by(mentions, len(text)).is_free
        names += [Name(*span, edition=True) for span in editions if free(*span)]
        names += [Name(*span) for span in picked if free(*span)]
        return self._understander.read(phrase(text, language, sorted(names, key=lambda name: name.start)))

    def knows(self, word: str, language: str) -> bool:
        """Whether plain `word` is a question word, one of an attribute's, or in the documents."""
        return self._unknown_names.knows(word, language)

    def _has_only(self, mention: Mention, kinds: frozenset[str]) -> bool:
        return all(self._knowledge.entities[e].kind in kinds for e in mention.entities)


def _swallowed(mention: Mention, absent: Sequence[tuple[int, int]]) -> bool:
    return any(a <= mention.start and mention.end <= b for a, b in absent)


def _is_unit(text: str, span: tuple[int, int]) -> bool:
    """Whether what stands at `span` goes on a number: the B of 671B."""
    start, end = span
    return start > 0 and text[start - 1].isdigit() and text[start:end].isascii()
