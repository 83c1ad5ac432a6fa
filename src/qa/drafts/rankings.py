"""Lists of figures: rankings, filters and counts, each scale on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Stating
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.standings import Line, Standing
from qa.numbers.values import unsupported
from qa.question.frame import Frame, Operation


class Listings:
    def __init__(self, stating: Stating) -> None:
        self._stating = stating
        self._knowledge, self._figures, self._wording = stating.knowledge, stating.figures, stating.wording

    def rank(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        for editions in self._figures.groups(attribute, frame.editions):
            ranking = self._figures.rank(frame, attribute, editions)
            section, facts = self._ranked(frame, ranking, self._stated(frame, attribute, editions))
            if section.claims:
                sections.append(section)
                shown += facts
        return (
            self._stating.draft(frame, tuple(sections), shown)
            if sections
            else self._stating.nothing(frame, attribute, ())
        )

    def _stated(self, frame: Frame, attribute: str, editions: Sequence[str]) -> tuple[Standing, ...]:
        """The order that the sources state, which is that of one edition."""
        stated = len(editions) == 1 and not frame.by_figures
        return self._figures.stated_order(frame, attribute, editions[0]) if stated else ()

    def _ranked(
        self, frame: Frame, ranking: Ranking, stated: Sequence[Standing]
    ) -> tuple[Section, list[Fact]]:
        limit, place = frame.limit or len(ranking.lines), _place(frame, ranking)
        kept = self._figures.cut(ranking, lambda line: _is_wanted(line, frame, limit, place))
        if stated and len(stated) >= min(limit, len(kept.lines)):
            own = Ranking(ranking.editions, _as_stated(frame, stated, len(kept.lines)))
            heading = self._wording.text(
                frame.language, "rank-stated", edition=self._editions(ranking, frame.language)
            )
            beside = [fact for fact in _shown(kept).facts if fact not in own.facts]
            return self._listing(frame, own, heading), [*own.facts, *beside]
        if len(kept.lines) == 1 and not frame.position and not frame.by_figures:
            return Section(self._first(frame, kept.lines[0])), list(kept.facts)
        heading = self._heading(frame, f"rank-{frame.direction}", kept)
        return self._listing(frame, kept, heading), list(_shown(kept).facts)

    def _first(self, frame: Frame, line: Line) -> tuple[Claim, ...]:
        """The first or last of an order in a sentence of its own."""
        words, language, standing = self._wording, frame.language, line.standing
        told = self._stating.told(standing, language)
        if told is None:
            return ()
        text = words.text(
            language,
            f"rank-one-{frame.direction}",
            subject=words.name(standing.subject, language),
            attribute=words.attribute(frame.attributes[0], language),
            value=told.value,
            edition=words.edition(standing.edition, language),
            scope=self._stating.scope(frame),
        )
        return (Claim(text, told.quotes, told.facts, place=line.place),)

    def filter(self, frame: Frame) -> Draft | Abstention:
        attribute = frame.attributes[0]
        sections: list[Section] = []
        shown: list[Fact] = []
        empty: list[str] = []
        for editions in self._figures.groups(attribute, frame.editions):
            kept = _numbered(self._figures.filtered(frame, attribute, editions))
            if not kept.lines:
                empty += editions
                continue
            shown += _shown(kept).facts
            if frame.operation is Operation.COUNT:
                sections.append(Section((self._count(frame, kept),)))
                sections.append(self._listing(frame, kept, ""))
            else:
                heading = self._heading(frame, self._filter_message(frame), kept)
                sections.append(self._listing(frame, kept, heading))
        if not sections:
            return self._stating.nothing(frame, attribute, ())
        draft = self._stating.draft(frame, tuple(sections), shown)
        return replace(draft, closing=self._none(frame, empty)) if empty and frame.threshold else draft

    def _none(self, frame: Frame, editions: Sequence[str]) -> str:
        """That nothing in `editions` fits: who asks of all of them is told of each."""
        words, language = self._wording, frame.language
        named = words.attribute(frame.attributes[0], language)
        return words.text(
            language,
            "abstain-none",
            attribute=named,
            edition=words.editions(editions, language),
            scope=self._stating.scope(frame),
        )

    def _filter_message(self, frame: Frame) -> str:
        """The heading that names the bound, if the asker wrote it in digits that can be written again."""
        if frame.threshold is None:
            return "filter-all"
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = self._wording.value(_whole(frame.threshold.value), unit, frame.language)
        return "filter-all" if unsupported(bound, (frame.question,)) else f"filter-{frame.threshold.kind}"

    def _count(self, frame: Frame, ranking: Ranking) -> Claim:
        """How many there are; where it depends on the source, how many at least and at most."""
        words, language, bound = self._wording, frame.language, frame.threshold
        told = [told for line in ranking.lines if (told := self._stating.told(line.standing, language))]
        quotes = tuple(dict.fromkeys(quote for one in told for quote in one.quotes))
        most = len(ranking.lines)
        least = sum(
            bound is None or all(bound.admits(fact.number) for fact in line.standing.sides)
            for line in ranking.lines
        )
        text = words.text(
            language,
            "count" if least == most else "count-disputed",
            number=str(most),
            least=str(least),
            edition=self._editions(ranking, language),
            scope=self._stating.scope(frame),
        )
        return Claim(text, quotes, ranking.facts, derived=(float(least), float(most)))

    def _editions(self, ranking: Ranking, language: str) -> str:
        held = {line.standing.edition for line in ranking.lines} or set(ranking.editions)
        return self._wording.editions(held, language)

    def _heading(self, frame: Frame, message: str, ranking: Ranking) -> str:
        words, language = self._wording, frame.language
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = frame.threshold
        return words.heading(
            language,
            message,
            attribute=words.attribute(frame.attributes[0], language),
            edition=self._editions(ranking, language),
            scope=self._stating.scope(frame) + self._remarks(ranking, language),
            value=words.value(_whole(bound.value), unit, language) if bound else "",
            upper=words.value(_whole(bound.upper), unit, language) if bound else "",
        )

    def _remarks(self, ranking: Ranking, language: str) -> str:
        """That the margin makes places shared, and that a list goes on."""
        words = self._wording
        amount = words.value(_whole(ranking.margin), "count", language)
        shared = words.text(language, "rank-margin", margin=amount) if ranking.margin else ""
        return shared + self._stating.cut(len(ranking.lines), language)

    def _listing(self, frame: Frame, ranking: Ranking, heading: str) -> Section:
        dated = len({line.standing.edition for line in ranking.lines}) > 1
        lines = (
            self._stating.line(line.standing, frame, place=line.place, dated=dated)
            for line in _shown(ranking).lines
        )
        return Section(tuple(filter(None, lines)), heading)


def _shown(ranking: Ranking) -> Ranking:
    return Ranking(ranking.editions, ranking.lines[:MOST_LINES], ranking.margin)


def _place(frame: Frame, ranking: Ranking) -> int | None:
    """The place asked for; where others share a better one and so leave it empty, theirs."""
    asked = frame.position
    if not asked or any(line.first <= asked <= line.last for line in ranking.lines):
        return asked
    return max(
        (line.first for line in ranking.lines if line.first < asked <= len(ranking.lines)), default=asked
    )


def _is_wanted(line: Line, frame: Frame, limit: int, place: int | None) -> bool:
    """Whether a line of an order is asked for: that of a place, the first alone, or the first `limit`."""
    if place:
        return line.first <= place <= line.last
    return line.first == 1 if frame.limit is None and frame.single else line.first <= limit


def _as_stated(frame: Frame, stated: Sequence[Standing], most: int) -> tuple[Line, ...]:
    """The lines of a stated order that are asked for, numbered as they are stated."""
    numbered = [Line(standing, place, place) for place, standing in enumerate(stated, 1)]
    if frame.position:
        return tuple(numbered[frame.position - 1 : frame.position])
    return tuple(numbered[: 1 if frame.single and frame.limit is None else max(1, most)])


def _numbered(ranking: Ranking) -> Ranking:
    """The lines counted through: a list that is no order has no places."""
    lines = tuple(Line(line.standing, n, n) for n, line in enumerate(ranking.lines, 1))
    return Ranking(ranking.editions, lines)


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
