"""Checking a shared answer again, by anybody who has the documents: nothing in it is taken on trust."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from typing import Final, Literal

from index.documents import Document, Frozen
from index.reading_text import read_as
from qa.models import Answer, Citation, Statement
from qa.numbers.columns import headed
from qa.numbers.values import unsupported, values

QuoteState = Literal["holds", "moved", "gone", "no document"]
"""Where a quote stands: at its place, elsewhere in the document, nowhere in it; or there is no document."""

_PLACE: Final = re.compile(r"^\d+(?:[–-]\d+)?[.．]\s")  # in a list, "2. Qwen2.5-Max: 79"
MOST_OPERANDS: Final = 60  # values of quotes whose differences are looked at

Apart = Callable[[Sequence[str]], bool]
"""Whether any two of some editions are on different scales."""


class CheckedQuote(Frozen):
    """A citation, checked; `same_document` is None where the answer does not tell the document's digest."""

    number: int
    document_id: str
    state: QuoteState
    same_document: bool | None


class CheckedStatement(Frozen):
    """A statement, checked: `unquoted` are numbers that none of its quotes states.

    A difference of two numbers in them, and how many there are, need not be stated. `mixes` names editions
    on different scales that a difference was made of.
    """

    text: str
    unquoted: tuple[float, ...]
    mixes: tuple[str, ...]


class Verification(Frozen):
    """What came of the checks."""

    quotes: tuple[CheckedQuote, ...]
    statements: tuple[CheckedStatement, ...]

    @property
    def holds(self) -> bool:
        """Whether every quote stands at its place, every number in its quotes, and no scales are mixed."""
        quotes = all(one.state == "holds" and one.same_document is not False for one in self.quotes)
        return quotes and all(not one.unquoted and not one.mixes for one in self.statements)


def verify(answer: Answer, documents: Mapping[str, Document], apart: Apart = lambda _: False) -> Verification:
    """Check an answer against `documents`, which are those of the same ids; `apart` is the guard's word."""
    cited = {one.number: one for one in answer.citations}
    return Verification(
        quotes=tuple(_quote(one, documents.get(one.document_id)) for one in answer.citations),
        statements=tuple(_statement(one, cited, documents, answer, apart) for one in answer.statements),
    )


def _quote(cited: Citation, document: Document | None) -> CheckedQuote:
    state: QuoteState = "no document"
    if document is not None:
        at_its_place = document.text[cited.start : cited.end] == cited.quote
        state = "holds" if at_its_place else "moved" if cited.quote in document.text else "gone"
    same = None if document is None or cited.digest is None else document.digest == cited.digest
    return CheckedQuote(number=cited.number, document_id=cited.document_id, state=state, same_document=same)


def _statement(
    statement: Statement,
    cited: Mapping[int, Citation],
    documents: Mapping[str, Document],
    answer: Answer,
    apart: Apart,
) -> CheckedStatement:
    held = [cited[number] for number in statement.citations if number in cited]
    proofs = [_proof(one, documents.get(one.document_id)) for one in held]
    labels = (answer.question, *(one.edition for one in held), *(fact.subject for fact in answer.facts))
    granted = {*values(" ; ".join(labels)), *map(float, range(len(proofs) + 1))}
    loose = unsupported(_PLACE.sub("", statement.text), proofs, granted)
    differences = _differences(proofs)
    editions = tuple(sorted({one.edition for one in held if one.edition}))
    derived = [value for value in loose if value in differences]
    return CheckedStatement(
        text=statement.text,
        unquoted=tuple(value for value in loose if value not in differences),
        mixes=editions if derived and apart(editions) else (),
    )


def _proof(cited: Citation, document: Document | None) -> str:
    """What a quote states, as the gate reads it: a row of a table under its heads, an item after its lead."""
    if document is None or document.text[cited.start : cited.end] != cited.quote:
        return cited.quote
    lead = read_as(document.text, cited.start, cited.end).lead
    return "\n".join((lead, headed(document.text, cited.start, cited.end)))


def _differences(proofs: Sequence[str]) -> frozenset[float]:
    """The differences of any two values of the quotes, in the precision in which they are stated."""
    held = sorted(frozenset[float]().union(*map(values, proofs)))[:MOST_OPERANDS]
    return frozenset(round(a - b, 6) for a, b in permutations(held, 2) if a > b)
