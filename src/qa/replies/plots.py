"""Plots: what a picture of an answer's verified figures shows, a panel for each scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from qa.charts.plot import Panel, Plot, Point
from qa.citation.claim import Claim
from qa.knowledge.attributes import is_quantity
from qa.knowledge.editions import in_order
from qa.knowledge.figures import Figures
from qa.knowledge.standings import Standing, episodes
from qa.question.frame import LISTS, Frame, Operation
from qa.replies.tables import weights
from qa.wording.wording import Wording, Words

BARS: Final = LISTS | {Operation.COMPARE}
FEWEST: Final = 2  # points that make a picture
LONGEST_ALT: Final = 1000  # characters of a picture's description in Discord
PLACES: Final = "rank"  # places are not drawn as lengths


class Plotter:
    """Makes plots of answers; what is drawn was verified before. Holds no state."""

    def __init__(self, figures: Figures, wording: Wording) -> None:
        self._figures, self._wording = figures, wording
        self._knowledge = wording.knowledge

    def plot(self, frame: Frame, claims: Sequence[Claim]) -> Plot | None:
        """The picture of what verified claims state; None where there is nothing to look at."""
        standings = self._standings(frame, claims)
        if len(standings) < FEWEST:
            return None
        words = self._wording.words(frame.language)
        release = self._knowledge.attribute_of("release")
        dates = {f.subject: str(f.value) for c in claims for f in c.facts if f.attribute == release}
        panels = tuple(
            self._panel([s for s in standings if s.edition in group], group, dates, words)
            for group in self._groups(frame, standings)
        )
        title = words.attribute(frame.attributes[0])
        title = title[:1].upper() + title[1:]
        scaled = self._figures.is_scaled(standings[0].facts[0])
        steps = frame.operation is Operation.HISTORY
        is_open = any(point.open_weights for panel in panels for point in panel.points)
        return Plot(
            kind="steps" if steps else "bars",
            language=frame.language,
            title=title,
            panels=panels,
            apart=words.text("plot-scales" if scaled else "plot-times") if len(panels) > 1 else "",
            sources=_sources(standings, words),
            alt=_alt("plot-alt-steps" if steps else "plot-alt-bars", title, panels, words),
            open_weights=words.text("scope-open") if is_open else "",
        )

    def _groups(self, frame: Frame, standings: Sequence[Standing]) -> Sequence[tuple[str, ...]]:
        """The editions of each panel: of a measure that documents name all, where its history is told."""
        editions = sorted({standing.edition for standing in standings})
        own, unit = self._is_own(frame), standings[0].facts[0].unit
        if own and frame.operation is Operation.HISTORY:
            return [tuple(editions)]
        return self._figures.scales.groups(editions, "" if own else unit)

    def _is_own(self, frame: Frame) -> bool:
        return self._knowledge.attributes[frame.attributes[0]].is_own

    def _standings(self, frame: Frame, claims: Sequence[Claim]) -> list[Standing]:
        """The figures of what was asked for, in the order of the claims; none of an answer asked about."""
        if frame.smalltalk or not frame.attributes or frame.operation not in BARS | {Operation.HISTORY}:
            return []
        facts = dict.fromkeys(
            fact
            for claim in claims
            for fact in claim.facts
            if fact.attribute == frame.attributes[0] and is_quantity(fact.unit) and fact.unit != PLACES
        )
        held = episodes(facts, self._knowledge.facts)
        if self._is_own(frame) and frame.operation is Operation.HISTORY:
            return [
                one
                for edition in in_order({s.edition for s in held})
                for one in held
                if one.edition == edition
            ]
        return held

    @cached_property
    def _places(self) -> dict[str, int]:
        """The places of the labs, those with the most ranked models first."""
        ranked = self._knowledge.facts.subjects(self._knowledge.default_attribute or "")
        counted = Counter(filter(None, map(self._knowledge.entities.lab, sorted(ranked))))
        return {lab: place for place, (lab, _) in enumerate(counted.most_common())}

    def _panel(
        self, standings: Sequence[Standing], editions: tuple[str, ...], dates: Mapping[str, str], words: Words
    ) -> Panel:
        held = tuple(e for e in editions if any(standing.edition == e for standing in standings))
        points = tuple(self._point(s, dates, words, badged=len(held) > 1) for s in standings)
        return Panel(title=words.editions(held), editions=held, points=points)

    def _point(self, standing: Standing, dates: Mapping[str, str], words: Words, *, badged: bool) -> Point:
        entities, name = self._knowledge.entities, words.name(standing.subject)
        maker = entities.lab(standing.subject)
        as_of = [fact.as_of for fact in standing.facts if fact.as_of]
        return Point(
            label=_beside(name, standing.edition, words) if badged else name,
            value=standing.high,
            low=standing.low,
            text=words.range(standing),
            maker=maker,
            maker_name=words.name(maker) if maker else None,
            maker_place=self._places.get(maker or ""),
            open_weights=weights(standing.subject, entities),
            when=min(as_of, default=dates.get(standing.subject)),
        )


def _beside(text: str, edition: str, words: Words) -> str:
    return words.text("with-detail", text=text, detail=words.edition(edition))


def _sources(standings: Sequence[Standing], words: Words) -> str:
    """Who reports the figures and when, edition by edition."""
    reporters: dict[str, dict[str, None]] = {}
    for fact in (fact for standing in standings for fact in standing.facts):
        reporters.setdefault(fact.edition, {}).update(dict.fromkeys(map(words.reporter, fact.reported_by)))
    sides = (_beside(words.clauses(reporters[edition]), edition, words) for edition in sorted(reporters))
    return words.text("plot-sources", sources=words.clauses(sides))


def _alt(message: str, title: str, panels: Sequence[Panel], words: Words) -> str:
    """Names and values of all points, or of as many as fit and how many more there are."""
    separator = words.text("list-separator")
    parts = [words.text(message, title=title)]
    left = LONGEST_ALT - sum(len(panel.title) + len(separator) * 4 for panel in panels) - 50
    for panel in panels:
        texts = [words.text("fact-short", subject=p.label, value=p.text) for p in panel.points]
        room = left - sum(map(len, parts))
        lengths = accumulate(len(text) + len(separator) for text in texts)
        kept = [text for text, length in zip(texts, lengths, strict=True) if length - len(separator) <= room]
        if len(kept) < len(texts):
            kept.append(words.text("plot-alt-more", number=len(texts) - len(kept)))
        parts.append(words.text("plot-alt-panel", title=panel.title, points=separator.join(kept)))
    return " ".join(parts)
