"""One reply for a message that asked several questions: numbered, its citations numbered through."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from qa.drafts.notices import Notices
from qa.knowledge.scales import SCALED_UNITS
from qa.models import Answer, Citation, Line, Notice, Reply
from qa.replies.lines import statements, written
from qa.wording.wording import Wording, Words

LONGEST_HEADING: Final = 200  # characters of a question that is repeated
MOST_FOLLOWUPS: Final = 3
Item = TypeVar("Item")


class Merger:
    """Puts replies together. Holds no state."""

    def __init__(self, wording: Wording, notices: Notices) -> None:
        self._wording, self._notices = wording, notices

    def merged(
        self, question: str, replies: Sequence[Reply], language: str, latency: float, *, more: bool
    ) -> Reply:
        """The replies to the questions of one message, in order, as one; `latency` is in ms.

        `more` says that the message asked others that were left out. It is abstained only if all are; the
        confidence is the least of those answered.
        """
        words = self._wording.words(language)
        lines, citations = _numbered_through(replies, words)
        if more:
            lines.append(Line(kind="note", text=words.text("answers-more")))
        turns = [reply.turn for reply in replies]
        own = {"question": question, "language": language, "latency_ms": latency}
        said = {"answer": written(lines), "statements": statements(lines), "citations": citations}
        together = self._together([reply.answer for reply in replies], words)
        return Reply(
            answer=replies[0].answer.model_copy(update=own | said | together),
            turn=turns[-1].model_copy(update={"earlier": tuple(turns[:-1])}),
            choices=next((reply.choices for reply in replies if reply.choices), ()),
            plot=next((reply.plot for reply in replies if reply.plot), None),
            lines=tuple(lines),
        )

    def _together(self, answers: Sequence[Answer], words: Words) -> dict[str, object]:
        """What follows from all answers: how sure they are, their facts, notices and follow-ups."""
        answered = [answer.confidence for answer in answers if not answer.abstained]
        return {
            "id": uuid.uuid4().hex,
            "abstained": not answered,
            "confidence": min(answered or [answer.confidence for answer in answers]),
            "facts": _distinct(fact for answer in answers for fact in answer.facts),
            "notices": self._noticed(answers, words),
            "followups": _distinct(f for a in reversed(answers) for f in a.followups)[:MOST_FOLLOWUPS],
        }

    def _noticed(self, answers: Sequence[Answer], words: Words) -> tuple[Notice, ...]:
        """All notices, and that figures of different answers may not be compared."""
        said = [notice for answer in answers for notice in answer.notices]
        editions = sorted({f.edition for a in answers for f in a.facts if f.unit in SCALED_UNITS})
        if not any(notice.kind == "comparability" for notice in said):
            said += self._notices.between(editions, words)
        return _distinct(said)


def _numbered_through(replies: Sequence[Reply], words: Words) -> tuple[list[Line], tuple[Citation, ...]]:
    """The lines of all replies, each under its question, and the citations with their new numbers.

    A sentence that is cited for two questions has one number, and stays as the first cites it.
    """
    lines: list[Line] = []
    cited: dict[tuple[str, int, int], Citation] = {}
    for place, reply in enumerate(replies, 1):
        numbers: dict[int, int] = {}
        for one in reply.answer.citations:
            new = one.model_copy(update={"number": len(cited) + 1})
            numbers[one.number] = cited.setdefault((one.document_id, one.start, one.end), new).number
        lines.append(_question(place, reply.answer.question, words))
        lines += [
            line.model_copy(update={"citations": tuple(numbers[number] for number in line.citations)})
            for line in reply.lines
        ]
    return lines, tuple(cited.values())


def _question(number: int, question: str, words: Words) -> Line:
    asked = " ".join(question.split())
    short = asked if len(asked) <= LONGEST_HEADING else f"{asked[: LONGEST_HEADING - 1].rstrip()}…"
    text = words.text("answers-numbered", number=str(number), question=short)
    return Line(kind="question", text=text)


def _distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, equal ones once, in order."""
    return tuple(dict.fromkeys(items))
