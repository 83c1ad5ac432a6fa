"""An answer from figures: sentences with proofs, a draft with its notices, or why there is no figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qa.citation.claim import Claim, Quote
from qa.citation.proof import states
from qa.citation.quotes import QuoteFinder
from qa.drafts.draft import Abstention, Draft, Section, quotation
from qa.drafts.notices import Notices
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.makers import Makers
from qa.knowledge.standings import Standing
from qa.numbers.values import unsupported
from qa.question.frame import LISTS, Frame, Operation
from qa.wording.wording import Wording

MOST_LINES: Final = 40  # lines that one answer shows
CERTAIN: Final = 0.97  # confidence of an exact name with a figure that is held
SEVERAL: Final = 2  # names in a sentence that make it a list
GUESSED: Final = 0.85  # of a name with a typing error


@dataclass(frozen=True, slots=True)
class Resources:
    """What answers from figures are made with; it holds nothing of questions."""

    figures: Figures
    quotes: QuoteFinder
    wording: Wording
    notices: Notices
    makers: Makers


class FigureAnswer:
    """What look-ups, comparisons and lists of figures share: an answer to one question."""

    def __init__(self, resources: Resources, frame: Frame) -> None:
        self.resources, self.frame = resources, frame
        self.knowledge, self.figures = resources.wording.knowledge, resources.figures
        self.words = resources.wording.words(frame.language)

    @property
    def attribute(self) -> str:
        """The attribute asked for, the first of several."""
        return self.frame.attributes[0]

    def proof(self, fact: Fact) -> Quote | None:
        """The sentence that proves `fact`, in the asker's language if there is one."""
        return self.resources.quotes.proof(fact, self.words.language)

    def proofs(self, standing: Standing) -> list[tuple[Fact, Quote]]:
        """The values of a standing that can be proved, each with its sentence."""
        return [(fact, quote) for fact in standing.sides if (quote := self.proof(fact))]

    def is_stated(self, fact: Fact, quote: Quote) -> bool:
        """Whether the value of `fact` stands in the words of `quote`."""
        quotes = self.resources.quotes
        return states(self.knowledge, fact, quotes.proof_text(quote), quotes.language(quote))

    def line(
        self, standing: Standing, message: str = "fact-short", *, place: str = "", **values: str
    ) -> Claim | None:
        """A standing in the words of `message`, which may hold its subject, value, edition and `values`.

        Where its sources disagree the value is a range. None where nothing proves it.
        """
        proofs = self.proofs(standing)
        if not proofs:
            return None
        facts = tuple(fact for fact, _ in proofs)
        text = self.words.text(
            message,
            subject=self.words.name(standing.subject),
            value=self.words.standing(Standing(facts)),
            edition=self.words.edition(standing.edition),
            **values,
        )
        quotes = tuple(dict.fromkeys(quote for _, quote in proofs))
        return Claim(text, quotes, facts, label=f"{place}. " if place else "", place=place)

    def sentence(self, fact: Fact) -> Claim | None:
        """A fact as a sentence; with its time where that is asked for or disputed."""
        quote, words = self.proof(fact), self.words
        if quote is None:
            return None
        # a phrase is of one language, and a count without names is half an answer: the sentence says both
        if fact.unit == "text" or (fact.unit == "count" and self._names_several(fact, quote)):
            return quotation(quote, self.resources.quotes.read(quote), words, (fact,))
        disputed = any(other.value == fact.value for other in self.knowledge.facts.conflicts(fact))
        asks_when = ("date" in self.frame.wants or disputed) and fact.unit != "date" and fact.as_of
        dated = asks_when and not words.gives_time(fact)
        told = self._proved_in_time(fact, quote)
        return Claim(words.dated(told) if dated and told.as_of else words.sentence(told), (quote,), (fact,))

    def _proved_in_time(self, fact: Fact, quote: Quote) -> Fact:
        """A fact without its time where the quote does not say when: the value is proved nevertheless."""
        told = fact.as_of and self.is_stated(
            fact.model_copy(update={"value": fact.as_of, "unit": "date"}), quote
        )
        return fact if told else fact.model_copy(update={"as_of": None})

    def _names_several(self, fact: Fact, quote: Quote) -> bool:
        """Whether a sentence names several of a kind beside the subject of its fact: what it counts."""
        graph = self.knowledge.entities
        named = graph.named_in(self.resources.quotes.text(quote))
        kinds = Counter(graph[entity].kind for entity in named if entity != fact.subject)
        return max(kinds.values(), default=0) >= SEVERAL

    def sentences(self, facts: Iterable[Fact]) -> tuple[Claim, ...]:
        """Those of the facts that can be proved, a sentence each; of counts also what was counted."""
        stated = ((fact, claim) for fact in facts if (claim := self.sentence(fact)))
        return tuple(one for fact, claim in stated for one in (claim, *self._counted(fact, claim)))

    def _counted(self, fact: Fact, claim: Claim) -> Iterator[Claim]:
        """The next sentence, where it names as many of a kind as were counted in the one before."""
        quotes, named_in = self.resources.quotes, self.knowledge.entities.named_in
        follows = quotes.following(claim.quotes[0]) if fact.unit == "count" else None
        if follows is None:
            return
        before = named_in(quotes.text(claim.quotes[0]))
        named = [entity for entity in named_in(quotes.text(follows)) if entity not in before]
        if fact.number in Counter(self.knowledge.entities[entity].kind for entity in named).values():
            yield quotation(follows, quotes.read(follows), self.words)

    def cut(self, number: int) -> str:
        """That only the first of `number` lines are shown; "" where all are."""
        shown = {"shown": MOST_LINES, "number": number}
        return self.words.text("list-cut", **shown) if number > MOST_LINES else ""

    @property
    def scope(self) -> str:
        """What narrows a list, in words; "" where nothing does."""
        words, selection = self.words, self.frame.selection
        parts = [words.name(scope) for scope in selection.scopes]
        if selection.excluded:
            parts.append(words.text("scope-without", names=words.names(selection.excluded)))
        if selection.open_weights is not None:
            parts.append(words.text("scope-open" if selection.open_weights else "scope-closed"))
        return words.text("scope", names=words.series(parts)) if parts else ""

    def bounded(self, attribute: str) -> str:
        """The attribute with the bound on it, where the asker wrote that in digits that can be repeated."""
        words, threshold = self.words, self.frame.selection.threshold
        name, unit = words.attribute(attribute), self.knowledge.attributes[attribute].unit
        if threshold is None:
            return name
        value, upper = words.value(threshold.value, unit), words.value(threshold.upper, unit)
        if unsupported(value, (self.frame.question,)):
            return name
        return words.text(f"bound-{threshold.kind}", attribute=name, value=value, upper=upper)

    def draft_of(self, facts: Sequence[Fact]) -> Draft:
        """A draft that states each of `facts`, and what contradicts it, in a sentence."""
        conflicts = self.knowledge.facts.conflicts
        shown = tuple(dict.fromkeys(one for fact in facts[:MOST_LINES] for one in (fact, *conflicts(fact))))
        return self.draft((Section(self.sentences(shown)),), shown)

    def draft(self, sections: tuple[Section, ...], facts: Sequence[Fact]) -> Draft:
        """A draft with the notices that `facts`, which it shows, call for."""
        frame = self.frame
        subjects = tuple(dict.fromkeys(fact.subject for fact in facts))
        answers = tuple(str(fact.value) for fact in facts if fact.unit == "entity")
        exact = all(mention.exact for mention in frame.mentions)
        return Draft(
            sections=sections,
            confidence=CERTAIN if exact else GUESSED,
            notices=self.resources.notices.of_facts(frame, facts),
            entities=tuple(dict.fromkeys((*answers, *(frame.entities or subjects))))[:MOST_LINES],
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=tuple(dict.fromkeys(fact.edition for fact in facts)),
        )

    def nothing(
        self, attribute: str, entities: Sequence[str] = (), nearest: Iterable[Fact] = ()
    ) -> Abstention:
        """Why there is no figure: for whom, in which edition; and the figures that come closest."""
        frame, collectives = self.frame, self.knowledge.entities.kinds.collectives
        listed = frame.operation in LISTS
        text = self.none_fits(attribute) if listed else self.not_stated(attribute, entities)
        kinds = {self.knowledge.entities[e].kind for e in entities}
        in_words = frame.operation is Operation.RANK and frame.selection.scopes and frame.mentions
        if in_words or (kinds and kinds <= collectives):
            return Abstention(text, applies=False)  # a sentence may still say who leads, or what happened
        applies = not entities or any(self.figures.applies(attribute, entity) for entity in entities)
        elsewhere = [f for e in entities for f in self.figures.of(attribute, e)] if frame.editions else []
        return Abstention(text, tuple(dict.fromkeys((*elsewhere, *nearest))), applies)

    def none_fits(self, attribute: str, editions: Sequence[str] = ()) -> str:
        """That no figure of `editions`, or of those asked for, or of any, is what a list asks for."""
        words, held = self.words, editions or self.frame.editions or self.knowledge.editions.ids
        name, bound = words.attribute(attribute), self.bounded(attribute)
        return words.text(
            "abstain-none" if bound == name else "abstain-bound",
            attribute=name,
            bound=bound,
            edition=words.editions(held),
            scope=self.scope,
        )

    def not_stated(self, attribute: str, entities: Sequence[str]) -> str:
        """That no document, or none of the editions asked for, states the attribute of the entities."""
        words, editions = self.words, self.frame.editions
        if not entities and self.knowledge.attributes[attribute].unit == "entity":  # its name is no noun
            return words.text("abstain-passage")
        message = "abstain-attribute-edition" if editions else "abstain-attribute"
        return words.text(
            message if entities else "abstain-attribute-only",
            attribute=words.attribute(attribute),
            subject=words.names(entities),
            edition=words.editions(editions),
        )
