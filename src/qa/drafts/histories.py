"""Histories: the figures of a model, a family or a lab through the editions, each scale on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim, Quote
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Statements
from qa.knowledge.facts import Fact
from qa.knowledge.standings import Standing, episodes
from qa.question.frame import Frame
from qa.wording.wording import Words

MONTHS: Final = 3  # of a quarter


class Histories:
    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._knowledge, self._figures = statements.knowledge, statements.figures

    def compose(self, frame: Frame) -> Draft | Abstention:
        """All figures of the first entity and of what is part of it, in the order of time."""
        attribute, entity = frame.attributes[0], frame.entities[0]
        facts = self._facts(attribute, entity, frame.editions)
        if not facts:
            return self._statements.nothing(frame, attribute, (entity,))
        standings = sorted(episodes(facts, self._knowledge.facts), key=self._moment)
        words = self._statements.words(frame)
        sections, shown = [], list[Fact]()
        for editions in self._figures.groups(attribute, frame.editions):
            held = [standing for standing in standings if standing.edition in editions]
            lines = (self._line(standing, words, editions) for standing in held[:MOST_LINES])
            sections.append(
                Section(tuple(filter(None, lines)), self._heading(attribute, editions, words, len(held)))
            )
            shown += [fact for standing in held[:MOST_LINES] for fact in standing.facts]
        return self._statements.draft(frame, tuple(s for s in sections if s.claims), shown)

    def _facts(self, attribute: str, entity: str, editions: Sequence[str]) -> tuple[Fact, ...]:
        below = sorted(self._knowledge.entities.descendants(entity))
        found = self._knowledge.facts.find(attribute, (entity, *below), editions)
        return found or self._figures.of(attribute, entity, editions)

    def _heading(self, attribute: str, editions: Sequence[str], words: Words, number: int) -> str:
        edition = words.editions(editions) + self._statements.cut(number, words)
        return words.heading("history-edition", attribute=words.attribute(attribute), edition=edition)

    def _line(self, standing: Standing, words: Words, editions: Sequence[str]) -> Claim | None:
        """A standing with the time that its sentences state, or its subject's release, cited as well."""
        dates = list(self._dated(standing, words)) or list(self._released(standing, words))
        times = [words.edition(standing.edition)] if len(editions) > 1 else []
        when = words.series(dict.fromkeys((*times, *(text for text, _, _ in dates))))
        claim = self._statements.line(standing, words, "history-line" if when else "fact-short", when=when)
        if claim is None:
            return None
        facts = dict.fromkeys((*claim.facts, *(fact for _, fact, _ in dates)))
        quotes = dict.fromkeys((*claim.quotes, *(quote for _, _, quote in dates)))
        return replace(claim, quotes=tuple(quotes), facts=tuple(facts), when=when)

    def _dated(self, standing: Standing, words: Words) -> Iterator[tuple[str, Fact, Quote]]:
        """When the values held, where the quotes say so."""
        for fact in sorted(standing.facts, key=lambda f: f.as_of or ""):
            quote = self._statements.proof(fact, words.language)
            if quote and fact.as_of and self._statements.is_stated(_as_date(fact), quote):
                yield words.date(fact.as_of), fact, quote

    def _released(self, standing: Standing, words: Words) -> Iterator[tuple[str, Fact, Quote]]:
        """When the subject was released, if its sources agree on that."""
        fact = self._release(standing)
        quote = self._statements.proof(fact, words.language) if fact else None
        if fact and quote and self._statements.is_stated(fact, quote):
            yield words.text("history-released", date=words.date(str(fact.value))), fact, quote

    def _release(self, standing: Standing) -> Fact | None:
        """The release that all editions agree on, as the standing's own states it where it does."""
        release = self._knowledge.attribute_of("release")
        held = self._knowledge.facts.find(release, (standing.subject,)) if release else ()
        own = [fact for fact in held if fact.edition == standing.edition]
        return [*own, *held][0] if len({fact.value for fact in held}) == 1 else None

    def _moment(self, standing: Standing) -> tuple[str, float]:
        """What to order by: the time of the figure, of the release, or the end of the edition's quarter."""
        edition = self._knowledge.editions.by_id[standing.edition]
        year, quarter = edition.period or (0, 0)
        end = f"{year}-{quarter * MONTHS:02}" if edition.period else edition.published or ""
        as_of, release = [fact.as_of for fact in standing.facts if fact.as_of], self._release(standing)
        return min(as_of, default=str(release.value) if release else end), -standing.high


def _as_date(fact: Fact) -> Fact:
    """The time of a fact as if it were its value."""
    return fact.model_copy(update={"value": fact.as_of, "unit": "date"})
