"""Questions to ask next, and questions to begin with: all of them answerable from what is held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Final

from qa.drafts.draft import Draft
from qa.drafts.openings import Openings
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.selection import ALL
from qa.language.detection import detect
from qa.question.frame import LISTS, Frame, Operation
from qa.wording.wording import Wording, Words

MOST: Final = 3
LEADING: Final = LISTS | {Operation.SUMMARY, Operation.CHANGES}  # they tell who leads
ENDED: Final = re.compile(r"[?？!！.。]\s*$")
# Units of what people go on to ask, the likeliest first: scores, then what is counted in people and money.
ASKED_FOR: Final = ("points", "users", "USD", "parameters", "date", "entity")


class Suggestions:
    def __init__(self, wording: Wording, figures: Figures, openings: Openings | None = None) -> None:
        """`openings` gives questions to begin with where no figures are held."""
        self._openings = openings
        self._knowledge, self._wording, self._figures = wording.knowledge, wording, figures
        self.examples = cache(self._examples)

    def after(self, frame: Frame, draft: Draft) -> tuple[str, ...]:
        """Up to three questions: a rival of what was answered, another edition, who leads, other figures."""
        if draft.choices:
            return ()
        words = self._wording.words(frame.language)
        stated = tuple(dict.fromkeys(fact for claim in draft.claims for fact in claim.facts))
        scored = [fact for fact in stated if fact.attribute == self._knowledge.default_attribute]
        told_of = tuple(dict.fromkeys(fact.subject for fact in scored or stated))
        found = chain(
            self._rivals(frame, scored, words),
            self._elsewhere(frame, scored, words),
            self._leaders(frame, scored, words),
            *(self._others(subject, stated, words) for subject in told_of or draft.entities[:1]),
        )
        asked = tuple(islice((one for one in dict.fromkeys(found) if one != frame.question), MOST))
        return asked or tuple(self._anyway(words))

    def _anyway(self, words: Words) -> Iterator[str]:
        """Who leads in the latest edition, where an answer leads to nothing else."""
        ranked_by = self._knowledge.default_attribute
        held = self._figures.editions(ranked_by, ()) if ranked_by else ()
        yield from (self._leader(edition, words) for edition in held[-1:])

    def _rivals(self, frame: Frame, scored: Sequence[Fact], words: Words) -> Iterator[str]:
        """How the first of a list compares with the second, or a thing with whom it stands next to."""
        if not scored or frame.operation is Operation.COMPARE:
            return
        first, edition = scored[0].subject, scored[0].edition
        listed = [fact.subject for fact in scored if fact.edition == edition]
        if frame.operation not in LISTS or len(set(listed)) == 1:
            ranking = self._figures.rank(ALL, scored[0].attribute, (edition,))
            others = [line.standing for line in ranking.lines if line.standing.subject not in listed]
            near = sorted(others, key=lambda standing: abs(standing.high - scored[0].number))
            listed = [standing.subject for standing in near]
        rival = next((subject for subject in listed if subject != first), None)
        if rival:
            yield self._comparison(first, rival, edition, words)

    def _elsewhere(self, frame: Frame, scored: Sequence[Fact], words: Words) -> Iterator[str]:
        """Another edition: what the subject, or its kin, scores there; after a list, who leads there."""
        if not scored:
            return
        told = {fact.edition for fact in scored}
        if frame.operation in LISTS:
            held = self._figures.editions(scored[0].attribute, ())
            yield from (self._leader(edition, words) for edition in held if edition not in told)
            return
        for fact in self._related(scored[0].subject):
            if fact.attribute == scored[0].attribute and fact.edition not in told:
                told.add(fact.edition)
                yield self._question(fact, words)

    def _leaders(self, frame: Frame, scored: Sequence[Fact], words: Words) -> Iterator[str]:
        if frame.operation not in LEADING:
            yield from (self._leader(fact.edition, words) for fact in scored[:1])

    def _others(self, subject: str, stated: Sequence[Fact], words: Words) -> Iterator[str]:
        """What else is held of a subject and its kin, one question for each attribute."""
        if subject not in self._knowledge.entities:
            return
        told = {fact.attribute for fact in stated}
        for fact in sorted(self._related(subject), key=lambda fact: ASKED_FOR.index(fact.unit)):
            if fact.attribute not in told:
                told.add(fact.attribute)
                yield self._question(fact, words)

    def _related(self, subject: str) -> list[Fact]:
        graph, store = self._knowledge.entities, self._knowledge.facts
        above = graph.ancestors(subject)
        below = (graph.descendants(entity) for entity in (subject, *above[-1:]))
        kin = dict.fromkeys((subject, *above, *(one for held in below for one in sorted(held))))
        return [fact for entity in kin for fact in store.of(entity) if fact.unit in ASKED_FOR]

    def _comparison(self, first: str, second: str, edition: str, words: Words) -> str:
        names = {"first": words.name(first), "second": words.name(second)}
        return words.text("question-compare", **names, edition=words.edition(edition))

    def _leader(self, edition: str, words: Words) -> str:
        return words.text("question-leader", edition=words.edition(edition))

    def _question(self, fact: Fact, words: Words) -> str:
        """A question for a fact: as people ask for its attribute, where the corpus says how."""
        subject, attribute = words.name(fact.subject), self._knowledge.attributes[fact.attribute]
        if attribute.default_for:
            return words.text("question-score", subject=subject, edition=words.edition(fact.edition))
        for example in attribute.examples:
            asked = example.replace("{subject}", subject)
            own = detect(asked, None, (subject,)) == words.language
            if own and asked != example and "{" not in asked:
                question = asked[:1].upper() + asked[1:]
                return question if ENDED.search(question) else words.text("question", text=question)
        return words.text("question-attribute", subject=subject, attribute=words.attribute(attribute))

    def _examples(self, language: str) -> tuple[str, ...]:
        """What is asked of the figures held, or else of the documents."""
        return self.of_figures(language) or (self._openings.questions(language) if self._openings else ())

    def of_figures(self, language: str) -> tuple[str, ...]:
        """A score, a comparison and another figure of the first facts held; fewer where there are fewer."""
        words, found = self._wording.words(language), list[str]()
        facts = [fact for fact in self._knowledge.facts.facts if fact.origin != "extracted"]
        scored = [fact for fact in facts if self._knowledge.attributes[fact.attribute].default_for]
        if scored:
            first = scored[0]
            found.append(self._question(first, words))
            rivals = (f for f in scored if f.edition == first.edition and f.subject != first.subject)
            if rival := next(rivals, None):
                found.append(self._comparison(first.subject, rival.subject, first.edition, words))
        if other := next((fact for fact in facts if fact.unit in ("users", "USD")), None):
            found.append(self._question(other, words))
        return tuple(found)
