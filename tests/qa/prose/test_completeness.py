"""Wording takes nothing away: no figure, no quote that answers."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Reply
from qa.prose.completeness import left_out
from qa.prose.evidence import evidence_of
from qa.prose.names import NameReader
from qa.prose.statement import ProseStatement
from tests.qa.prose.conftest import COMPARED


@pytest.fixture
def compared_reply(small_engine: Engine) -> Reply:
    return small_engine.ask(COMPARED)


def lacks(reply: Reply, text: str, *ids: str, names: NameReader | None = None) -> list[str]:
    """What is not told where `text` is said with `ids`."""
    said = [ProseStatement(text=text, evidence=ids)]
    return [one.text for one in left_out(reply, evidence_of(reply), said, names or NameReader())]


@pytest.mark.parametrize(
    ("values", "text", "left"),
    [
        (("71", "64"), "Zephyr 2 has 71 points and Borealis One 64.", False),
        (("71", "64"), "One has 71 points, the other 64.", False),
        (("71", "64"), "Zephyr 2 has 71 points.", True),
        (("84", "84"), "Zephyr 2 has 84 points.", True),
        (("84", "84"), "Zephyr 2 and Borealis One have 84 points.", False),
    ],
)
def test_each_figure_is_told_and_whose_it_is_where_two_have_the_same(
    compared_reply: Reply, values: tuple[str, ...], text: str, left: bool
) -> None:
    rows = tuple(
        row.model_copy(update={"value": value})
        for row, value in zip(compared_reply.rows, values, strict=True)
    )
    assert bool(lacks(compared_reply.model_copy(update={"rows": rows}), text, "E1")) == left


def quoted(reply: Reply, *marked: bool) -> Reply:
    """The reply as quotes alone, a statement a citation; words of those that are `marked` answer."""
    lines = tuple(
        reply.lines[0].model_copy(
            update={
                "kind": "statement",
                "text": f"quote {number}",
                "citations": (number,),
                "marks": ((0, 5),) if mark else (),
            }
        )
        for number, mark in enumerate(marked, 1)
    )
    return reply.model_copy(update={"rows": (), "lines": lines})


@pytest.mark.parametrize(
    ("marked", "cited", "left"),
    [
        ((False, False), ("E1",), []),
        ((False, False), ("E2",), ["quote 1"]),
        ((True, True), ("E1",), ["quote 2"]),
        ((True, True), ("E1", "E2"), []),
        ((False, True), ("E1",), ["quote 2"]),
    ],
)
def test_the_first_quote_and_those_with_words_that_answer_are_used(
    compared_reply: Reply, marked: tuple[bool, ...], cited: tuple[str, ...], left: list[str]
) -> None:
    assert lacks(quoted(compared_reply, *marked), "They quote it.", *cited) == left


@pytest.mark.parametrize(
    ("text", "left"), [("The gap was twelve months.", False), ("The gap was of some months.", True)]
)
def test_numbers_that_answer_are_told(compared_reply: Reply, text: str, left: bool) -> None:
    line = {"kind": "statement", "text": "the gap was 12 months", "marks": ((0, 21),), "citations": (1,)}
    reply = compared_reply.model_copy(
        update={"rows": (), "lines": (compared_reply.lines[0].model_copy(update=line),)}
    )
    assert bool(lacks(reply, text, "E1")) == left


@pytest.mark.parametrize(
    ("question", "text", "left"),
    [
        ("What did they make?", "Zephyr 2 is one.", True),
        ("What did they make?", "They made Zephyr 2 and Borealis One, which weigh 71 and 64 kg.", False),
        ("What did they make?", "Zephyr 2 and Borealis One weigh 71 kg.", True),
        ("Who made Borealis One?", "They made it and Zephyr 2.", False),
    ],
)
def test_of_several_things_or_amounts_that_answer_none_is_left_out(
    compared_reply: Reply, question: str, text: str, left: bool, small_engine: Engine
) -> None:
    line = {"text": "they made Zephyr 2 (71 kg) and Borealis One (64 kg)", "marks": (), "citations": (1,)}
    answer = compared_reply.answer.model_copy(update={"question": question})
    lines = (compared_reply.lines[0].model_copy(update=line | {"kind": "statement"}),)
    reply = compared_reply.model_copy(update={"rows": (), "lines": lines, "answer": answer})
    assert bool(lacks(reply, text, "E1", names=NameReader(small_engine.names_in))) == left


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("They fell below the thresholds.", "en", []),
        ("They may be sold.", "en", ["their figures are below the thresholds"]),
        ("They may be sold.", "fr", []),
    ],
)
def test_of_a_quote_in_the_readers_language_words_that_answer_are_told(
    compared_reply: Reply, text: str, language: str, left: list[str]
) -> None:
    marked = {"kind": "statement", "text": "their figures are below the thresholds", "marks": ((0, 38),)}
    line = compared_reply.lines[0].model_copy(update=marked | {"citations": (1,)})
    cited = tuple(one.model_copy(update={"language": language}) for one in compared_reply.answer.citations)
    answer = compared_reply.answer.model_copy(update={"citations": cited})
    reply = compared_reply.model_copy(update={"answer": answer, "rows": (), "lines": (line,)})
    assert lacks(reply, text, "E1") == left
