"""Lists of figures: rankings, filters and counts, each scale on its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from qa.citation.claim import Claim
from qa.drafts.answer import MOST_LINES, FigureAnswer
from qa.drafts.draft import Abstention, Draft, Section
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.selection import Bound, Direction
from qa.knowledge.standings import Placed
from qa.question.frame import Frame, Operation

MOST_TOGETHER: Final = 4  # names that a sentence about one place holds; more are a list
# From which end of an order a bound that nothing is within is come closest to.
NEAREST: Final[Mapping[Bound, Direction]] = {
    "above": "high",
    "at_least": "high",
    "below": "low",
    "at_most": "low",
}
CLOSE: Final = 0.01  # of the first figure: the next is told beside it from this distance on


class Listing(FigureAnswer):
    """The figures of an attribute in order, or those within a bound."""

    def rank(self) -> Draft | Abstention:
        """The figures in order, or those of the places that are asked for."""
        found = map(self._ranked, self._scales)
        return self._listed([(section, facts) for section, facts in found if section.claims])

    def filter(self) -> Draft | Abstention:
        """The figures within a bound, or how many there are; and of which editions none is."""
        selection = self.frame.selection
        kept = [_numbered(self.figures.filtered(selection, self.attribute, one)) for one in self._scales]
        held = [ranking for ranking in kept if ranking.lines]
        if not held and selection.threshold:
            return self._none()
        draft = self._listed([(self._filtered(one), _shown(one).facts) for one in held])
        empty = [edition for ranking in kept if not ranking.lines for edition in ranking.editions]
        if isinstance(draft, Abstention) or not empty or not selection.threshold:
            return draft
        return replace(draft, closing=self.none_fits(self.attribute, empty))

    def _none(self) -> Draft | Abstention:
        """That none is within the bound, with what comes closest: the answer to whether there is any."""
        selection, bound = self.frame.selection, self.frame.selection.threshold
        direction = NEAREST.get(bound.kind) if bound else None
        nothing = self.nothing(self.attribute)
        if direction is None:
            return nothing
        first = replace(selection, threshold=None, limit=None, single=True, direction=direction)
        frame = replace(self.frame, operation=Operation.RANK, selection=first, position=None)
        nearest = Listing(self.resources, frame).rank()
        if isinstance(nearest, Abstention):
            return nothing
        apart = tuple(notice for notice in nearest.notices if notice.kind == "comparability")
        nearest = replace(nearest, notices=apart)
        if self.frame.operation is Operation.COUNT:
            return replace(nearest, text=self.words.text("count-none") + nothing.text)
        return replace(nearest, text=nothing.text) if self.frame.yes_no else replace(nothing, held=nearest)

    @property
    def _scales(self) -> tuple[tuple[str, ...], ...]:
        return self.figures.groups(self.attribute, self.frame.editions)

    def _listed(self, found: Sequence[tuple[Section, Sequence[Fact]]]) -> Draft | Abstention:
        if not found:
            return self.nothing(self.attribute)
        shown = [fact for _, facts in found for fact in facts]
        return self.draft(tuple(section for section, _ in found), shown)

    def _ranked(self, editions: tuple[str, ...]) -> tuple[Section, Sequence[Fact]]:
        """The section of one scale, and the facts that it shows."""
        frame = self.frame
        ranking = self.figures.rank(frame.selection, self.attribute, editions)
        limit, place = frame.selection.limit or len(ranking.lines), _place(frame, ranking)
        kept = self.figures.cut(ranking, lambda line: _is_wanted(line, frame, limit, place))
        said = self._in_a_sentence(kept, ranking) if _asks_for_one(frame) else None
        if said is not None:
            return Section((said,)), said.facts
        heading = self._heading(f"rank-{frame.selection.direction}", kept)
        return self._section(kept, heading), _shown(kept).facts

    def _in_a_sentence(self, kept: Ranking, ranking: Ranking) -> Claim | None:
        """Who holds a place, in a sentence; None where several hold it with figures that differ."""
        values = {(line.standing.low, line.standing.high) for line in kept.lines}
        if len(values) != 1 or len(kept.lines) > MOST_TOGETHER:
            return None
        first, *_ = kept.lines
        if first.first == first.last == 1 and len(kept.lines) == 1:
            return self._first(first, _close_behind(first, ranking))
        return self._holders(kept)

    def _first(self, line: Placed, close: Sequence[Placed]) -> Claim | None:
        """The first or last of an order; with those that are nearly tied with it."""
        proved = [(one.standing, proofs) for one in close if (proofs := self.proofs(one.standing))]
        behind = [
            self.words.text("with-detail", text=self.words.name(one.subject), detail=self.words.standing(one))
            for one, _ in proved
        ]
        own = self.knowledge.attributes[self.attribute].is_own  # nobody says which end of it is the better
        claim = self.line(
            line.standing,
            f"{'rank-end' if own else 'rank-one'}-{self.frame.selection.direction}",
            attribute=self.words.attribute(self.attribute),
            scope=self.scope,
            close=self.words.text("rank-close", names=self.words.join(behind)) if behind else "",
        )
        if claim is None:
            return None
        pairs = [pair for _, proofs in proved for pair in proofs]
        quotes = dict.fromkeys((*claim.quotes, *(quote for _, quote in pairs)))
        facts = (*claim.facts, *(fact for fact, _ in pairs))
        return replace(claim, quotes=tuple(quotes), facts=facts, place=line.place)

    def _holders(self, kept: Ranking) -> Claim | None:
        """Who holds or shares a place other than the first alone."""
        words, held = self.words, kept.lines
        proofs = [pair for line in held for pair in self.proofs(line.standing)]
        if not proofs:
            return None
        text = words.heading(
            f"rank-place-{self.frame.selection.direction}",
            names=words.names(line.standing.subject for line in held),
            number=len(held),
            place=held[0].place,
            attribute=words.attribute(self.attribute),
            value=words.standing(held[0].standing),
            edition=self._editions(kept),
            scope=self.scope,
        )
        places = (float(held[0].first), float(held[0].last))
        quotes = tuple(dict.fromkeys(quote for _, quote in proofs))
        return Claim(text, quotes, tuple(fact for fact, _ in proofs), derived=places, place=held[0].place)

    def _filtered(self, kept: Ranking) -> Section:
        if self.frame.operation is not Operation.COUNT:
            return self._section(kept, self._heading("filter", kept))
        return Section((self._count(kept),))

    def _count(self, ranking: Ranking) -> Claim:
        """How many there are and which; where it depends on the source, how many at least and at most."""
        words, bound = self.words, self.frame.selection.threshold
        proofs = (self.proofs(line.standing) for line in ranking.lines)
        quotes = tuple(dict.fromkeys(quote for proved in proofs for _, quote in proved))
        most = len(ranking.lines)
        least = sum(
            bound is None or all(bound.admits(fact.number) for fact in line.standing.sides)
            for line in ranking.lines
        )
        text = words.heading(
            self._count_message if least == most else "count-disputed",
            number=str(most),
            least=str(least),
            bound=self.bounded(self.attribute),
            edition=self._editions(ranking),
            scope=self.scope,
            names=words.text("colon") + self._named(_shown(ranking)) if most else "",
        )
        return Claim(text, quotes, ranking.facts, derived=(float(least), float(most)))

    @property
    def _count_message(self) -> str:
        """The message that says what is counted, as far as it can be said."""
        if self.frame.selection.threshold is None:
            return "count-all"
        return (
            "count-some" if self.bounded(self.attribute) == self.words.attribute(self.attribute) else "count"
        )

    def _named(self, ranking: Ranking) -> str:
        """What is counted, each with its figure."""
        words = self.words
        named = ((words.name(s.subject), words.range(s)) for s in (line.standing for line in ranking.lines))
        return words.series(words.text("with-detail", text=name, detail=value) for name, value in named)

    def _heading(self, message: str, ranking: Ranking) -> str:
        """What is listed, of which editions and whom; that places are shared, and that a list goes on."""
        words = self.words
        margin = words.value(ranking.margin, "count")
        shared = words.text("rank-margin", margin=margin) if ranking.margin else ""
        return words.heading(
            message,
            attribute=words.attribute(self.attribute),
            bound=self.bounded(self.attribute),
            edition=self._editions(ranking),
            scope=self.scope + shared + self.cut(len(ranking.lines)),
        )

    def _section(self, ranking: Ranking, heading: str) -> Section:
        """A line for each figure; with its edition where they are of several."""
        dated = len({line.standing.edition for line in ranking.lines}) > 1
        message = "fact-line" if dated else "fact-short"
        lines = (self.line(line.standing, message, place=line.place) for line in _shown(ranking).lines)
        return Section(tuple(filter(None, lines)), heading)

    def _editions(self, ranking: Ranking) -> str:
        held = {line.standing.edition for line in ranking.lines} or set(ranking.editions)
        return self.words.editions(held)


def _shown(ranking: Ranking) -> Ranking:
    return replace(ranking, lines=ranking.lines[:MOST_LINES])


def _place(frame: Frame, ranking: Ranking) -> int | None:
    """The place asked for; where others share a better one and so leave it empty, theirs."""
    asked = frame.position
    if not asked or any(line.first <= asked <= line.last for line in ranking.lines):
        return asked
    return max(
        (line.first for line in ranking.lines if line.first < asked <= len(ranking.lines)), default=asked
    )


def _is_wanted(line: Placed, frame: Frame, limit: int, place: int | None) -> bool:
    """Whether a line of an order is asked for: that of a place, the first alone, or the first `limit`."""
    if place:
        return line.first <= place <= line.last
    return line.first == 1 if frame.selection.first_alone else line.first <= limit


def _asks_for_one(frame: Frame) -> bool:
    """Whether a place is asked for, or the first alone."""
    return bool(frame.position) or frame.selection.first_alone


def _close_behind(first: Placed, ranking: Ranking) -> list[Placed]:
    """Those of the places after the first whose figures are within a hundredth of its."""
    reach = CLOSE * abs(first.standing.high)
    return [
        line
        for line in ranking.lines
        if line.first == first.last + 1 and abs(first.standing.high - line.standing.high) <= reach
    ][:MOST_TOGETHER]


def _numbered(ranking: Ranking) -> Ranking:
    """The lines numbered one by one: an unordered list has no shared places."""
    lines = tuple(Placed(line.standing, n, n) for n, line in enumerate(ranking.lines, 1))
    return Ranking(ranking.editions, lines)
