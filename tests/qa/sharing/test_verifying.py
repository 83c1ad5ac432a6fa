"""Checking a shared answer again: what was altered is found, what stands is not doubted."""

from __future__ import annotations

import pytest

from index.documents import Document
from qa.models import Answer, Citation, Statement
from qa.sharing.verifying import verify

TEXT = "Pier A took 12,400 boats in 2024.\n\nPier B took 9,100 boats in 2024.\n"
FIRST, SECOND = "Pier A took 12,400 boats in 2024.", "Pier B took 9,100 boats in 2024."


def document(text: str = TEXT) -> Document:
    return Document(
        id="piers",
        title="Piers",
        edition="2024",
        language="en",
        published=None,
        sources=(),
        license=None,
        text=text,
    )


def cited(number: int, quote: str, **changes: object) -> Citation:
    start = TEXT.index(quote)
    fields: dict[str, object] = {
        "number": number,
        "document_id": "piers",
        "title": "Piers",
        "edition": "2024",
        "language": "en",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "sources": (),
        "digest": document().digest,
    }
    return Citation.model_validate(fields | changes)


def answer(*texts: str, citations: tuple[Citation, ...] = (cited(1, FIRST), cited(2, SECOND))) -> Answer:
    numbers = tuple(one.number for one in citations)
    return Answer(
        id="1",
        question="Which pier took more boats?",
        language="en",
        answer=" ".join(texts),
        statements=tuple(Statement(text=text, citations=numbers) for text in texts),
        confidence=0.9,
        citations=citations,
        corpus_version="v",
        latency_ms=1,
    )


HELD = {"piers": document()}


@pytest.mark.parametrize(
    "text",
    [
        "Pier A took 12,400 boats. [1]",
        "Pier A leads by 3,300 boats. [1][2]",
        "2. Pier B: 9,100 boats [2]",
        "The 2 piers: 12.4 thousand and 9100 boats. [1][2]",
    ],
)
def test_what_the_quotes_state_and_their_differences_hold(text: str) -> None:
    found = verify(answer(text), HELD)
    assert found.holds
    assert [one.state for one in found.quotes] == ["holds", "holds"]


def test_a_number_that_no_quote_states_is_found() -> None:
    found = verify(answer("Pier A took 12,401 boats. [1]"), HELD)
    assert [one.unquoted for one in found.statements] == [(12401.0,)]
    assert not found.holds


def test_an_altered_quote_is_found() -> None:
    forged = cited(1, FIRST).model_copy(update={"quote": "Pier A took 99,400 boats in 2024."})
    found = verify(answer("Pier A took 99,400 boats. [1]", citations=(forged,)), HELD)
    assert [one.state for one in found.quotes] == ["gone"]
    assert not found.holds


def test_another_document_is_told_by_its_digest_though_the_quote_stands_in_it() -> None:
    found = verify(answer("Pier A took 12,400 boats. [1]"), {"piers": document(TEXT + "More.\n")})
    assert [(one.state, one.same_document) for one in found.quotes] == [("holds", False)] * 2
    assert not found.holds


def test_a_quote_that_moved_or_whose_document_is_missing() -> None:
    moved = verify(answer("x"), {"piers": document("New first line.\n\n" + TEXT)})
    assert [one.state for one in moved.quotes] == ["moved", "moved"]
    missing = verify(answer("x"), {})
    assert [(one.state, one.same_document) for one in missing.quotes] == [("no document", None)] * 2


def test_a_difference_across_scales_is_told() -> None:
    other = cited(2, SECOND, edition="2023")
    made = answer("Pier A leads by 3,300 boats. [1][2]", citations=(cited(1, FIRST), other))
    assert verify(made, HELD).holds
    mixed = verify(made, HELD, lambda editions: len(editions) > 1)
    assert [one.mixes for one in mixed.statements] == [("2023", "2024")]
    assert not mixed.holds


def test_an_answer_of_a_version_without_digests_is_checked_by_its_quotes() -> None:
    old = cited(1, FIRST, digest=None)
    found = verify(answer("Pier A took 12,400 boats. [1]", citations=(old,)), HELD)
    assert found.holds
    assert found.quotes[0].same_document is None
