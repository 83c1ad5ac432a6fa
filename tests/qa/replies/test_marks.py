"""Texts in parts: marks are shown where they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa.language.marks import clipped, parts
from qa.models import Answer, Citation
from qa.replies.marks import answer_marks

spans = st.lists(st.integers(0, 60), max_size=10).map(
    lambda cuts: tuple((a, b) for a, b in zip(sorted(set(cuts))[::2], sorted(set(cuts))[1::2], strict=False))
)


def citation(quote: str, *marks: tuple[int, int]) -> Citation:
    return Citation(
        number=1,
        document_id="d",
        title="t",
        edition="e",
        language="en",
        quote=quote,
        start=0,
        end=len(quote),
        sources=(),
        marks=marks,
    )


def answer(text: str, *citations: Citation) -> Answer:
    return Answer(
        id="a",
        question="q",
        language="en",
        answer=text,
        confidence=1,
        citations=citations,
        corpus_version="v",
        latency_ms=0,
    )


@given(st.text(max_size=50), spans)
def test_the_parts_are_the_text(text: str, marks: tuple[tuple[int, int], ...]) -> None:
    found = list(parts(text, marks))
    assert "".join(part for part, _ in found) == text
    assert all(part for part, _ in found)
    assert [part for part, marked in found if marked] == [text[a:b] for a, b in marks if text[a:b]]


@given(st.text(max_size=50), spans, st.integers(0, 50), st.integers(0, 50))
def test_a_part_keeps_its_own_marks(
    text: str, marks: tuple[tuple[int, int], ...], start: int, length: int
) -> None:
    piece = text[start : start + length]
    inside = [text[max(a, start) : min(b, start + length)] for a, b in marks]
    found = clipped(marks, start, start + length)
    assert [piece[a:b] for a, b in found if piece[a:b]] == [part for part in inside if part]


def test_marks_stand_in_the_answer_where_it_holds_the_quote() -> None:
    one, other = citation("It fell in 1932.", (11, 15)), citation("Nobody saw.", (0, 6))
    text = "“Nobody saw.” [2]\n“It fell in 1932.” [1]"
    found = answer_marks(answer(text, one, other, citation("Elsewhere 5.", (10, 11)), citation("saw.")))
    assert [text[a:b] for a, b in found] == ["Nobody", "1932"]


def test_marks_of_quotes_within_one_another_do_not_overlap() -> None:
    found = answer_marks(
        answer("It fell in 1932.", citation("It fell in 1932.", (3, 15)), citation("1932.", (0, 4)))
    )
    assert found == ((3, 15),)
