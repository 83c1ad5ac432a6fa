"""One reply for a message that asked several questions: numbered, its citations numbered through."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Final, TypeVar

from qa.drafts.notices import Notices
from qa.knowledge.scales import SCALED_UNITS
from qa.models import Answer, Citation, Notice, Reply, Statement
from qa.wording.messages import Messages

MARKER: Final = re.compile(r"(?:\s*\[\d+\])+$")
NUMBER: Final = re.compile(r"\[(\d+)\]")
LONGEST_HEADING: Final = 200  # characters of a question that is repeated
MOST_FOLLOWUPS: Final = 3
Item = TypeVar("Item")


class Merging:
    """Puts replies together. Holds no state."""

    def __init__(self, messages: Messages, notices: Notices) -> None:
        self._messages, self._notices = messages, notices

    def merged(
        self, question: str, replies: Sequence[Reply], language: str, latency: float, *, more: bool
    ) -> Reply:
        """The replies to the questions of one message, in order, as one; `latency` is in ms.

        `more` says that the message asked others that were left out. It is abstained only if all are; the
        confidence is the least of those answered.
        """
        answers = _numbered_through([reply.answer for reply in replies])
        answered = [a.confidence for a in answers if not a.abstained]
        lines = [self._headed(number, answer, language) for number, answer in enumerate(answers, 1)]
        if more:
            lines.append(self._messages.format(language, "answers-more"))
        turns = [reply.turn for reply in replies]
        answer = answers[0].model_copy(
            update={
                "id": uuid.uuid4().hex,
                "question": question,
                "language": language,
                "answer": "\n\n".join(lines),
                "statements": tuple(s for a in answers for s in a.statements),
                "abstained": not answered,
                "confidence": min(answered or [a.confidence for a in answers]),
                "citations": _once_each([c for a in answers for c in a.citations]),
                "facts": _distinct([f for a in answers for f in a.facts]),
                "notices": self._noticed(answers, language),
                "followups": _distinct([f for a in reversed(answers) for f in a.followups])[:MOST_FOLLOWUPS],
                "latency_ms": latency,
            }
        )
        return Reply(
            answer=answer,
            turn=turns[-1].model_copy(update={"earlier": tuple(turns[:-1])}),
            choices=next((reply.choices for reply in replies if reply.choices), ()),
            plot=next((reply.plot for reply in replies if reply.plot), None),
            headings=(
                *(line.split("\n", 1)[0] for line in lines[: len(answers)]),
                *(heading for reply in replies for heading in reply.headings),
            ),
        )

    def _noticed(self, answers: Sequence[Answer], language: str) -> tuple[Notice, ...]:
        """All notices, and that figures of different answers may not be compared."""
        said = [notice for answer in answers for notice in answer.notices]
        editions = sorted({f.edition for a in answers for f in a.facts if f.unit in SCALED_UNITS})
        note = self._notices.between(editions, language)
        if note and note.kind not in (notice.kind for notice in said):
            said.append(Notice(kind=note.kind, text=note.text))
        return _distinct(said)

    def _headed(self, number: int, answer: Answer, language: str) -> str:
        asked = " ".join(answer.question.split())
        short = asked if len(asked) <= LONGEST_HEADING else f"{asked[: LONGEST_HEADING - 1].rstrip()}…"
        heading = self._messages.format(language, "answers-numbered", number=str(number), question=short)
        return f"{heading}\n{answer.answer}"


def _numbered_through(answers: Sequence[Answer]) -> list[Answer]:
    """The answers with their citations numbered as those of one; a sentence cited twice has one number."""
    numbers: dict[tuple[str, int, int], int] = {}
    found: list[Answer] = []
    for answer in answers:
        table = {c.number: numbers.setdefault(_place(c), len(numbers) + 1) for c in answer.citations}
        statements = tuple(_renumbered(s, table) for s in answer.statements)
        citations = tuple(c.model_copy(update={"number": table[c.number]}) for c in answer.citations)
        text = answer.answer
        for old, new in zip(answer.statements, statements, strict=True):
            text = text.replace(old.text, f"\0{new.text}", 1)
        found.append(
            answer.model_copy(
                update={
                    "answer": text.replace("\0", ""),
                    "statements": statements,
                    "citations": citations,
                }
            )
        )
    return found


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end


def _once_each(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations by their numbers; a sentence cited for two questions as the first cites it."""
    return tuple({c.number: c for c in reversed(citations)}[n] for n in sorted({c.number for c in citations}))


def _renumbered(statement: Statement, table: dict[int, int]) -> Statement:
    """A statement with the numbers of `table`, which stand at its end."""
    text = MARKER.sub(lambda m: NUMBER.sub(lambda n: f"[{table[int(n[1])]}]", m[0]), statement.text)
    numbers = tuple(table[number] for number in statement.citations)
    return statement.model_copy(update={"text": text, "citations": numbers})


def _distinct(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, equal ones once, in order."""
    return tuple(dict.fromkeys(items))
