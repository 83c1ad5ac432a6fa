"""From a frame to a draft: which way a question goes, and what is said when there is no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qa.drafts.draft import Abstention, Draft
from qa.drafts.editions import Holdings
from qa.drafts.figures import Composer
from qa.drafts.members import Members
from qa.drafts.overviews import Overviews
from qa.drafts.passages import PassageAnswers
from qa.drafts.statements import Stating
from qa.drafts.suggestions import Suggestions
from qa.knowledge.makers import Makers
from qa.models import Choice
from qa.question.frame import Frame, Operation

MOST_NAMES: Final = 3  # unknown names that an abstention repeats
LONGEST_NAME: Final = 60  # characters of each
DATED_UNITS: Final = frozenset({"points", "users", "USD"})  # figures that change from year to year
MOST_TITLES: Final = 3  # documents that a greeting names
MOST_CLOSEST: Final = 2  # quotes shown with an abstention
UNANSWERED: Final = 0.1  # confidence of an abstention that no search has measured
UNDECIDED: Final = 0.5  # of a question back
SCORED: Final = frozenset({Operation.LOOKUP, Operation.COMPARE, Operation.RANK, Operation.HISTORY})


class Drafting:
    """Chooses between small talk, figures, overviews, passages, a question back and an abstention."""

    def __init__(
        self,
        stating: Stating,
        passages: PassageAnswers,
        makers: Makers,
        suggestions: Suggestions,
        holdings: Holdings,
        editions: tuple[str, ...],
    ) -> None:
        """`editions` are all that documents or figures belong to."""
        self._stating = stating
        self._wording = stating.wording
        self._knowledge = stating.knowledge
        self._passages = passages
        self._suggestions = suggestions
        self._editions = editions
        self._composer = Composer(stating, makers)
        self._members = Members(stating, passages)
        self._overviews = Overviews(stating, passages)
        self._holdings = holdings

    def draft(self, frame: Frame) -> Draft:
        """The draft for any frame."""
        if frame.ties:
            return self._question_back(frame)
        if frame.operation is Operation.SMALLTALK:
            return self._smalltalk(frame)
        composed = self._answer(frame)
        return self._abstained(frame, composed) if isinstance(composed, Abstention) else composed

    def unproved(self, frame: Frame) -> Draft:
        """The abstention where a draft was made but none of its claims could be proved."""
        return self._abstained(frame, self._passages.nothing(frame))

    def _answer(self, frame: Frame) -> Draft | Abstention:
        unknown = self._not_here(frame)
        if unknown is not None:
            return unknown
        if frame.operation is Operation.EDITIONS:
            return self._holdings.compose(frame)
        if frame.operation is Operation.PASSAGE:
            return self._passages.compose(frame)
        if frame.aggregate and frame.operation is not Operation.OVERVIEW:
            return Abstention(self._wording.text(frame.language, "abstain-aggregate"))
        if frame.operation is Operation.COUNT and not frame.attributes:
            return self._members.compose(frame)
        if frame.operation is Operation.OVERVIEW:
            return self._overviews.compose(frame)
        return self._of_figures(frame)

    def _not_here(self, frame: Frame) -> Abstention | None:
        """Why what is asked for cannot be held at all: no such edition, no scores, no such name."""
        if frame.absent_editions and not frame.editions:
            return self._no_such_edition(frame)
        if frame.operation in SCORED and not frame.attributes:
            return Abstention(self._wording.text(frame.language, "abstain-scores"))
        return self._unknown(frame, frame.absent_names) if frame.absent_names else None

    def _of_figures(self, frame: Frame) -> Draft | Abstention:
        if frame.stranger and not frame.entities:
            return self._unknown(frame, (frame.stranger,))  # a figure would be somebody else's
        composed = self._composer.compose(frame)
        if isinstance(composed, Abstention) and frame.edition_carried and frame.editions:
            composed = self._composer.compose(replace(frame, editions=()))  # it was another's edition
        if isinstance(composed, Abstention):
            return composed if composed.applies else self._passages.compose(frame)
        other_years = self._other_years(frame, composed)
        return self._no_such_edition(replace(frame, absent_editions=other_years)) if other_years else composed

    @staticmethod
    def _other_years(frame: Frame, draft: Draft) -> tuple[str, ...]:
        """The years asked for that none of the figures is of: "R1's score in 2019"."""
        facts = [fact for claim in draft.claims for fact in claim.facts]
        if not any(fact.unit in DATED_UNITS for fact in facts):
            return ()
        held = " ".join(f"{fact.edition} {fact.as_of} {fact.value}" for fact in facts)
        return tuple(year for year in frame.years if year not in held)

    def _unknown(self, frame: Frame, names: tuple[str, ...]) -> Abstention:
        """The names that no document holds, the first few of them, cut short."""
        told = [name[:LONGEST_NAME] for name in names[:MOST_NAMES]]
        name = self._wording.join(told, frame.language)
        return Abstention(self._wording.text(frame.language, "abstain-name", name=name))

    def _question_back(self, frame: Frame) -> Draft:
        """Near-tied readings of a name: each choice asks the same question with that name."""
        mention = next(m for m in frame.mentions if len(m.entities) > 1 and not m.exact)
        names = [self._wording.name(entity, frame.language) for entity in frame.ties]
        before, after = frame.question[: mention.start], frame.question[mention.end :]
        choices = tuple(Choice(label=name, question=f"{before}{name}{after}") for name in names)
        text = self._wording.text(frame.language, "clarify", names=self._wording.join(names, frame.language))
        return Draft(text=text, choices=choices, confidence=UNDECIDED)

    def _meant(self, frame: Frame) -> tuple[Choice, ...]:
        """The same request with each of the names that an unknown one may stand for."""
        names = [self._wording.name(entity, frame.language) for entity in frame.near]
        asked = [frame.question.replace(frame.absent_names[0], name) for name in names]
        return tuple(Choice(label=n, question=q) for n, q in zip(names, asked, strict=True))

    def _smalltalk(self, frame: Frame) -> Draft:
        language = frame.language
        examples = self._suggestions.examples(language)
        quoted = self._wording.text(language, "quote", text=examples[0]) if examples else ""
        figures = frame.smalltalk != "help" or self._knowledge.facts.facts
        text = self._wording.text(
            language,
            f"help-{frame.smalltalk}" if figures else "help-documents",
            titles=self._titles(language),
            examples=self._wording.text(language, "help-try", examples=quoted) if examples else "",
        )
        return Draft(text=text, followups=examples)

    def _titles(self, language: str) -> str:
        """What there is to ask about: the editions, or, where none is declared, the first documents."""
        editions = self._knowledge.editions.by_id
        if editions:
            named = [editions[e].title.get(language, e) if e in editions else e for e in self._editions]
            return self._wording.join(named, language)
        titles = self._passages.titles(language)
        more = len(titles) - MOST_TITLES
        if more <= 0:
            return self._wording.join(titles, language)
        first = self._wording.text(language, "list-separator").join(titles[:MOST_TITLES])
        return self._wording.text(language, "help-titles", titles=first, number=more)

    def _no_such_edition(self, frame: Frame) -> Abstention:
        words, language = self._wording, frame.language
        held = words.editions(self._editions, language)
        asked = words.join([words.edition(edition, language) for edition in frame.absent_editions], language)
        return Abstention(words.text(language, "abstain-edition", edition=asked, editions=held))

    def _abstained(self, frame: Frame, why: Abstention) -> Draft:
        """An abstention with what comes closest: figures of another edition, or the nearest sentences."""
        proofs = (self._stating.proof(fact, frame.language) for fact in why.facts)
        quotes = tuple(quote for quote in proofs if quote) or why.closest
        if not quotes and why.confidence is None:  # passages were not searched before
            quotes = self._passages.nearest(replace(frame, editions=()) if frame.absent_editions else frame)
        return Draft(
            text=why.text,
            abstained=True,
            confidence=why.confidence if why.confidence is not None else UNANSWERED,
            closest=quotes[:MOST_CLOSEST],
            choices=self._meant(frame),
            entities=frame.entities,
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=frame.editions,
        )
