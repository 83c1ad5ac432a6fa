"""What was asked: which questions are looked at, how they are grouped, and what is told of them."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors, open_embedder
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.asked import AskedQuestion, AskedQuestions
from qa.store.database import StoreDatabase
from qa.store.feedback import Feedback
from qa.store.insights import ALIKE, as_csv, insights
from qa.store.shown_answer import ShownAnswer
from tests.bot import fakes
from tests.bot.conftest import Clock
from tests.qa.cli import Run, runner
from tests.qa.store.conftest import GUILD, shown

PARKING = (
    "How much does parking cost downtown?",
    "parking fee downtown",
    "what is the price of parking in the city centre",
)


def asking(question: str, *, answered: bool = True, language: str = "en", **said: int) -> AskedQuestion:
    return AskedQuestion(question, language, answered, said)


def put(key: str, question: str, *, answered: bool = True, **changes: object) -> ShownAnswer:
    answer = fakes.R1.answer.model_copy(update={"question": question, "abstained": not answered})
    fields = {"private": False, "reply": fakes.R1.model_copy(update={"answer": answer}), **changes}
    return shown(key, **fields)


def by_topic(texts: Sequence[str]) -> Vectors:
    """Texts of one first letter mean the same."""
    letters = sorted({text[0] for text in texts})
    return np.array([[float(text[0] == one) for one in letters] for text in texts], dtype=np.float32)


async def test_questions_of_a_server_are_looked_at_as_far_as_their_answers_are_kept(
    store: AnswerStore, clock: Clock
) -> None:
    feedback = Feedback(store.database, clock)
    await store.put(put("old", "Old?", guild=GUILD))
    clock.now += 100
    await store.put(put("a", "Boats?", guild=GUILD))
    await store.put(put("b", "Towers?", guild=GUILD, answered=False))
    await store.put(put("c", "Elsewhere?", guild=GUILD + 1))
    await store.put(put("d", "Secret?", guild=GUILD, private=True, shareable=True))
    await store.put(put("e", "Taken back?", guild=GUILD, source=77))
    await store.put(put("f", "Deleted?", guild=GUILD))
    await store.put(put("g", "Told?", guild=GUILD, asker=None))
    await store.forget_questions([77])
    await store.forget("f")
    await feedback.give("a", 1, "wrong", "It was a ship")
    await feedback.give("a", 2, "helpful")
    asked = AskedQuestions(store.database)
    boats = AskedQuestion("Boats?", "en", True, {"wrong": 1, "helpful": 1}, ("It was a ship",), "a")
    towers = replace(asking("Towers?", answered=False), key="b")
    assert await asked.of(GUILD, clock.now - 50) == (boats, towers)
    assert [one.question for one in await asked.of(GUILD, 0)] == ["Old?", "Boats?", "Towers?"]
    assert [one.question for one in await asked.of(None, clock.now)] == ["Boats?", "Towers?", "Elsewhere?"]
    both = await asked.of(GUILD, clock.now, private=True)
    assert [one.question for one in both] == ["Boats?", "Towers?", "Secret?"]
    share = await store.begin_share("d")
    await store.put(put(share.key, "Secret?", guild=GUILD))
    assert [one.question for one in await asked.of(GUILD, clock.now)] == ["Boats?", "Towers?", "Secret?"]
    both = await asked.of(GUILD, clock.now, private=True)
    assert [one.question for one in both] == ["Boats?", "Towers?", "Secret?"], "once, though it was shared"


def test_groups_are_of_one_meaning_the_largest_first() -> None:
    told = insights(
        [
            asking("boats", answered=False),
            asking("towers", answered=False),
            asking("bridges?", language="fr", answered=False),
            asking("boats ", answered=False),
            asking("cats", wrong=1, helpful=3),
            asking("cows", beside=2),
            asking("dogs"),
        ],
        by_topic,
    )
    assert (told.asked, told.unanswered) == (7, 4)
    assert [(one.question, one.count) for one in told.gaps] == [("boats", 3), ("towers", 1)]
    assert (told.gaps[0].examples, told.gaps[0].languages) == (("bridges?",), ("en", "fr"))
    assert [(one.question, one.count) for one in told.most] == [("boats", 3), ("cats", 2)]
    assert [(one.question, one.disputes) for one in told.disputed] == [("cats", 3)]
    assert told.disputed[0].verdicts == {"wrong": 1, "helpful": 3, "beside": 2}


def test_a_group_is_named_by_its_most_central_question() -> None:
    angles = {"left": -15.0, "middle": 0.0, "right": 15.0}

    def embed(texts: Sequence[str]) -> Vectors:
        radians = np.radians([angles[text] for text in texts])
        return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)

    (gap,) = insights([asking(name, answered=False) for name in angles], embed).gaps
    assert (gap.question, gap.examples) == ("middle", ("left", "right"))
    angles["away"] = 60.0
    assert np.cos(np.radians(60)) < ALIKE
    assert len(insights([asking(name, answered=False) for name in angles], embed).gaps) == 2


def test_where_nothing_was_asked_there_is_nothing_to_tell() -> None:
    told = insights([], by_topic)
    assert (told.asked, told.unanswered, told.gaps, told.most, told.disputed) == (0, 0, (), (), ())
    assert as_csv(told).count("\r\n") == 1


def test_the_encoder_brings_together_what_means_the_same() -> None:
    asked = [asking(text, answered=False) for text in (*PARKING, "Who won the World Cup?")]
    gaps = insights(asked, open_embedder().embed_queries).gaps
    assert [one.count for one in gaps] == [3, 1]
    assert {gaps[0].question, *gaps[0].examples} == set(PARKING)


def test_no_cell_of_the_table_is_a_formula() -> None:
    asked = [AskedQuestion("=HYPERLINK(1)", "en", False, {"wrong": 1}, ("@SUM(1)", 'fine, "that"'))]
    rows = list(csv.DictReader(io.StringIO(as_csv(insights(asked, by_topic)), newline="")))
    assert [(row["kind"], row["question"], row["count"]) for row in rows] == [
        ("gap", "'=HYPERLINK(1)", "1"),
        ("disputed", "'=HYPERLINK(1)", "1"),
    ]
    assert rows[1]["wrong"] == "1"
    assert rows[1]["words"] == '\'@SUM(1) | fine, "that"'


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_insights_in_the_terminal(tmp_path: Path, run: Run) -> None:
    async def fill() -> None:
        database = StoreDatabase(store_address(tmp_path))
        store = AnswerStore(database, keep=100, days=30)
        for number, text in enumerate(PARKING):
            await store.put(put(f"k{number}", text, answered=False, guild=GUILD))
        await store.put(put("other", "Who won?", guild=GUILD + 1))
        await Feedback(database).give("k0", 1, "missing", "the garage")
        await database.close()

    asyncio.run(fill())
    told = run("insights", "--server", str(GUILD), "--csv", tmp_path / "out.csv", data_dir=tmp_path)
    assert told.code == 0, told.err
    assert told.out.startswith("3 questions, 3 without an answer\n\nWithout an answer\n    3  ")
    assert "(missing 1)" in told.out
    assert "the garage" in told.out
    assert "Who won?" not in told.out
    assert (tmp_path / "out.csv").read_text("utf-8-sig").count("\n") == 4
    everywhere = json.loads(run("insights", "--json", data_dir=tmp_path).out)
    assert (everywhere["asked"], everywhere["unanswered"]) == (4, 3)
    assert "0 questions" in run("insights", "--since", "1", "--server", "999", data_dir=tmp_path).out
