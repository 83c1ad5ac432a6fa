"""Stating facts: a sentence with its proof, a draft with its notices, or why there is no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from qa.citation.proof import states
from qa.citation.quotes import Quoting
from qa.drafts.draft import Abstention, Claim, Draft, Quote, Section
from qa.drafts.notices import Notices
from qa.knowledge.facts import Fact
from qa.knowledge.figures import Figures
from qa.knowledge.knowledge import Knowledge
from qa.knowledge.standings import Standing
from qa.language.inline import in_line
from qa.question.frame import Frame, Operation
from qa.wording.wording import Wording

MOST_LINES: Final = 40  # lines that one answer shows
CERTAIN: Final = 0.97  # confidence of an exact name with a figure that is held
GUESSED: Final = 0.85  # of a name with a typing error


@dataclass(frozen=True, slots=True)
class Told:
    """A standing in words, with the facts and the quotes that prove it."""

    value: str
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


class Stating:
    """What look-ups, comparisons and listings share."""

    def __init__(
        self, knowledge: Knowledge, figures: Figures, quoting: Quoting, wording: Wording, notices: Notices
    ) -> None:
        self.knowledge = knowledge
        self.figures = figures
        self.wording = wording
        self._quoting = quoting
        self._notices = notices

    def proof(self, fact: Fact, language: str) -> Quote | None:
        """The sentence that proves `fact`, in `language` if there is one."""
        return self._quoting.proof(fact, language)

    def states(self, fact: Fact, quote: Quote) -> bool:
        """Whether the value of `fact` stands in the words of `quote`."""
        return states(self.knowledge, fact, self._quoting.proof_text(quote), self._quoting.language(quote))

    def told(self, standing: Standing, language: str) -> Told | None:
        """The value of a standing, or the range of what its sources state; None where nothing proves it."""
        proved = [(fact, quote) for fact in standing.sides if (quote := self.proof(fact, language))]
        if not proved:
            return None
        facts = tuple(fact for fact, _ in proved)
        value = self.wording.standing(Standing(facts), language)
        return Told(value, facts, tuple(dict.fromkeys(quote for _, quote in proved)))

    def line(self, standing: Standing, frame: Frame, *, place: str = "", dated: bool = False) -> Claim | None:
        """A standing as a line of a list: the subject and its value; with the edition where it is `dated`."""
        told, words, language = self.told(standing, frame.language), self.wording, frame.language
        if told is None:
            return None
        text = words.text(
            language,
            "fact-line" if dated else "fact-short",
            subject=words.name(standing.subject, language),
            value=told.value,
            edition=words.edition(standing.edition, language),
        )
        label = f"{place}. " if place else ""
        return Claim(text, told.quotes, told.facts, label=label, place=place)

    def cut(self, number: int, language: str) -> str:
        """That only the first of `number` lines are shown; "" where all are."""
        if number <= MOST_LINES:
            return ""
        return self.wording.text(language, "list-cut", shown=MOST_LINES, number=number)

    def all_of(self, frame: Frame, facts: Sequence[Fact]) -> Draft:
        """A draft that states each of `facts` in a sentence, with the notices that they call for."""
        shown = self._with_contradictions(facts)
        claims = tuple(filter(None, (self.sentence(fact, frame) for fact in shown)))
        return self.draft(frame, (Section(claims),), shown)

    def _with_contradictions(self, facts: Sequence[Fact]) -> list[Fact]:
        store = self.knowledge.facts
        shown: list[Fact] = []
        for fact in facts[:MOST_LINES]:
            shown += [fact, *store.conflicts(fact)]
        return list(dict.fromkeys(shown))

    def sentence(self, fact: Fact, frame: Frame) -> Claim | None:
        quote = self._quoting.proof(fact, frame.language)
        if quote is None:
            return None
        if fact.unit == "text":  # a phrase of one language: the sentence that states it is in the asker's
            return Claim(self._quoted(quote, frame.language), (quote,), (fact,))
        disputed = any(other.value == fact.value for other in self.knowledge.facts.conflicts(fact))
        asks_when = ("date" in frame.wants or disputed) and fact.unit != "date" and fact.as_of
        dated = asks_when and not self.wording.gives_time(fact, frame.language)
        text = self._dated(fact, frame.language) if dated else self.wording.sentence(fact, frame.language)
        return Claim(text, (quote,), (fact,))

    def _quoted(self, quote: Quote, language: str) -> str:
        return self.wording.text(language, "quote", text=in_line(self._quoting.text(quote)))

    def _dated(self, fact: Fact, language: str) -> str:
        words = self.wording
        return words.text(
            language,
            "fact-as-of",
            subject=words.name(fact.subject, language),
            value=words.fact_value(fact, language),
            date=words.date(fact.as_of or "", language),
            edition=words.edition(fact.edition, language),
        )

    def scope(self, frame: Frame) -> str:
        """What narrows a list, in words; "" where nothing does."""
        words, language = self.wording, frame.language
        parts = [words.name(scope, language) for scope in frame.scopes]
        if frame.excluded:
            parts.append(words.text(language, "scope-without", names=words.names(frame.excluded, language)))
        if frame.open_weights is not None:
            parts.append(words.text(language, "scope-open" if frame.open_weights else "scope-closed"))
        names = words.text(language, "list-separator").join(parts)
        return words.text(language, "scope", names=names) if parts else ""

    def draft(self, frame: Frame, sections: tuple[Section, ...], facts: Sequence[Fact]) -> Draft:
        subjects = tuple(dict.fromkeys(fact.subject for fact in facts))
        answers = tuple(str(fact.value) for fact in facts if fact.unit == "entity")
        exact = all(mention.exact for mention in frame.mentions)
        return Draft(
            sections=sections,
            confidence=CERTAIN if exact else GUESSED,
            notes=self._notices.of_facts(frame, facts),
            entities=tuple(dict.fromkeys((*answers, *(frame.entities or subjects))))[:MOST_LINES],
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=tuple(dict.fromkeys(fact.edition for fact in facts)),
        )

    def nothing(
        self, frame: Frame, attribute: str, entities: Sequence[str], nearest: Iterable[Fact] = ()
    ) -> Abstention:
        """Why there is no figure: for whom, in which edition; and the figures that come closest."""
        words, language = self.wording, frame.language
        name = words.attribute(attribute, language)
        edition = words.editions(frame.editions, language) if frame.editions else ""
        elsewhere = [f for e in entities for f in self.figures.of(attribute, e)] if frame.editions else []
        if frame.operation in (Operation.RANK, Operation.FILTER, Operation.COUNT):
            held = edition or words.editions(self.knowledge.editions.ids, language)
            text = words.text(language, "abstain-none", attribute=name, edition=held, scope=self.scope(frame))
        elif not entities:
            text = words.text(language, "abstain-attribute-only", attribute=name)
        elif edition:
            subject = words.names(entities, language)
            text = words.text(
                language, "abstain-attribute-edition", attribute=name, subject=subject, edition=edition
            )
        else:
            text = words.text(
                language, "abstain-attribute", attribute=name, subject=words.names(entities, language)
            )
        kinds = {self.knowledge.entities[e].kind for e in entities}
        no_order = frame.operation is Operation.RANK and frame.scopes and not frame.by_figures
        if no_order or (kinds and kinds <= {"country", "group"}):
            return Abstention(text, applies=False)  # a sentence may still say who leads, or what happened
        applies = not entities or any(self.figures.applies(attribute, entity) for entity in entities)
        return Abstention(text, tuple(dict.fromkeys((*elsewhere, *nearest))), applies)
