"""Lists of figures: rankings, filters and counts, each scale on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.citation.claim import Claim
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.statements import MOST_LINES, Statements
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Ranking
from qa.knowledge.standings import Line, Standing
from qa.numbers.values import unsupported
from qa.question.frame import Frame, Operation
from qa.wording.wording import Words


class Rankings:
    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._knowledge, self._figures = statements.knowledge, statements.figures

    def rank(self, frame: Frame) -> Draft | Abstention:
        """The figures in order, or those of the places that are asked for."""
        found = (self._ranked(frame, editions) for editions in self._scales(frame))
        return self._draft(frame, [(section, facts) for section, facts in found if section.claims])

    def filter(self, frame: Frame) -> Draft | Abstention:
        """The figures within a bound, or how many there are; and of which editions none is."""
        attribute, editions = frame.attributes[0], self._scales(frame)
        kept = [_numbered(self._figures.filtered(frame.selection, attribute, scale)) for scale in editions]
        held = [ranking for ranking in kept if ranking.lines]
        draft = self._draft(frame, [(self._filtered(frame, one), _shown(one).facts) for one in held])
        empty = [edition for ranking in kept if not ranking.lines for edition in ranking.editions]
        if isinstance(draft, Abstention) or not empty or not frame.selection.threshold:
            return draft
        return replace(draft, closing=self._statements.none_fits(frame, attribute, empty))

    def _scales(self, frame: Frame) -> tuple[tuple[str, ...], ...]:
        return self._figures.groups(frame.attributes[0], frame.editions)

    def _draft(self, frame: Frame, found: Sequence[tuple[Section, Sequence[Fact]]]) -> Draft | Abstention:
        if not found:
            return self._statements.nothing(frame, frame.attributes[0])
        shown = [fact for _, facts in found for fact in facts]
        return self._statements.draft(frame, tuple(section for section, _ in found), shown)

    def _ranked(self, frame: Frame, editions: tuple[str, ...]) -> tuple[Section, Sequence[Fact]]:
        """The section of one scale, and the facts that it shows or is at odds with."""
        ranking = self._figures.rank(frame.selection, frame.attributes[0], editions)
        stated = self._stated(frame, editions)
        limit, place = frame.selection.limit or len(ranking.lines), _place(frame, ranking)
        kept = self._figures.cut(ranking, lambda line: _is_wanted(line, frame, limit, place))
        if stated and len(stated) >= min(limit, len(kept.lines)):
            own = Ranking(ranking.editions, _as_stated(frame, stated, len(kept.lines)))
            words = self._statements.words(frame)
            heading = words.text("rank-stated", edition=_editions(ranking, words))
            beside = [fact for fact in _shown(kept).facts if fact not in own.facts]
            return self._listing(frame, own, heading), [*own.facts, *beside]
        if len(kept.lines) == 1 and not frame.position and not frame.by_figures:
            return self._first(frame, kept.lines[0]), kept.facts
        heading = self._heading(frame, f"rank-{frame.selection.direction}", kept)
        return self._listing(frame, kept, heading), _shown(kept).facts

    def _stated(self, frame: Frame, editions: Sequence[str]) -> tuple[Standing, ...]:
        """The order that the sources state, which is that of one edition."""
        if len(editions) > 1 or frame.by_figures:
            return ()
        return self._figures.stated_order(frame.selection, frame.attributes[0], editions[0])

    def _first(self, frame: Frame, line: Line) -> Section:
        """The first or last of an order in a sentence of its own."""
        words, scope = self._statements.words(frame), self._statements.scope(frame)
        named = words.attribute(frame.attributes[0])
        message = f"rank-one-{frame.selection.direction}"
        claim = self._statements.line(line.standing, words, message, attribute=named, scope=scope)
        return Section((replace(claim, place=line.place),) if claim else ())

    def _filtered(self, frame: Frame, kept: Ranking) -> Section:
        if frame.operation is not Operation.COUNT:
            return self._listing(frame, kept, self._heading(frame, self._filter_message(frame), kept))
        listing = self._listing(frame, kept, "")
        return replace(listing, claims=(self._count(frame, kept), *listing.claims))

    def _filter_message(self, frame: Frame) -> str:
        """The heading that names the bound, if the asker wrote it in digits that can be written again."""
        threshold = frame.selection.threshold
        if threshold is None:
            return "filter-all"
        unit = self._knowledge.attributes[frame.attributes[0]].unit
        bound = self._statements.words(frame).value(threshold.value, unit)
        return "filter-all" if unsupported(bound, (frame.question,)) else f"filter-{threshold.kind}"

    def _count(self, frame: Frame, ranking: Ranking) -> Claim:
        """How many there are; where it depends on the source, how many at least and at most."""
        words, bound = self._statements.words(frame), frame.selection.threshold
        proofs = (self._statements.proofs(line.standing, frame.language) for line in ranking.lines)
        quotes = tuple(dict.fromkeys(quote for proved in proofs for _, quote in proved))
        most = len(ranking.lines)
        least = sum(
            bound is None or all(bound.admits(fact.number) for fact in line.standing.sides)
            for line in ranking.lines
        )
        text = words.text(
            "count" if least == most else "count-disputed",
            number=str(most),
            least=str(least),
            edition=_editions(ranking, words),
            scope=self._statements.scope(frame),
        )
        return Claim(text, quotes, ranking.facts, derived=(float(least), float(most)))

    def _heading(self, frame: Frame, message: str, ranking: Ranking) -> str:
        """What is listed, of which editions and whom; that places are shared, and that a list goes on."""
        words, attribute = self._statements.words(frame), frame.attributes[0]
        bound = frame.selection.threshold
        unit = self._knowledge.attributes[attribute].unit
        margin = words.value(ranking.margin, "count")
        shared = words.text("rank-margin", margin=margin) if ranking.margin else ""
        cut = self._statements.cut(len(ranking.lines), words)
        return words.heading(
            message,
            attribute=words.attribute(attribute),
            edition=_editions(ranking, words),
            scope=self._statements.scope(frame) + shared + cut,
            value=words.value(bound.value, unit) if bound else "",
            upper=words.value(bound.upper, unit) if bound else "",
        )

    def _listing(self, frame: Frame, ranking: Ranking, heading: str) -> Section:
        """A line for each figure; with its edition where they are of several."""
        words = self._statements.words(frame)
        dated = len({line.standing.edition for line in ranking.lines}) > 1
        message = "fact-line" if dated else "fact-short"
        lines = (
            self._statements.line(line.standing, words, message, place=line.place)
            for line in _shown(ranking).lines
        )
        return Section(tuple(filter(None, lines)), heading)


def _editions(ranking: Ranking, words: Words) -> str:
    held = {line.standing.edition for line in ranking.lines} or set(ranking.editions)
    return words.editions(held)


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


def _is_wanted(line: Line, frame: Frame, limit: int, place: int | None) -> bool:
    """Whether a line of an order is asked for: that of a place, the first alone, or the first `limit`."""
    if place:
        return line.first <= place <= line.last
    return line.first == 1 if frame.selection.first_alone else line.first <= limit


def _as_stated(frame: Frame, stated: Sequence[Standing], most: int) -> tuple[Line, ...]:
    """The lines of a stated order that are asked for, numbered as they are stated."""
    numbered = [Line(standing, place, place) for place, standing in enumerate(stated, 1)]
    if frame.position:
        return tuple(numbered[frame.position - 1 : frame.position])
    return tuple(numbered[: 1 if frame.selection.first_alone else max(1, most)])


def _numbered(ranking: Ranking) -> Ranking:
    """The lines counted through: a list that is no order has no places."""
    lines = tuple(Line(line.standing, n, n) for n, line in enumerate(ranking.lines, 1))
    return Ranking(ranking.editions, lines)
