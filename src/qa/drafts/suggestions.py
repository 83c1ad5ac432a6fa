"""Questions to ask next, and questions to begin with: all of them answerable from the facts held."""

from __future__ import annotations

from functools import cache
from typing import Final

from qa.drafts.draft import Draft
from qa.knowledge.facts import Fact
from qa.knowledge.knowledge import Knowledge
from qa.question.frame import Frame
from qa.wording.wording import Wording

MOST: Final = 3
ASKED_FOR: Final = ("points", "users", "USD", "parameters", "date", "entity")


class Suggestions:
    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording
        self.examples = cache(self._examples)

    def after(self, frame: Frame, draft: Draft) -> tuple[str, ...]:
        """Up to three questions that go on from an answer: other editions, other figures of its subject."""
        if draft.choices or not draft.entities:
            return ()
        subject, asked = draft.entities[0], draft.attribute
        if subject not in self._knowledge.entities:
            return ()
        told = {(f.attribute, f.edition) for claim in draft.claims for f in claim.facts}
        facts = sorted(self._related(subject), key=lambda f: (f.attribute != asked, self._interest(f)))
        questions = [
            self._question(fact, frame.language)
            for fact in facts
            if (fact.attribute, fact.edition) not in told
        ]
        return tuple(dict.fromkeys(questions))[:MOST]

    def _related(self, subject: str) -> list[Fact]:
        graph, store = self._knowledge.entities, self._knowledge.facts
        kin = (subject, *sorted(graph.descendants(subject)), *graph.ancestors(subject))
        return [fact for entity in kin for fact in store.of(entity) if fact.unit in ASKED_FOR]

    def _interest(self, fact: Fact) -> int:
        """What people go on to ask, by unit: scores first, then what is counted in people and money."""
        return ASKED_FOR.index(fact.unit) if fact.unit in ASKED_FOR else len(ASKED_FOR)

    def _question(self, fact: Fact, language: str) -> str:
        words = self._wording
        return words.text(
            language,
            "question-attribute",
            subject=words.name(fact.subject, language),
            attribute=words.attribute(fact.attribute, language),
        )

    def _examples(self, language: str) -> tuple[str, ...]:
        """A score, a comparison and another figure of the first facts held; fewer where there are fewer."""
        scored = [
            f for f in self._knowledge.facts.facts if self._knowledge.attributes[f.attribute].default_for
        ]
        words, found = self._wording, []
        if scored:
            first = scored[0]
            edition = words.edition(first.edition, language)
            subject = words.name(first.subject, language)
            found.append(words.text(language, "question-score", subject=subject, edition=edition))
            rival = next(
                (f for f in scored[1:] if f.edition == first.edition and f.subject != first.subject), None
            )
            if rival:
                second = words.name(rival.subject, language)
                found.append(
                    words.text(language, "question-compare", first=subject, second=second, edition=edition)
                )
        other = next((f for f in self._knowledge.facts.facts if f.unit in ("users", "USD")), None)
        if other:
            attribute = words.attribute(other.attribute, language)
            name = words.name(other.subject, language)
            found.append(words.text(language, "question-attribute", attribute=attribute, subject=name))
        return tuple(found)
