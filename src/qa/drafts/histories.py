"""Histories: the figures of a model, a family or a lab through the editions, each scale on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from qa.citation.claim import Claim, Quote
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Stating
from qa.knowledge.facts import Fact
from qa.knowledge.standings import Standing, episodes
from qa.question.frame import Frame

RELEASE: Final = "release_date"
MONTHS: Final = 3  # of a quarter


class Histories:
    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def compose(self, frame: Frame) -> Draft | Abstention:
        """All figures of the first entity and of what is part of it, in the order of time."""
        attribute, entity = frame.attributes[0], frame.entities[0]
        facts = self._facts(attribute, entity, frame.editions)
        if not facts:
            return self._stating.nothing(frame, attribute, (entity,))
        standings = sorted(episodes(facts, self._knowledge.facts), key=self._moment)
        sections, shown = [], list[Fact]()
        for editions in self._figures.groups(attribute, frame.editions):
            lines = [standing for standing in standings if standing.edition in editions]
            claims = tuple(filter(None, (self._line(s, frame, editions) for s in lines[:MOST_LINES])))
            heading = self._heading(attribute, editions, frame.language, len(lines))
            sections.append(Section(claims, heading))
            shown += [fact for standing in lines[:MOST_LINES] for fact in standing.facts]
        return self._stating.draft(frame, tuple(s for s in sections if s.claims), shown)

    def _facts(self, attribute: str, entity: str, editions: Sequence[str]) -> tuple[Fact, ...]:
        below = sorted(self._knowledge.entities.descendants(entity))
        found = self._knowledge.facts.find(attribute, (entity, *below), editions)
        return found or self._figures.of(attribute, entity, editions)

    def _heading(self, attribute: str, editions: Sequence[str], language: str, number: int) -> str:
        words = self._wording
        name = words.attribute(attribute, language)
        edition = words.editions(editions, language) + self._stating.cut(number, language)
        return words.heading(language, "history-edition", attribute=name, edition=edition)

    def _line(self, standing: Standing, frame: Frame, editions: Sequence[str]) -> Claim | None:
        """A standing with the time that its sentences state, or its subject's release, cited as well."""
        words, language = self._wording, frame.language
        told = self._stating.told(standing, language)
        if told is None:
            return None
        proved = list(self._dated(standing, language)) or list(self._released(standing, language))
        times = [words.edition(standing.edition, language)] if len(editions) > 1 else []
        times += [text for text, _, _ in proved]
        when = words.text(language, "list-separator").join(dict.fromkeys(times))
        text = words.text(
            language,
            "history-line" if times else "fact-short",
            subject=words.name(standing.subject, language),
            value=told.value,
            when=when,
        )
        facts = dict.fromkeys((*told.facts, *(fact for _, fact, _ in proved)))
        quotes = dict.fromkeys((*told.quotes, *(quote for _, _, quote in proved)))
        return Claim(text, tuple(quotes), tuple(facts), when=when)

    def _dated(self, standing: Standing, language: str) -> Iterator[tuple[str, Fact, Quote]]:
        """When the values held, where the quotes say so."""
        for fact in sorted(standing.facts, key=lambda f: f.as_of or ""):
            quote = self._stating.proof(fact, language)
            if quote and fact.as_of and self._stating.states(_as_date(fact), quote):
                yield self._wording.date(fact.as_of, language), fact, quote

    def _released(self, standing: Standing, language: str) -> Iterator[tuple[str, Fact, Quote]]:
        """When the subject was released, if its sources agree on that."""
        fact = self._release(standing)
        quote = self._stating.proof(fact, language) if fact else None
        if fact and quote and self._stating.states(fact, quote):
            date = self._wording.date(str(fact.value), language)
            yield self._wording.text(language, "history-released", date=date), fact, quote

    def _release(self, standing: Standing) -> Fact | None:
        """The release that all editions agree on, as the standing's own states it where it does."""
        held = self._knowledge.facts.find(RELEASE, (standing.subject,))
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
