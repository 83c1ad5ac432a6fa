"""From a frame to a draft: which way a question goes, and what is said when there is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import filterfalse
from typing import Final

from index.tables import PIPE
from qa.citation.claim import Claim
from qa.drafts.answer import FigureAnswer, Resources
from qa.drafts.changes import Changes
from qa.drafts.draft import Abstention, Draft
from qa.drafts.editions import EditionSummaries
from qa.drafts.figures import answer_from_figures
from qa.drafts.fitting import FittingQuotes
from qa.drafts.guard import FigureGuard
from qa.drafts.held import held_figures
from qa.drafts.holdings import Holdings
from qa.drafts.members import count_members
from qa.drafts.mentions import mentions
from qa.drafts.named import NamedQuotes
from qa.drafts.overviews import overview
from qa.drafts.passages import PassageAnswers
from qa.drafts.refusals import Refusals
from qa.drafts.suggestions import Suggestions
from qa.drafts.summaries import Summaries
from qa.drafts.talk import Talk
from qa.drafts.timed import TimedPassages
from qa.drafts.told import Told
from qa.drafts.weights import asks_of_weights, weights
from qa.knowledge.editions import alike, length
from qa.language.inline import clipped
from qa.models import Choice
from qa.question.extremes import asks_for_end
from qa.question.frame import EVERYWHERE, Frame, Operation
from qa.retrieval.headlines import Headlines
from qa.retrieval.retriever import Retriever
from qa.wording.wording import Words

MOST_NAMES: Final = 3  # unknown names that an abstention repeats
LONGEST_NAME: Final = 60  # characters of each
DATED_UNITS: Final = frozenset({"points", "users", "USD"})  # figures that change from year to year
ON_TOPIC: Final = 6  # sentences that sum up a topic
MOST_EDITIONS: Final = 4  # that are named where one is missing: the latest
MOST_CLOSEST: Final = 2  # figures shown with an abstention, or else the one sentence that is closest
UNANSWERED: Final = 0.1  # confidence of an abstention that no search has measured
UNDECIDED: Final = 0.5  # of a question back
OF_SOMETHING: Final = 3  # words by which talk may be a question of the documents
OF_ROWS: Final = 0.5  # confidence from which a row of a table answers what no figure does
SERIES: Final = 2  # editions of one length that are rather a series than the dates of reports
SURELY: Final = 0.62  # confidence from which it is one
YEAR: Final = 4  # characters
STATED: Final = 0.5  # confidence from which a sum or a mean is one that a document states
SUMMED_UP: Final = frozenset({Operation.SUMMARY, Operation.CHANGES})
OF_WORKS: Final = frozenset({Operation.DOCUMENTS, Operation.EDITIONS, Operation.MENTIONS})
SCORED: Final = frozenset({Operation.LOOKUP, Operation.COMPARE, Operation.RANK, Operation.HISTORY})


def _like_a_name(word: str) -> bool:
    """Whether a word is written like a name: with a capital or a digit, where its script has capitals."""
    return word != word.lower() or word.lower() == word.upper() or any(map(str.isdigit, word))


def _last(editions: Sequence[str], words: Words) -> str:
    """The editions there are: the latest, and how many more."""
    more = len(editions) - MOST_EDITIONS
    if more <= 0:
        return words.editions(editions)
    latest = words.series(map(words.edition, editions[-MOST_EDITIONS:]))
    return words.text("help-titles", titles=latest, number=more)


class Drafter:
    """Chooses between small talk, figures, overviews, passages, a question back and an abstention."""

    def __init__(
        self,
        resources: Resources,
        passages: PassageAnswers,
        headlines: Headlines,
        suggestions: Suggestions,
        retriever: Retriever,
        editions: tuple[str, ...],
        refusals: Refusals,
        guard: FigureGuard,
    ) -> None:
        """`editions` are all that documents or figures belong to."""
        documents = retriever.index.documents
        self._resources, self._refusals, self._guard = resources, refusals, guard
        self._passages, self._headlines = passages, headlines
        self._timed = TimedPassages(passages, documents, editions)
        self._holdings, self._told = Holdings(retriever, resources.wording), Told(retriever, passages)
        self._retriever = retriever
        self._named = NamedQuotes(resources.quotes, documents, passages)
        self._fitting = FittingQuotes(resources.quotes, documents, resources.wording.knowledge.facts)
        self._documents, self._editions = documents, editions
        self._talk = Talk(resources, suggestions, documents, editions)

    def draft(self, frame: Frame) -> Draft:
        """The draft for any frame."""
        if frame.ties:
            return self._question_back(frame)
        if frame.operation is Operation.SMALLTALK:
            return self._told_instead(frame) or self._talk.said(frame)
        composed = self._answer(frame)
        draft = self._abstained(frame, composed) if isinstance(composed, Abstention) else composed
        return self._talk.about(frame, draft) if frame.smalltalk else draft

    def _told_instead(self, frame: Frame) -> Draft | None:
        """What documents surely say to what only seems to be said to the bot."""
        if len(frame.content) < OF_SOMETHING or frame.missing.words:
            return None
        composed = self._passages.compose(frame)
        return composed if isinstance(composed, Draft) and composed.confidence >= SURELY else None

    def unproved(self, frame: Frame) -> Draft:
        """The abstention where a draft was made but none of its claims could be proved."""
        return self._abstained(frame, self._passages.nothing(frame))

    def _answer(self, frame: Frame) -> Draft | Abstention:
        unknown = self._not_here(frame)
        if unknown is not None:
            return unknown
        if frame.latest:  # named outright: there is nothing to doubt
            return held_figures(self._resources, frame)
        if frame.operation in OF_WORKS:
            return self._of_works(frame)
        if asks_of_weights(frame, self._resources.wording.knowledge.entities):
            return weights(FigureAnswer(self._resources, frame), self._passages)
        if frame.operation in SUMMED_UP:
            return self._summed_up(frame)
        if frame.operation is Operation.PASSAGE:
            return self._in_words(frame)
        if frame.aggregate and frame.operation is not Operation.OVERVIEW:
            return self._aggregate(frame)
        if frame.operation is Operation.COUNT and not frame.attributes:
            return count_members(FigureAnswer(self._resources, frame), self._passages)
        if frame.operation is Operation.OVERVIEW:
            return overview(FigureAnswer(self._resources, frame), self._passages)
        return self._of_figures(frame)

    def _of_works(self, frame: Frame) -> Draft | Abstention:
        """What is known of editions or documents, or which editions speak of something."""
        if frame.operation is Operation.DOCUMENTS:
            return self._holdings.compose(frame)
        if frame.operation is Operation.MENTIONS:
            return mentions(frame, self._passages, self._editions, self._words(frame))
        if not self._resources.wording.knowledge.editions.by_id:  # then each document is one of its own
            return self._talk.said(replace(frame, smalltalk="sources"))
        return EditionSummaries(self._resources, frame, self._documents, self._editions).compose()

    def _aggregate(self, frame: Frame) -> Draft | Abstention:
        """A sum or a mean that a document states; none is computed."""
        composed = self._in_words(frame)
        if isinstance(composed, Draft) and composed.confidence >= STATED:
            return composed
        return Abstention(self._words(frame).text("abstain-aggregate"), searched=False)

    def _summed_up(self, frame: Frame) -> Draft | Abstention:
        """What changed between two editions, or, where no figures say, what the later one is about."""
        if frame.operation is Operation.CHANGES:
            changes = Changes(self._resources, frame, self._editions)
            if (told := changes.compose()) is not None:
                return told
            frame = replace(frame, editions=changes.editions[1:])
        elif frame.scope and frame.content:
            return self._told.compose(frame, self._words(frame))
        elif topical := self._passages.on_topic(frame, ON_TOPIC):
            return topical
        searched = self._retriever.searched(frame.editions, frame.tongue, frame.scope)
        documents = {id_: self._documents[id_] for id_ in searched} if frame.scope else self._documents
        summary = Summaries(self._resources, frame, documents, self._headlines).compose()
        return summary or self._passages.nothing(frame)

    def _words(self, frame: Frame) -> Words:
        return self._resources.wording.words(frame.language)

    def _not_here(self, frame: Frame) -> Draft | Abstention | None:
        """Why what is asked for cannot be held at all: no such edition, no scores, no such name."""
        if frame.missing.editions and not frame.editions:
            told = self._timed.elsewhere(frame, frame.missing.editions)
            told = told and self._fit(frame, told)
            if not told and not self._is_series(frame.missing.editions):  # a time, of which nothing is told
                return self._passages.nothing(frame)
            return told or self._no_such_edition(frame.missing.editions, frame)
        named = asks_of_weights(frame, self._resources.wording.knowledge.entities)
        if frame.operation in SCORED and not (frame.attributes or frame.latest or named):
            return Abstention(self._words(frame).text("abstain-scores"), searched=False)
        return self._unknown(frame, frame.missing.names) if frame.missing.names else None

    def _of_figures(self, frame: Frame) -> Draft | Abstention:
        if frame.missing.subject and not frame.entities:
            # a figure would be somebody else's
            subject = (frame.missing.subject,)
            return self._unknown(frame, subject) if _like_a_name(*subject) else self._passages.nothing(frame)
        composed = answer_from_figures(self._resources, frame)
        if isinstance(composed, Abstention) and frame.edition_carried and frame.editions:
            # it was another's edition
            composed = answer_from_figures(self._resources, replace(frame, editions=()))
        if isinstance(composed, Abstention):
            if told := self._at_that_time(frame):
                return told
            return self._undoubted(frame, composed) if composed.applies else self._in_passages(frame)
        if other_years := self._other_years(frame, composed):
            return self._no_such_edition(other_years, frame)
        kept = self._guard.kept(frame, composed)
        if kept and not self._is_of_own(frame) and not self._resources.wording.knowledge.declares:
            kept = self._named.kept(frame, kept)
        return kept or self._in_passages(frame)

    def _at_that_time(self, frame: Frame) -> Draft | None:
        """What passages surely say of a time that no figure of a document's own measure is of.

        Not every figure of a document is found: who asks for 2022 may be told so by a sentence that names it.
        """
        of_years = bool(frame.editions) and all(len(edition) == YEAR for edition in frame.editions)
        composed = self._in_passages(frame) if self._is_of_own(frame) and of_years else None
        if not isinstance(composed, Draft) or composed.confidence < STATED:
            return None
        quotes = [quote for claim in composed.claims for quote in claim.quotes]
        texts = [self._resources.quotes.proof_text(quote) for quote in quotes]
        return composed if any(all(year in text for year in frame.editions) for text in texts) else None

    def _is_of_own(self, frame: Frame) -> bool:
        return any(self._resources.wording.knowledge.attributes[one].is_own for one in frame.attributes)

    def _in_words(self, frame: Frame) -> Draft | Abstention:
        """What passages say, of what the question names."""
        composed = self._timed.compose(frame)
        if isinstance(composed, Abstention):
            return composed
        return self._fit(frame, composed) or self._passages.nothing(frame)

    def _fit(self, frame: Frame, draft: Draft) -> Draft | None:
        """What of a draft is of what the question names, and may be the number that it asks for."""
        if self._resources.wording.knowledge.declares:
            return draft
        told = self._named.kept(frame, draft)
        told = told and self._fitting.kept(frame, told)
        return told and self._without_cells(frame, told)

    def _without_cells(self, frame: Frame, draft: Draft) -> Draft | None:
        """A draft without rows of tables that are hardly an answer; None where nothing else is told.

        Tables are read as figures: of a row that none of these answers from, the reader must be sure. No row
        says that it is the first of all.
        """
        if draft.confidence >= OF_ROWS and not asks_for_end(frame.question):
            return draft
        sections = [
            replace(one, claims=tuple(filterfalse(self._is_row, one.claims))) for one in draft.sections
        ]
        held = tuple(section for section in sections if section.claims)
        return replace(draft, sections=held) if held else None

    def _is_row(self, claim: Claim) -> bool:
        quotes = self._resources.quotes
        return bool(claim.quotes) and all(quotes.text(quote).startswith(PIPE) for quote in claim.quotes)

    def _in_passages(self, frame: Frame) -> Draft | Abstention:
        """What passages say; the time of a figure that only documents name is no edition of theirs."""
        return self._in_words(replace(frame, editions=()) if self._is_of_own(frame) else frame)

    def _undoubted(self, frame: Frame, why: Abstention) -> Abstention:
        """An abstention with what is held of a part, or, where that is doubted, without."""
        held = why.held and self._guard.kept(frame, why.held)
        return replace(why, held=held, facts=why.facts if held or not why.held else ())

    @staticmethod
    def _other_years(frame: Frame, draft: Draft) -> tuple[str, ...]:
        """The years asked for that none of the figures is of: "R1's score in 2019"."""
        facts = [fact for claim in draft.claims for fact in claim.facts]
        if not any(fact.unit in DATED_UNITS for fact in facts):
            return ()
        held = " ".join(f"{fact.edition} {fact.as_of} {fact.value}" for fact in facts)
        return tuple(year for year in frame.years if year not in held)

    def _is_series(self, asked: Sequence[str]) -> bool:
        """Whether there are editions, declared or of documents, that are as long as those asked for."""
        if self._resources.wording.knowledge.declares:
            return True
        lengths = {length(one) for one in asked}
        return sum(length(one) in lengths for one in self._editions) >= SERIES

    def _unknown(self, frame: Frame, names: tuple[str, ...]) -> Draft | Abstention:
        """The names that no document holds, quoted as they were written: the first few of them, cut short.

        What a document does hold is no unknown name, whatever it was taken for: it is searched for. Where
        nothing is declared, names are only guessed at, and a name may be written otherwise in a document of
        another language: it is read before it is refused.
        """
        absent = [name for name in names if not self._passages.hold(name)]
        if not absent or not self._resources.wording.knowledge.declares:
            composed = self._in_words(frame)
            if not absent or isinstance(composed, Draft):
                return composed
        words = self._words(frame)
        written = [words.text("quote", text=clipped(name, LONGEST_NAME)) for name in absent[:MOST_NAMES]]
        return Abstention(words.text("abstain-name", name=words.join(written)))

    def _question_back(self, frame: Frame) -> Draft:
        """Near-tied readings of a name: each choice asks the same question with that name."""
        mention = next(m for m in frame.mentions if len(m.entities) > 1 and not m.exact)
        words = self._words(frame)
        names = [words.name(entity) for entity in frame.ties]
        before, after = frame.question[: mention.start], frame.question[mention.end :]
        choices = tuple(Choice(label=name, question=f"{before}{name}{after}") for name in names)
        text = words.text("clarify", names=words.join(names))
        return Draft(text=text, choices=choices, confidence=UNDECIDED)

    def _meant(self, frame: Frame) -> tuple[Choice, ...]:
        """The same request with each of the names that an unknown one may stand for."""
        names = map(self._words(frame).name, frame.missing.near)
        asked, missing = frame.question, frame.missing.names
        return tuple(Choice(label=name, question=asked.replace(missing[0], name)) for name in names)

    def _no_such_edition(self, editions: tuple[str, ...], frame: Frame) -> Abstention:
        words = self._words(frame)
        held = _last(alike(editions, self._editions), words)
        asked = words.join([*map(words.edition, editions)])
        text = words.text("abstain-edition", edition=asked, editions=held)
        return Abstention(text, searched=False)

    def _abstained(self, frame: Frame, why: Abstention) -> Draft:
        """An abstention with what is held of its subject, or else with the figures or sentences closest."""
        proofs = (self._resources.quotes.proof(fact, frame.language) for fact in why.facts)
        quotes = tuple(quote for quote in proofs if quote) or why.closest[:1]
        limited, evidence = bool(frame.scope) and why.confidence is not None, why.evidence
        if not quotes and (limited or why.confidence is None):  # those passages were not searched before
            anywhere = replace(frame, editions=() if frame.missing.editions else frame.editions)
            near = self._passages.nearest(replace(anywhere, scope=EVERYWHERE))
            quotes, evidence = near.closest[:1], near.evidence
        searched = self._refusals.searched(frame) if why.searched and not limited else ""
        return replace(
            why.held or Draft(),
            text=self._refusals.limited(frame) if limited else why.text,
            closing=" ".join(filter(None, (searched, self._refusals.whom_to_ask(frame)))),
            abstained=True,
            confidence=why.confidence if why.confidence is not None else UNANSWERED,
            closest=() if why.held else quotes[:MOST_CLOSEST],
            choices=self._meant(frame),
            entities=frame.entities,
            attribute=frame.attributes[0] if frame.attributes else None,
            editions=frame.editions,
            evidence=evidence,
        )
