"""Questions to ask next, and questions to begin with: all of them answerable from the facts held."""

from __future__ import annotations

from functools import cache
from typing import Final

from qa.drafts.draft import Draft
from qa.knowledge.facts import Fact
from qa.question.frame import Frame
from qa.wording.wording import Wording

MOST: Final = 3
# Units of what people go on to ask, the likeliest first: scores, then what is counted in people and money.
ASKED_FOR: Final = ("points", "users", "USD", "parameters", "date", "entity")


class Suggestions:
    def __init__(self, wording: Wording) -> None:
        self._knowledge, self._wording = wording.knowledge, wording
        self.examples = cache(self._examples)

    def after(self, frame: Frame, draft: Draft) -> tuple[str, ...]:
        """Up to three questions that go on from an answer: other editions, other figures of its subject."""
        if draft.choices or not draft.entities:
            return ()
        subject, asked = draft.entities[0], draft.attribute
        if subject not in self._knowledge.entities:
            return ()
        stated = {(f.attribute, f.edition) for claim in draft.claims for f in claim.facts}
        facts = sorted(self._related(subject), key=lambda f: (f.attribute != asked, ASKED_FOR.index(f.unit)))
        questions = [
            self._question(fact, frame.language)
            for fact in facts
            if (fact.attribute, fact.edition) not in stated
        ]
        return tuple(dict.fromkeys(questions))[:MOST]

    def _related(self, subject: str) -> list[Fact]:
        graph, store = self._knowledge.entities, self._knowledge.facts
        kin = (subject, *sorted(graph.descendants(subject)), *graph.ancestors(subject))
        return [fact for entity in kin for fact in store.of(entity) if fact.unit in ASKED_FOR]

    def _question(self, fact: Fact, language: str) -> str:
        words = self._wording.words(language)
        subject, attribute = words.name(fact.subject), words.attribute(fact.attribute)
        return words.text("question-attribute", subject=subject, attribute=attribute)

    def _examples(self, language: str) -> tuple[str, ...]:
        """A score, a comparison and another figure of the first facts held; fewer where there are fewer."""
        words, facts, found = self._wording.words(language), self._knowledge.facts.facts, list[str]()
        scored = [fact for fact in facts if self._knowledge.attributes[fact.attribute].default_for]
        if scored:
            first = scored[0]
            edition, subject = words.edition(first.edition), words.name(first.subject)
            found.append(words.text("question-score", subject=subject, edition=edition))
            rivals = (f for f in scored if f.edition == first.edition and f.subject != first.subject)
            if rival := next(rivals, None):
                names = {"first": subject, "second": words.name(rival.subject)}
                found.append(words.text("question-compare", **names, edition=edition))
        if other := next((fact for fact in facts if fact.unit in ("users", "USD")), None):
            found.append(self._question(other, language))
        return tuple(found)
