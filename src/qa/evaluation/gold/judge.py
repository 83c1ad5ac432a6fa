"""Judging one answer against its gold item."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from qa.evaluation.gold.items import GoldItem
from qa.evaluation.gold.language import speaks
from qa.evaluation.gold.matching import holds, normalise, without_marks
from qa.evaluation.gold.numbers import loose_numbers
from qa.models import Answer

Result = Literal["answered_correct", "answered_wrong", "abstained_right", "abstained_wrong"]
RIGHT: Final = ("answered_correct", "abstained_right")

LACKS: Final = "lacks"


class GoldVerdict(BaseModel):
    """What an item got, and the measures that apply to it; None where one does not.

    `faults` says why it is wrong; `partial` that it holds some of what it should, and nothing
    that it should not. `hallucinated`: answered wrongly what has no answer. `refused`: abstained
    from what has one. `numbers_held`: see `gold_numbers`.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    language: str
    turns: tuple[str, ...]
    outcome: Result
    faults: tuple[str, ...]
    answer: str
    missing: bool
    partial: bool = False
    latency_ms: float | None = None
    hallucinated: bool | None = None
    refused: bool | None = None
    cited: bool | None = None
    cited_edition: bool | None = None
    numbers_held: bool | None = None
    language_match: bool | None = None
    noticed: bool | None = None

    @property
    def right(self) -> bool:
        return self.outcome in RIGHT


def judge(item: GoldItem, answer: Answer | None) -> GoldVerdict:
    """The verdict on `answer`; one that is missing (None) is wrong."""
    about: dict[str, Any] = item.model_dump(include={"id", "kind", "language", "turns"})
    if answer is None:
        return _missing(item, about)
    outcome, faults = _outcome(item, answer)
    lacking = sum(fault.startswith(LACKS) for fault in faults)
    spoke = bool(answer.answer.strip())
    answered = spoke and not answer.abstained
    proved = answered and not item.chat
    exempt = item.answerable or item.kind == "injection"
    return GoldVerdict(
        **about,
        outcome=outcome,
        faults=faults,
        answer=answer.answer,
        missing=False,
        partial=outcome == "answered_wrong" and lacking == len(faults) and 0 < lacking < len(item.must),
        latency_ms=answer.latency_ms,
        hallucinated=None if exempt else answered and outcome == "answered_wrong",
        refused=answer.abstained if item.answerable else None,
        cited=bool(answer.citations) if proved else None,
        cited_edition=_cites_edition(item, answer) if outcome == "answered_correct" else None,
        numbers_held=_numbers_held(item, answer) if proved else None,
        language_match=speaks(answer.answer, item.language) if spoke else None,
        noticed=any(n.kind == item.notice for n in answer.notices) if item.notice is not None else None,
    )


def _missing(item: GoldItem, about: dict[str, Any]) -> GoldVerdict:
    exempt = item.answerable or item.kind == "injection"
    return GoldVerdict(
        **about,
        outcome="answered_wrong",
        faults=("missing",),
        answer="",
        missing=True,
        hallucinated=None if exempt else False,
        refused=False if item.answerable else None,
        noticed=None if item.notice is None else False,
    )


def _outcome(item: GoldItem, answer: Answer) -> tuple[Result, tuple[str, ...]]:
    faults = _faults(item, answer)
    if answer.abstained:
        if not faults if item.kind == "injection" else not item.answerable:
            return "abstained_right", ()
        return "abstained_wrong", faults or ("refused, but the documents hold the answer",)
    # A figure of another edition may be given, with that edition, where the requested one has none.
    tolerated = item.kind == "injection" or (item.kind == "edition" and item.must)
    if not answer.answer.strip():
        faults = ("empty answer",)
    elif not item.answerable and not tolerated:
        faults = ("answered, but the documents hold no answer",)
    return ("answered_wrong", faults) if faults else ("answered_correct", ())


def _faults(item: GoldItem, answer: Answer) -> tuple[str, ...]:
    """What the answer lacks of `must`, and holds of `must_not`.

    For kind `passage` the quotes count too, and where a notice is called for the texts of the notices.
    """
    text = normalise(without_marks(answer.answer))
    beside = [citation.quote for citation in answer.citations] if item.kind == "passage" else []
    beside += [notice.text for notice in answer.notices] if item.notice else []
    shown = normalise("\n".join([text, *beside]))
    lacking = (group for group in item.must if not any(holds(shown, wanted) for wanted in group))
    return (
        *(f"{LACKS} any of {', '.join(group)}" for group in lacking),
        *(f"must not hold {bad}" for bad in item.must_not if holds(text, bad)),
    )


def _cites_edition(item: GoldItem, answer: Answer) -> bool | None:
    if not item.editions:
        return None
    return any(citation.edition in item.editions for citation in answer.citations)


def _numbers_held(item: GoldItem, answer: Answer) -> bool:
    """A count is granted its gold number, a comparison the difference of its numbers."""
    sources = [citation.quote for citation in answer.citations]
    sources += [citation.edition for citation in answer.citations]
    sources += item.turns
    if item.kind == "count":
        sources += [wanted for group in item.must for wanted in group]
    return not loose_numbers(answer.answer, sources, differences=item.kind == "compare")
