"""Stating facts: a sentence with its proof, a draft with its notices, or why there is no figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from qa.draft import Abstention, Claim, Draft, Quote, Section
from qa.facts import Fact
from qa.figures import Figures
from qa.frame import Frame, Operation
from qa.inline import in_line
from qa.knowledge import Knowledge
from qa.notices import Notices
from qa.quoting import Quoting
from qa.wording import Wording

MOST_LINES: Final = 40  # lines that one answer shows
CERTAIN: Final = 0.97  # confidence of an exact name with a figure that is held
GUESSED: Final = 0.85  # of a name with a typing error


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
        text = self._dated(fact, frame.language) if asks_when else self.wording.sentence(fact, frame.language)
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
        if not frame.scopes:
            return ""
        names = self.wording.join(
            [self.wording.name(s, frame.language) for s in frame.scopes], frame.language
        )
        return self.wording.text(frame.language, "scope", names=names)

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
        no_order = frame.operation is Operation.RANK and frame.scopes
        if no_order or (kinds and kinds <= {"country", "group"}):
            return Abstention(text, applies=False)  # a sentence may still say who leads, or what happened
        applies = not entities or any(self.figures.applies(attribute, entity) for entity in entities)
        return Abstention(text, tuple(dict.fromkeys((*elsewhere, *nearest))), applies)
