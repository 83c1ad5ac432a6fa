"""Lines of a reply: how they are written, and what stands out in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import Engine
from qa.models import Line, LineKind, Reply
from qa.replies.lines import emphasis, statements, written

QUESTION = Line(kind="question", text="1. When?")
HEADING = Line(kind="heading", text="Sky Index score:")
FIRST = Line(kind="statement", text="“It fell in 1932.”", citations=(1, 2), marks=((12, 16),))
SECOND = Line(kind="statement", text="“Nobody saw.”", citations=(3,), marks=((1, 7),))
NOTE = Line(kind="note", text="Please ask the others again.")

kinds: st.SearchStrategy[LineKind] = st.sampled_from(["question", "heading", "statement", "remark", "note"])
lines = st.lists(
    st.builds(
        Line,
        kind=kinds,
        text=st.text(min_size=1, max_size=9),
        citations=st.lists(st.integers(1, 30), min_size=1, max_size=3).map(tuple),
        marks=st.just(((0, 1),)),
    ),
    max_size=8,
)


def test_headings_and_notes_are_set_apart() -> None:
    assert written((QUESTION, HEADING, FIRST, HEADING, SECOND, NOTE)) == (
        "1. When?\nSky Index score:\n“It fell in 1932.” [1][2]\n\n"
        "Sky Index score:\n“Nobody saw.” [3]\n\nPlease ask the others again."
    )
    assert written((HEADING, FIRST, SECOND)).count("\n") == 2


def test_headings_and_the_words_that_answer_stand_out() -> None:
    shown = (HEADING, FIRST, SECOND)
    assert [written(shown)[a:b] for a, b in emphasis(shown)] == ["Sky Index score:", "1932", "Nobody"]


@given(lines)
def test_marks_are_sorted_disjoint_and_inside_their_lines(held: list[Line]) -> None:
    text, found = written(held), emphasis(held)
    assert len(found) == len(held)
    assert all(a < b <= len(text) for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert [text[a:b] for a, b in found] == [
        line.text if line.kind in ("question", "heading") else line.text[:1] for line in held
    ]


def test_statements_carry_their_markers() -> None:
    (first, second) = statements((QUESTION, FIRST, SECOND, NOTE))
    assert (first.text, first.citations) == ("“It fell in 1932.” [1][2]", (1, 2))
    assert second.text == "“Nobody saw.” [3]"


@pytest.mark.parametrize("question", ["Rank the models", "Who founded Northwind? Zephyr 2 score?", "hello"])
def test_an_answer_is_written_from_its_lines(small_engine: Engine, question: str) -> None:
    reply = small_engine.ask(question)
    assert reply.answer.answer == written(reply.lines)
    assert reply.answer.statements == statements(reply.lines)
    assert all(line.text for line in reply.lines)


def test_a_reply_from_before_there_were_lines_has_one(small_engine: Engine) -> None:
    reply = small_engine.ask("Zephyr 2 score")
    stored = reply.model_dump(mode="json", exclude={"lines"}) | {"headings": ["Once"]}
    assert Reply.model_validate(stored).lines == (Line(kind="remark", text=reply.answer.answer),)
