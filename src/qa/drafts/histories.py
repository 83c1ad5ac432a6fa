"""Histories: the figures of a model, a family or a lab through the editions, each scale on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from qa.citation.claim import Claim, Quote
from qa.drafts.answer import MOST_LINES, FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.knowledge.facts import Fact
from qa.knowledge.standings import DIGITS, Standing, episodes


class ScoreHistory(FigureAnswer):
    """All figures of the first entity and of what is part of it, in the order of time."""

    def compose(self) -> Draft | Abstention:
        """A section for each scale, or why there is no figure."""
        entity, editions = self.frame.entities[0], self.frame.editions
        below = sorted(self.knowledge.entities.descendants(entity))
        facts = self.knowledge.facts.find(self.attribute, (entity, *below), editions)
        facts = facts or self.figures.of(self.attribute, entity, editions)
        if not facts:
            return self.nothing(self.attribute, (entity,))
        standings = sorted(episodes(facts, self.knowledge.facts), key=self._moment)
        groups = self.figures.groups(self.attribute, editions)
        if self.knowledge.attributes[self.attribute].is_own:  # it means the same at all its times
            groups = (tuple(chain.from_iterable(groups)),)
        sections, shown = list(self._trends(standings, groups)), list[Fact]()
        for group in groups:
            held = [standing for standing in standings if standing.edition in group]
            lines = (self._line(standing, group) for standing in held[:MOST_LINES])
            sections.append(Section(tuple(filter(None, lines)), self._heading(group, len(held))))
            shown += [fact for standing in held[:MOST_LINES] for fact in standing.facts]
        draft = self.draft(tuple(s for s in sections if s.claims), shown)
        return replace(draft, text=self._apart(shown))

    def _apart(self, facts: Sequence[Fact]) -> str:
        """That scores on different scales do not say whether a thing got better or worse."""
        apart, words = self.figures.incomparable(facts), self.words
        subject = words.name(self.frame.entities[0])
        return words.text("history-apart", edition=words.editions(apart), subject=subject) if apart else ""

    def _trends(self, standings: Sequence[Standing], groups: Sequence[Sequence[str]]) -> Iterator[Section]:
        """From the first to the last of each scale; what is no score means the same at all times."""
        scaled = self.figures.is_scaled(standings[0].facts[0])
        scales = groups if scaled else [tuple(chain.from_iterable(groups))]
        for scale in scales:
            own = self._own([standing for standing in standings if standing.edition in scale])
            claim = self._trend(own[0], own[-1]) if len(own) > 1 else None
            if claim:
                yield Section((claim,))

    def _own(self, standings: Sequence[Standing]) -> list[Standing]:
        """The standings of the first entity, or, where it has none, of the only part of it that has any."""
        entity = self.frame.entities[0]
        own = [standing for standing in standings if standing.subject == entity] or list(standings)
        return own if len({standing.subject for standing in own}) == 1 else []

    def _trend(self, first: Standing, last: Standing) -> Claim | None:
        """Whether a figure rose or fell, and by how much; None where that depends on the source."""
        before, after, words = first.low, last.low, self.words
        proofs = [*self.proofs(first), *self.proofs(last)]
        since, until = self._when(first, last), self._when(last, first)
        if first.disputed or last.disputed or len(proofs) < 2 or not since or not until:
            return None
        change, unit = round(after - before, DIGITS), first.facts[0].unit
        margin = self.figures.margin(self.attribute, {first.edition, last.edition})
        message = "history-risen" if change > 0 else "history-fallen"
        text = words.text(
            "history-level" if abs(change) <= margin else message,
            subject=words.name(first.subject),
            attribute=words.attribute(self.attribute),
            amount=words.gap(abs(change), unit, min(before, after)),
            before=words.range(first),
            after=words.range(last),
            since=since,
            until=until,
        )
        facts, quotes = zip(*proofs, strict=True)
        return Claim(text, tuple(dict.fromkeys(quotes)), facts, (abs(change),))

    def _when(self, standing: Standing, other: Standing) -> str:
        """The edition of a standing; where the other is of the same, the time that its sentence states."""
        if standing.edition != other.edition:
            return self.words.edition(standing.edition)
        return next((text for text, _, _ in self._dated(standing)), "")

    def _heading(self, editions: Sequence[str], number: int) -> str:
        words, attribute = self.words, self.words.attribute(self.attribute)
        edition = words.editions(editions) + self.cut(number)
        return words.heading("history-edition", attribute=attribute, edition=edition)

    def _line(self, standing: Standing, editions: Sequence[str]) -> Claim | None:
        """A standing with the time that its sentences state, or its subject's release, cited as well."""
        dates = list(self._dated(standing)) or list(self._released(standing))
        times = [self.words.edition(standing.edition)] if len(editions) > 1 else []
        held = self.words.series(dict.fromkeys(text for text, _, _ in dates))
        when = self.words.details(filter(None, (*times, held)))
        claim = self.line(standing, "history-line" if when else "fact-short", when=when)
        if claim is None:
            return None
        facts = dict.fromkeys((*claim.facts, *(fact for _, fact, _ in dates)))
        quotes = dict.fromkeys((*claim.quotes, *(quote for _, _, quote in dates)))
        return replace(claim, quotes=tuple(quotes), facts=tuple(facts), when=when)

    def _dated(self, standing: Standing) -> Iterator[tuple[str, Fact, Quote]]:
        """When the values held, where the quotes say so."""
        for fact in sorted(standing.facts, key=lambda f: f.as_of or ""):
            quote = self.proof(fact)
            if quote and fact.as_of and self.is_stated(_as_date(fact), quote):
                yield self.words.date(fact.as_of), fact, quote

    def _released(self, standing: Standing) -> Iterator[tuple[str, Fact, Quote]]:
        """When the subject was released, if its sources agree on that."""
        fact = self._release(standing)
        quote = self.proof(fact) if fact else None
        if fact and quote and self.is_stated(fact, quote):
            yield self.words.text("history-released", date=self.words.date(str(fact.value))), fact, quote

    def _release(self, standing: Standing) -> Fact | None:
        """The release that all editions agree on, as the standing's own states it where it does."""
        release = self.knowledge.attribute_of("release")
        held = self.knowledge.facts.find(release, (standing.subject,)) if release else ()
        own = [fact for fact in held if fact.edition == standing.edition]
        return [*own, *held][0] if len({fact.value for fact in held}) == 1 else None

    def _moment(self, standing: Standing) -> tuple[str, float]:
        """What to order by: the time of the figure, of the release, or the end of the edition's quarter."""
        end = self.knowledge.editions.by_id[standing.edition].until
        as_of, release = [fact.as_of for fact in standing.facts if fact.as_of], self._release(standing)
        return min(as_of, default=str(release.value) if release else end), -standing.high


def _as_date(fact: Fact) -> Fact:
    """The time of a fact as if it were its value."""
    return fact.model_copy(update={"value": fact.as_of, "unit": "date"})
