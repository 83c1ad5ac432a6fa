"""What has become of an answer: the same, other words, other quotes, or none any more."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from qa.collections.desk import Desk
from qa.models import Answer, Citation, WordedView
from qa.settings import Settings
from qa.sharing.replaying import answer_digest, replayed
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.qa.cli import Run, runner
from tests.qa.sharing.samples import cited, shared

TWELVE, TWENTY = cited(), cited(2, "A permit costs 20 euros.")
QUESTION = "What does the blue line carry on a working day?"
CARRIED = "The blue line carries {} riders on a working day."


def said(text: str, *citations: Citation) -> Answer:
    return shared(*citations, text=text).reply.answer


BEFORE = said("The tariff is 12 euros [1]. A permit is 20 [2].", TWELVE, TWENTY)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (BEFORE, "same"),
        (BEFORE.model_copy(update={"corpus_version": "v2", "latency_ms": 9.0, "confidence": 0.8}), "same"),
        (
            said(
                "The tariff is 12 euros [2].  A permit is 20 [1].",
                cited(1, TWENTY.quote, start=90, end=114),
                cited(2, "The tariff rose\nto 12 euros."),
            ),
            "same",
        ),
        (said("The tariff is 12 euros [1], a permit 20 [2].", TWELVE, TWENTY), "words"),
        (said("The tariff is 12 euros [1]. A permit is 20 [1].", TWELVE), "quotes"),
        (said(BEFORE.answer, TWELVE, cited(2, TWENTY.quote, document_id="permits")), "quotes"),
        (BEFORE.model_copy(update={"abstained": True}), "withdrawn"),
        (None, "withdrawn"),
    ],
)
def test_an_answer_is_compared_by_its_words_and_its_proof(after: Answer | None, outcome: str) -> None:
    assert replayed(BEFORE, after).outcome == outcome
    if after is not None:
        assert (answer_digest(BEFORE) == answer_digest(after)) == (outcome == "same")


def test_what_is_quoted_no_more_and_what_is_new_is_told() -> None:
    thirty = cited(1, "A permit costs 30 euros.")
    after = replayed(BEFORE, said("The tariff is 12 euros [2]. A permit is 30 [1].", thirty, cited(2)))
    assert (after.gone, after.new) == ((TWENTY,), (thirty,))
    assert replayed(BEFORE, None).gone == (TWELVE, TWENTY)


def test_two_refusals_are_the_same() -> None:
    nothing = said("The documents do not say.").model_copy(update={"abstained": True})
    assert replayed(nothing, nothing).outcome == "same"
    assert replayed(nothing, BEFORE).outcome == "quotes"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(data_dir=tmp_path / "data", corpus=tmp_path / "corpus", threshold=0.0)


async def _keep(settings: Settings, shown: ShownAnswer) -> None:
    database = StoreDatabase(store_address(settings.data_dir))
    await AnswerStore(database, keep=10, days=30).put(shown)
    await database.close()


def write(settings: Settings, riders: str) -> None:
    """The one document of the corpus, as an edition says it."""
    text = f"# Trams\n\n{CARRIED.format(riders)}\n\nThe depot is in the north of the town.\n"
    (settings.corpus / "trams.md").write_text(text, encoding="utf-8")


async def answered(settings: Settings, question: str = QUESTION) -> str:
    reply = Desk(settings).of(None).ask(question, locale="en")
    shown = ShownAnswer(reply=reply, asker=1, private=False)
    await _keep(settings, shown)
    return shown.key


def test_replay_asks_the_version_of_then_and_that_of_today(settings: Settings, run: Run) -> None:
    write(settings, "4,200")
    key = asyncio.run(answered(settings))
    same = run("replay", key, data_dir=settings.data_dir, corpus=settings.corpus)
    assert same.code == 0, same.err
    assert same.out.startswith(QUESTION)
    assert same.out.count("the same answer, on the same quotes") == 2
    write(settings, "5,100")
    told = run("replay", key, data_dir=settings.data_dir, corpus=settings.corpus)
    assert told.code == 0, told.err
    assert ": the same answer, on the same quotes" in told.out.split("Then (")[1].split("Today (")[0]
    assert "an answer on other quotes" in told.out.split("Today (")[1]
    assert f"- {CARRIED.format('4,200')}" in told.out
    assert f"+ {CARRIED.format('5,100')}" in told.out
    printed = run("replay", key, "--json", data_dir=settings.data_dir, corpus=settings.corpus)
    held = json.loads(printed.out)
    assert (held["then"]["outcome"], held["today"]["outcome"]) == ("same", "quotes")
    assert [one["quote"] for one in held["today"]["new"]] == [CARRIED.format("5,100")]
    assert held["before"]["citations"][0]["quote"] == CARRIED.format("4,200")
    for folder in (settings.data_dir / "index").glob(f"*-{held['before']['corpus_version']}"):
        folder.rename(folder.with_name("gone"))
    gone = run("replay", key, data_dir=settings.data_dir, corpus=settings.corpus)
    assert "that version is no longer kept" in gone.out


def test_an_answer_that_is_not_kept_cannot_be_replayed(settings: Settings, run: Run) -> None:
    write(settings, "4,200")
    said_ = run("replay", "nosuchkey", data_dir=settings.data_dir, corpus=settings.corpus).complains(1)
    assert "No answer 'nosuchkey' is kept" in said_


def test_a_question_that_was_taken_back_is_not_asked(settings: Settings, run: Run) -> None:
    shown = ShownAnswer(reply=shared(TWELVE).reply, asker=1, private=False).without_question()
    asyncio.run(_keep(settings, shown))
    write(settings, "4,200")
    told = run("replay", shown.key, data_dir=settings.data_dir, corpus=settings.corpus).complains(1)
    assert "was taken back" in told


def test_further_quotes_and_other_words_are_no_change_to_what_a_model_worded() -> None:
    note = WordedView(model="tiny", outcome="worded", text="Worded by tiny.")
    worded = said("It is 12 euros [1].", TWELVE).model_copy(update={"worded": note})
    assert replayed(worded, BEFORE).outcome == "same"
    assert replayed(worded, said("A permit is 20 [1].", cited(1, TWENTY.quote))).outcome == "quotes"
    stopped = worded.model_copy(update={"worded": note.model_copy(update={"outcome": "stopped"})})
    assert replayed(stopped, BEFORE).outcome == "quotes"
