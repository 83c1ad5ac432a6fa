"""Statements of facts: a sentence with its proof, a draft with its notices, or why there is no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qa.citation.claim import Claim, Quote
from qa.citation.proof import states
from qa.citation.quotes import QuoteFinder
from qa.drafts.draft import Abstention, Draft, Section
from qa.drafts.notices import Notices
from qa.drafts.quotations import quotation
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Standing
from qa.question.frame import Frame, Operation
from qa.wording.wording import Wording, Words

MOST_LINES: Final = 40  # lines that one answer shows
CERTAIN: Final = 0.97  # confidence of an exact name with a figure that is held
GUESSED: Final = 0.85  # of a name with a typing error


class Statements:
    """What look-ups, comparisons and lists of figures share."""

    def __init__(
        self, knowledge: Knowledge, figures: Figures, quotes: QuoteFinder, wording: Wording, notices: Notices
    ) -> None:
        self.knowledge, self.figures = knowledge, figures
        self._quotes, self._wording, self._notices = quotes, wording, notices

    def words(self, frame: Frame) -> Words:
        return self._wording.words(frame.language)

    def proof(self, fact: Fact, language: str) -> Quote | None:
        """The sentence that proves `fact`, in `language` if there is one."""
        return self._quotes.proof(fact, language)

    def proofs(self, standing: Standing, language: str) -> list[tuple[Fact, Quote]]:
        """The values of a standing that can be proved, each with its sentence."""
        return [(fact, quote) for fact in standing.sides if (quote := self.proof(fact, language))]

    def is_stated(self, fact: Fact, quote: Quote) -> bool:
        """Whether the value of `fact` stands in the words of `quote`."""
        return states(self.knowledge, fact, self._quotes.proof_text(quote), self._quotes.language(quote))

    def line(
        self, standing: Standing, words: Words, message: str = "fact-short", *, place: str = "", **values: str
    ) -> Claim | None:
        """A standing in the words of `message`, which may hold its subject, value, edition and `values`.

        Where its sources disagree the value is a range. None where nothing proves it.
        """
        proofs = self.proofs(standing, words.language)
        if not proofs:
            return None
        facts = tuple(fact for fact, _ in proofs)
        text = words.text(
            message,
            subject=words.name(standing.subject),
            value=words.standing(Standing(facts)),
            edition=words.edition(standing.edition),
            **values,
        )
        quotes = tuple(dict.fromkeys(quote for _, quote in proofs))
        return Claim(text, quotes, facts, label=f"{place}. " if place else "", place=place)

    def sentence(self, fact: Fact, frame: Frame) -> Claim | None:
        """A fact as a sentence; with its time where that is asked for or disputed."""
        quote, words = self.proof(fact, frame.language), self.words(frame)
        if quote is None:
            return None
        if fact.unit == "text":  # a phrase of one language: the sentence that states it is in the asker's
            return quotation(quote, self._quotes.text(quote), words, (fact,))
        disputed = any(other.value == fact.value for other in self.knowledge.facts.conflicts(fact))
        asks_when = ("date" in frame.wants or disputed) and fact.unit != "date" and fact.as_of
        dated = asks_when and not words.gives_time(fact)
        return Claim(words.dated(fact) if dated else words.sentence(fact), (quote,), (fact,))

    def sentences(self, facts: Iterable[Fact], frame: Frame) -> tuple[Claim, ...]:
        """Those of the facts that can be proved, a sentence each."""
        return tuple(claim for fact in facts if (claim := self.sentence(fact, frame)))

    def cut(self, number: int, words: Words) -> str:
        """That only the first of `number` lines are shown; "" where all are."""
        return words.text("list-cut", shown=MOST_LINES, number=number) if number > MOST_LINES else ""

    def scope(self, frame: Frame) -> str:
        """What narrows a list, in words; "" where nothing does."""
        words = self.words(frame)
        selection = frame.selection
        parts = [words.name(scope) for scope in selection.scopes]
        if selection.excluded:
            parts.append(words.text("scope-without", names=words.names(selection.excluded)))
        if selection.open_weights is not None:
            parts.append(words.text("scope-open" if selection.open_weights else "scope-closed"))
        return words.text("scope", names=words.series(parts)) if parts else ""

    def draft_of(self, facts: Sequence[Fact], frame: Frame) -> Draft:
        """A draft that states each of `facts`, and what contradicts it, in a sentence."""
        conflicts = self.knowledge.facts.conflicts
        shown = tuple(dict.fromkeys(one for fact in facts[:MOST_LINES] for one in (fact, *conflicts(fact))))
        return self.draft(frame, (Section(self.sentences(shown, frame)),), shown)

    def draft(self, frame: Frame, sections: tuple[Section, ...], facts: Sequence[Fact]) -> Draft:
        """A draft with the notices that `facts`, which it shows, call for."""
        subjects = tuple(dict.fromkeys(fact.subject for fact in facts))
        answers = tuple(str(fact.value) for fact in facts if fact.unit == "entity")
        exact = all(mention.exact for mention in frame.mentions)
        return Draft(
            sections=sections,
            confidence=CERTAIN if exact else GUESSED,
            notices=self._notices.of_facts(frame, facts),
            entities=tuple(dict.fromkeys((*answers, *(frame.entities or subjects))))[:MOST_LINES],
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=tuple(dict.fromkeys(fact.edition for fact in facts)),
        )

    def nothing(
        self, frame: Frame, attribute: str, entities: Sequence[str] = (), nearest: Iterable[Fact] = ()
    ) -> Abstention:
        """Why there is no figure: for whom, in which edition; and the figures that come closest."""
        listed = frame.operation in (Operation.RANK, Operation.FILTER, Operation.COUNT)
        text = self.none_fits(frame, attribute) if listed else self._not_stated(frame, attribute, entities)
        kinds = {self.knowledge.entities[e].kind for e in entities}
        no_order = frame.operation is Operation.RANK and frame.selection.scopes and not frame.by_figures
        if no_order or (kinds and kinds <= self.knowledge.entities.kinds.collectives):
            return Abstention(text, applies=False)  # a sentence may still say who leads, or what happened
        applies = not entities or any(self.figures.applies(attribute, entity) for entity in entities)
        elsewhere = [f for e in entities for f in self.figures.of(attribute, e)] if frame.editions else []
        return Abstention(text, tuple(dict.fromkeys((*elsewhere, *nearest))), applies)

    def none_fits(self, frame: Frame, attribute: str, editions: Sequence[str] = ()) -> str:
        """That no figure of `editions`, or of those asked for, or of any, is what a list asks for."""
        words, held = self.words(frame), editions or frame.editions or self.knowledge.editions.ids
        return words.text(
            "abstain-none",
            attribute=words.attribute(attribute),
            edition=words.editions(held),
            scope=self.scope(frame),
        )

    def _not_stated(self, frame: Frame, attribute: str, entities: Sequence[str]) -> str:
        """That no document, or none of the editions asked for, states the attribute of the entities."""
        words = self.words(frame)
        message = "abstain-attribute-edition" if frame.editions else "abstain-attribute"
        return words.text(
            message if entities else "abstain-attribute-only",
            attribute=words.attribute(attribute),
            subject=words.names(entities),
            edition=words.editions(frame.editions),
        )
