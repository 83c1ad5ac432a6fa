"""Lists of figures: rankings, filters and counts, each edition on its own."""

from __future__ import annotations

from collections.abc import Sequence

from qa.draft import Abstention, Claim, Draft, Section
from qa.facts import Fact
from qa.figures import Ranking
from qa.frame import Frame, Operation
from qa.numbers import unsupported
from qa.stating import MOST_LINES, Stating


class Listings:
    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def rank(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        for edition in self._figures.editions(attribute, frame.editions):
            stated = self._figures.stated_order(frame, attribute, edition)
            ranking = self._figures.rank(frame, attribute, edition)
            section, facts = self._ranked(frame, ranking, stated)
            if section.claims:
                sections.append(section)
                shown += facts
        return (
            self._stating.draft(frame, tuple(sections), shown)
            if sections
            else self._stating.nothing(frame, attribute, ())
        )

    def _ranked(self, frame: Frame, ranking: Ranking, stated: Sequence[Fact]) -> tuple[Section, list[Fact]]:
        limit = frame.limit or MOST_LINES
        if frame.position:
            kept = self._figures.cut(ranking, lambda place: place == frame.position)
        elif frame.limit is None and frame.single:
            kept = self._figures.cut(ranking, lambda place: place == 1)
        else:
            kept = self._figures.cut(ranking, lambda place: place <= limit)
        if stated and len(stated) >= min(limit, len(kept.facts)):
            count = 1 if frame.single and frame.limit is None else max(1, len(kept.facts))
            order = tuple(stated[frame.position - 1 :][:1] if frame.position else stated[:count])
            own = Ranking(ranking.edition, order, tuple(range(1, len(order) + 1)))
            if frame.position:
                own = Ranking(ranking.edition, order, (frame.position,) * len(order))
            heading = self._wording.text(
                frame.language, "rank-stated", edition=self._wording.edition(ranking.edition, frame.language)
            )
            beside = [fact for fact in kept.facts if fact not in order]
            section = self._listing(frame, own, heading)
            return section, [*order, *beside]
        if len(kept.facts) == 1 and not frame.position:
            return Section(self._first(frame, kept.facts[0])), list(kept.facts)
        heading = self._heading(frame, f"rank-{frame.direction}", ranking.edition)
        return self._listing(frame, kept, heading), list(kept.facts)

    def _first(self, frame: Frame, fact: Fact) -> tuple[Claim, ...]:
        """The first or last of an order in a sentence of its own."""
        words, language = self._wording, frame.language
        quote = self._stating.proof(fact, language)
        if quote is None:
            return ()
        text = words.text(
            language,
            f"rank-one-{frame.direction}",
            subject=words.name(fact.subject, language),
            attribute=words.attribute(fact.attribute, language),
            value=words.fact_value(fact, language),
            edition=words.edition(fact.edition, language),
            scope=self._stating.scope(frame),
        )
        return (Claim(text, (quote,), (fact,)),)

    def filter(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        for edition in self._figures.editions(attribute, frame.editions):
            kept = self._figures.filtered(frame, attribute, edition)
            if not kept.facts:
                continue
            shown += kept.facts
            if frame.operation is Operation.COUNT:
                sections.append(Section((self._count(frame, kept),)))
                sections.append(self._listing(frame, kept, ""))
            else:
                heading = self._heading(frame, self._filter_message(frame), edition)
                sections.append(self._listing(frame, kept, heading))
        return (
            self._stating.draft(frame, tuple(sections), shown)
            if sections
            else self._stating.nothing(frame, attribute, ())
        )

    def _filter_message(self, frame: Frame) -> str:
        """The heading that names the bound, if the asker wrote it in digits that can be written again."""
        if frame.threshold is None:
            return "filter-all"
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = self._wording.value(_whole(frame.threshold.value), unit, frame.language)
        return "filter-all" if unsupported(bound, (frame.question,)) else f"filter-{frame.threshold.kind}"

    def _count(self, frame: Frame, ranking: Ranking) -> Claim:
        words, language = self._wording, frame.language
        quotes = [q for fact in ranking.facts if (q := self._stating.proof(fact, language))]
        size = len({fact.subject for fact in ranking.facts})
        edition = words.edition(ranking.edition, language)
        text = words.text(
            language, "count", number=str(size), edition=edition, scope=self._stating.scope(frame)
        )
        return Claim(text, tuple(quotes), ranking.facts, derived=(float(size),))

    def _heading(self, frame: Frame, message: str, edition: str) -> str:
        words, language = self._wording, frame.language
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = frame.threshold
        return words.text(
            language,
            message,
            attribute=words.attribute(frame.attributes[0], language),
            edition=words.edition(edition, language),
            scope=self._stating.scope(frame),
            value=words.value(_whole(bound.value), unit, language) if bound else "",
            upper=words.value(_whole(bound.upper), unit, language) if bound else "",
        )

    def _listing(self, frame: Frame, ranking: Ranking, heading: str) -> Section:
        claims = []
        for fact, place in zip(ranking.facts[:MOST_LINES], ranking.places, strict=False):
            quote = self._stating.proof(fact, frame.language)
            if quote:
                words = self._wording
                subject, value = (
                    words.name(fact.subject, frame.language),
                    words.fact_value(fact, frame.language),
                )
                text = words.text(frame.language, "fact-short", subject=subject, value=value)
                claims.append(Claim(text, (quote,), (fact,), label=f"{place}. "))
        return Section(tuple(claims), heading)


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
