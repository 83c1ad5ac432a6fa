"""Marks of quotes: the figures that they prove, and the words that are read as the answer."""

from __future__ import annotations

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from qa.citation.claim import Claim, Quote
from qa.citation.marker import Marker
from qa.commands import output
from qa.engine import Engine
from qa.knowledge.facts import Evidence, Fact, Value
from qa.knowledge.knowledge import Knowledge
from qa.models import Reply
from qa.question.frame import Frame, Operation
from qa.reading.reader import EvidenceReader

SAID = Claim("c", (Quote("d", 0, 1),))
READER = EvidenceReader()


def marked(reply: Reply) -> list[list[str]]:
    return [[one.quote[start:end] for start, end in one.marks] for one in reply.answer.citations]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Zephyr 2 score in Q1?", [["71 points"]]),
        ("Quel est le score de Zephyr 2 au T1 ?", [["71 points"]]),
        ("第1四半期のゼファー2のスコアは？", [["71点"]]),
        ("How much has Northwind raised?", [["2.5 billion US dollars"]]),
        ("Combien a levé Northwind ?", [["2,5 milliards"]]),
        ("ノースウィンドはいくら調達した？", [["25億ドル"]]),
        ("Who founded Northwind?", [["Ada Quill"]]),
        ("Zephyr 2 parameters", [["405 billion parameters"]]),
        ("Hello!", []),
    ],
)
def test_the_value_is_marked_as_the_quote_writes_it(
    small_engine: Engine, question: str, words: list[list[str]]
) -> None:
    found = marked(small_engine.ask(question))
    assert [[one.replace("de dollars", "").strip() for one in quote] for quote in found] == words


def test_a_subject_that_the_question_leaves_open_is_marked_too(small_engine: Engine) -> None:
    found = marked(small_engine.ask("Which model scored best in Q1?"))
    assert found
    assert all(len(quote) == 2 and quote[1].endswith("points") for quote in found)


def claim(value: Value, unit: str, subject: str = "zephyr-2", as_of: str | None = None) -> Claim:
    fact = Fact.model_validate(
        {
            "id": "f",
            "subject": subject,
            "attribute": "a",
            "value": value,
            "unit": unit,
            "edition": "2030-Q1",
            "as_of": as_of,
            "reported_by": ("r",),
            "evidence": (Evidence(document_id="d", quote="q"),),
        }
    )
    return Claim("c", (Quote("d", 0, 1),), (fact,))


FRAME = Frame("When and what?", "en", Operation.LOOKUP, entities=("zephyr-2",), wants=frozenset({"date"}))


@pytest.mark.parametrize(
    ("proof", "quote", "words"),
    [
        (claim("2030-01", "date"), "It came in January 2030.", ["January 2030"]),
        (claim("2028–2029", "date"), "It took from 2028 to 2029.", ["2028", "2029"]),
        (claim(71, "points", as_of="2030-01"), "It had 71 in January 2030.", ["71", "January 2030"]),
        (claim(71, "points"), "Zephyr 20 has 71, Zephyr 2 has 71 points.", ["71 points"]),
        (claim("northwind", "entity"), "North wind made it, Northwind said.", ["North wind"]),
        (claim("northwind", "entity"), "Northwinds blew.", []),
        (
            claim("northwind", "entity"),
            "ノースウィンドウでなくノースウィンドの作。",
            ["ノースウィンド"],
        ),
        (claim("zephyr-2", "entity"), "XZ2 and Z20 and Z2b.", []),
        (claim(72, "points"), "It has 71 points.", []),
        (claim("a phrase", "text"), "It was first seen in January 2030.", []),
    ],
)
def test_every_kind_of_value_is_found(
    small_knowledge: Knowledge, proof: Claim, quote: str, words: list[str]
) -> None:
    found = Marker(small_knowledge).marks(FRAME, [proof], quote, "en")
    assert [quote[start:end] for start, end in found] == words


def asked(
    question: str,
    operation: Operation = Operation.PASSAGE,
    *,
    search: str = "",
    smalltalk: str | None = None,
) -> Frame:
    return Frame(question, "en", operation, search=search, smalltalk=smalltalk)


def read(knowledge: Knowledge, frame: Frame, quote: str, proof: Claim = SAID) -> list[str]:
    """The words that are marked with the real reader, whose weights are those of every installation."""
    return [quote[a:b] for a, b in Marker(knowledge, READER).marks(frame, [proof], quote, "en")]


@pytest.mark.parametrize(
    ("question", "quote", "answer"),
    [
        ("Who designed the bridge?", "The bridge across the Tarn was designed by Ada Moreau.", "Ada Moreau"),
        ("When was the bridge opened?", "The bridge was opened on 3 May 1932 by the mayor.", "3 May 1932"),
        ("Where was the tower built?", "The tower was built in Milan after the war.", "Milan"),
        ("How many steps does the tower have?", "The tower has 1,250 steps and a lift.", "1,250"),
        ("Qui a conçu le pont ?", "Le pont sur le Tarn a été conçu par Ada Moreau.", "Ada Moreau"),
        ("Quand le pont a-t-il été ouvert ?", "Le pont a été ouvert en mai 1932 par le maire.", "mai 1932"),
        ("Combien de visiteurs la tour reçoit-elle ?", "La tour reçoit 700 000 visiteurs par an.", "700 000"),
        ("谁设计了这座大桥？", "这座大桥由工程师王志远设计。", "王志远"),
        ("大桥是哪一年通车的？", "大桥于1932年5月3日通车，由市长剪彩。", "1932"),
        ("誰設計了這座大橋？", "這座大橋由建築師林建國設計。", "林建國"),
        ("大橋是哪一年通車的？", "大橋於1932年5月3日通車，由市長剪綵。", "1932"),
        ("この橋は誰が設計しましたか。", "この橋は建築家の佐藤健一が設計した。", "佐藤健一"),
        ("塔はどこに建てられましたか。", "塔は戦後ミラノに建てられた。", "ミラノ"),
    ],
)
def test_the_words_that_answer_are_read(
    small_knowledge: Knowledge, question: str, quote: str, answer: str
) -> None:
    (words,) = read(small_knowledge, asked(question), quote)
    assert answer in words
    assert len(words) < len(quote) / 2


OPENED = "Ada Moreau opened the bridge in Turin in 1932."


@pytest.mark.parametrize(
    ("frame", "answer"),
    [
        (asked("Who opened the bridge?"), "Ada Moreau"),
        (asked("Where is the bridge?"), "Turin"),
        (asked("In which year did the bridge open?"), "1932"),
        (asked("And who?", search="In which year did Ada Moreau open the bridge?"), "1932"),
    ],
)
def test_of_one_quote_other_words_answer_other_questions(
    small_knowledge: Knowledge, frame: Frame, answer: str
) -> None:
    (words,) = read(small_knowledge, frame, OPENED)
    assert [one for one in ("Ada Moreau", "Turin", "1932") if one in words] == [answer]


def test_a_phrase_that_is_a_fact_is_read_too(small_knowledge: Knowledge) -> None:
    (words,) = read(small_knowledge, asked("Where is the bridge?"), OPENED, claim("in Turin", "text"))
    assert "Turin" in words
    assert "1932" not in words


def test_a_figure_is_marked_as_it_stands_and_not_read(small_knowledge: Knowledge) -> None:
    quote = "In January 2030 it had 71 points."
    when = asked("When did it have how many points?")
    assert read(small_knowledge, when, quote, claim(71, "points")) == ["71 points"]
    told = asked("When did Zephyr 2 have 71 points?")
    assert read(small_knowledge, told, "Zephyr 2 had 71 points.", claim(71, "points")) == []


@pytest.mark.parametrize("operation", [Operation.OVERVIEW, Operation.SUMMARY, Operation.SMALLTALK])
def test_nothing_definite_asked_for_leaves_quotes_unmarked(
    small_knowledge: Knowledge, operation: Operation
) -> None:
    quote = "The bridge was opened on 3 May 1932."
    frame = asked("When was the bridge opened?", operation)
    assert read(small_knowledge, frame, quote) == []
    assert read(small_knowledge, frame, "It has 71 points.", claim(71, "points")) == []


@pytest.mark.parametrize("smalltalk", ["sources", "doubt"])
def test_asked_about_an_answer_only_its_facts_are_marked(small_knowledge: Knowledge, smalltalk: str) -> None:
    frame = asked("When was the bridge opened?", smalltalk=smalltalk)
    assert read(small_knowledge, frame, "The bridge was opened on 3 May 1932.") == []
    quote = "Zephyr 2 has 71 points."
    assert read(small_knowledge, frame, quote, claim(71, "points")) == ["Zephyr 2", "71 points"]


def test_without_a_reader_only_facts_are_marked(small_knowledge: Knowledge) -> None:
    quote, frame = "Zephyr 2 has 71 points.", asked("How many points does Zephyr 2 have?")
    marker = Marker(small_knowledge)
    assert marker.marks(frame, [SAID], quote, "en") == ()
    assert [quote[a:b] for a, b in marker.marks(frame, [claim(71, "points")], quote, "en")] == ["71 points"]


def test_without_a_claim_nothing_is_marked(small_knowledge: Knowledge) -> None:
    assert Marker(small_knowledge, READER).marks(FRAME, [], "It has 71 points.", "en") == ()


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["1990年", "3 May ", "「塔」", "Ada ", "ミラノ", "，", " ", "\u200b", "ﬁ", "の"])
    ).map("".join),
    st.text(max_size=20),
)
def test_marks_are_stretches_of_the_quote(quote: str, question: str) -> None:
    marks = Marker(Knowledge.empty(), READER).marks(asked(question), [SAID], quote, "en")
    assert len(marks) <= 1
    assert all(0 <= start < end <= len(quote) for start, end in marks)
    assert all(quote[start:end].strip() for start, end in marks)


def test_the_closest_evidence_answers_nothing(small_engine: Engine) -> None:
    answer = small_engine.ask("What did Zephyr 9 score?").answer
    assert answer.abstained
    assert all(not citation.marks for citation in answer.citations)


def test_marks_are_bold_in_a_terminal_and_plain_elsewhere(
    small_engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = small_engine.ask("What did Zephyr 2 score in Q1?")
    output.print_reply(reply)
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    assert "Zephyr 2 of Northwind scores 71 points." in plain
    written: list[str] = []
    monkeypatch.setattr(typer, "echo", lambda text="", **_: written.append(text))
    output.print_reply(reply)
    assert f"{typer.style('71 points', bold=True)}{typer.style('.', dim=True)}" in "\n".join(written)
