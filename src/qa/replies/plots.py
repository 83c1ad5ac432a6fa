"""Plots: what a picture of an answer's verified figures shows, a panel for each scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.charts.plot import Panel, Plot, Point
from qa.drafts.draft import Claim
from qa.drafts.histories import RELEASE
from qa.knowledge.facts import QUANTITIES
from qa.knowledge.figures import Figures
from qa.knowledge.scales import SCALED_UNITS
from qa.knowledge.standings import Standing, episodes
from qa.question.frame import Frame, Operation
from qa.replies.tables import weights
from qa.wording.wording import Wording

BARS: Final = frozenset({Operation.COMPARE, Operation.RANK, Operation.FILTER, Operation.COUNT})
FEWEST: Final = 2  # points that make a picture
LONGEST_ALT: Final = 1000  # characters of a picture's description in Discord
PLACES: Final = "rank"  # a place is no length


class Plotting:
    def __init__(self, figures: Figures, wording: Wording) -> None:
        self._figures, self._wording = figures, wording
        self._knowledge = wording.knowledge

    def plot(self, frame: Frame, claims: Sequence[Claim], scope: str = "") -> Plot | None:
        """The picture of what verified claims state; None where there is nothing to look at."""
        standings = self._standings(frame, claims)
        if len(standings) < FEWEST:
            return None
        language, attribute = frame.language, frame.attributes[0]
        dates = {f.subject: str(f.value) for c in claims for f in c.facts if f.attribute == RELEASE}
        editions = sorted({standing.edition for standing in standings})
        groups = self._figures.scales.groups(editions, standings[0].facts[0].unit)
        panels = tuple(
            self._panel([s for s in standings if s.edition in group], group, dates, language)
            for group in groups
        )
        title = self._wording.attribute(attribute, language) + scope
        title = title[:1].upper() + title[1:]
        scaled = standings[0].facts[0].unit in SCALED_UNITS
        apart = self._wording.text(language, "plot-scales" if scaled else "plot-times")
        steps = frame.operation is Operation.HISTORY
        is_open = any(point.open_weights for panel in panels for point in panel.points)
        return Plot(
            kind="steps" if steps else "bars",
            language=language,
            title=title,
            panels=panels,
            apart=apart if len(panels) > 1 else "",
            sources=self._sources(standings, language),
            alt=self._alt("plot-alt-steps" if steps else "plot-alt-bars", title, panels, language),
            open_weights=self._wording.text(language, "scope-open") if is_open else "",
        )

    def _standings(self, frame: Frame, claims: Sequence[Claim]) -> list[Standing]:
        """The figures of what was asked for, in the order in which the claims state them."""
        if not frame.attributes or frame.operation not in BARS | {Operation.HISTORY}:
            return []
        facts = dict.fromkeys(
            fact
            for claim in claims
            for fact in claim.facts
            if fact.attribute == frame.attributes[0] and fact.unit in QUANTITIES and fact.unit != PLACES
        )
        return episodes(facts, self._knowledge.facts)

    def _panel(
        self, standings: Sequence[Standing], editions: tuple[str, ...], dates: dict[str, str], language: str
    ) -> Panel:
        held = tuple(e for e in editions if any(standing.edition == e for standing in standings))
        points = tuple(self._point(s, dates, language, badged=len(held) > 1) for s in standings)
        return Panel(title=self._wording.editions(held, language), editions=held, points=points)

    def _point(self, standing: Standing, dates: dict[str, str], language: str, *, badged: bool) -> Point:
        words, entities = self._wording, self._knowledge.entities
        name, maker = words.name(standing.subject, language), entities.lab(standing.subject)
        edition = words.edition(standing.edition, language)
        as_of = [fact.as_of for fact in standing.facts if fact.as_of]
        return Point(
            label=words.text(language, "with-detail", text=name, detail=edition) if badged else name,
            value=standing.high,
            low=standing.low,
            text=words.range(standing, language),
            maker=maker,
            maker_name=words.name(maker, language) if maker else None,
            open_weights=weights(entities[standing.subject]),
            when=min(as_of, default=dates.get(standing.subject)),
        )

    def _sources(self, standings: Sequence[Standing], language: str) -> str:
        """Who reports the figures and when, edition by edition."""
        words = self._wording
        between = words.text(language, "clause-separator")
        reporters: dict[str, dict[str, None]] = {}
        for fact in (fact for standing in standings for fact in standing.facts):
            said = dict.fromkeys(words.reporter(key, language) for key in fact.reported_by)
            reporters.setdefault(fact.edition, {}).update(said)
        sides = [
            words.text(
                language,
                "with-detail",
                text=between.join(reporters[edition]),
                detail=words.edition(edition, language),
            )
            for edition in sorted(reporters)
        ]
        return words.text(language, "plot-sources", sources=between.join(sides))

    def _alt(self, message: str, title: str, panels: Sequence[Panel], language: str) -> str:
        """Names and values of all points, or of as many as fit and how many more there are."""
        words = self._wording
        separator = words.text(language, "list-separator")
        parts = [words.text(language, message, title=title)]
        left = LONGEST_ALT - sum(len(panel.title) + len(separator) * 4 for panel in panels) - 50
        for panel in panels:
            texts = [words.text(language, "fact-short", subject=p.label, value=p.text) for p in panel.points]
            kept: list[str] = []
            for text in texts:
                if len(parts[0]) + sum(map(len, parts[1:])) + len(separator.join([*kept, text])) > left:
                    break
                kept.append(text)
            if len(kept) < len(texts):
                kept.append(words.text(language, "plot-alt-more", number=len(texts) - len(kept)))
            parts.append(
                words.text(language, "plot-alt-panel", title=panel.title, points=separator.join(kept))
            )
        return " ".join(parts)
