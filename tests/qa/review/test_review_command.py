"""`qa facts review`: for scripts, and key by key or line by line for a person."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.commands import review as command
from qa.commands.review_session import Session
from qa.extraction.extractor import Extractor
from qa.extraction.finding import Finding
from qa.review.store import ReviewStore
from tests.qa.cli import Outcome, Run
from tests.qa.review.found import KNOWN, NEW, OTHER, finding

Review = Callable[..., Outcome]


@pytest.fixture
def found() -> list[Finding]:
    return [NEW, KNOWN, OTHER]


@pytest.fixture
def review(
    run: Run, news_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[Finding]
) -> Review:
    """Runs the command one by one; further arguments are what is typed, or pressed, one after another."""
    monkeypatch.setattr(Extractor, "extract", lambda _self, _document: tuple(found))

    def call(*arguments: str, typed: str | None = None, end: type[BaseException] = EOFError) -> Outcome:
        lines = iter(re.split("[ ,]", typed) if typed is not None else ())

        def read(_prompt: str) -> str:
            try:
                return next(lines)
            except StopIteration:
                raise end from None

        monkeypatch.setattr("builtins.input", read)
        return run(
            "facts", "review", "--no-group", *arguments, data_dir=tmp_path / "data", corpus=news_corpus
        )

    return call


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    return ReviewStore(tmp_path / "data" / "reviews.sqlite3")


def statuses(store: ReviewStore) -> list[str]:
    return [review.status for review in store.all()]


def test_what_was_found_is_listed(review: Review) -> None:
    outcome = review("--list")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.out.split("\n")[1:4]] == [NEW.id, KNOWN.id, OTHER.id]
    assert outcome.out.rstrip().endswith("3 to decide, 0 accepted, 0 rejected")


def test_and_as_json(review: Review) -> None:
    review("--reject", KNOWN.id, "--by", "ann")
    outcome = review("--list", "--json")
    assert outcome.out.count("\n") == 1
    held = json.loads(outcome.out)
    assert [(item["status"], item["to_decide"], item["by"]) for item in held] == [
        ("pending", True, None),
        ("rejected", False, "ann"),
        ("pending", True, None),
    ]
    assert held[0]["quote"] == NEW.quote


def test_scripts_decide_by_id(review: Review, store: ReviewStore) -> None:
    outcome = review("--accept", NEW.id, "--into", "Z3", "--reject", KNOWN.id, "--by", "bot")
    assert outcome.out == "1 accepted, 1 rejected\n"
    held = store.all()
    assert [(r.status, r.by, r.entity) for r in held] == [
        ("accepted", "bot", "zephyr-3"),
        ("rejected", "bot", None),
        ("pending", None, None),
    ]


def test_scripts_may_change_what_was_decided(review: Review, store: ReviewStore) -> None:
    review("--accept", NEW.id, "--by", "ann")
    assert review("--accept", NEW.id, "--by", "ben").out == "1 accepted, 0 rejected\n"
    assert store.get(NEW.id).by == "ann", "it was so already"
    assert review("--reject", NEW.id, "--by", "ben").out == "0 accepted, 1 rejected\n"
    assert (store.get(NEW.id).status, store.get(NEW.id).by) == ("rejected", "ben")


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("--accept", NEW.id, "--accept", "x-no"), 1, "There is no finding 'x-no'"),
        (("--accept", NEW.id, "--into", "nobody"), 1, "'nobody' matches no entity"),
        (("--into", "zephyr-3"), 2, "goes with --accept"),
        (("--language", "tlh"), 2, "'tlh' is not one of"),
    ],
)
def test_wrong_use_decides_nothing(
    review: Review, store: ReviewStore, arguments: tuple[str, ...], code: int, problem: str
) -> None:
    assert problem in review(*arguments).complains(code)
    assert set(statuses(store)) <= {"pending"}


def test_line_by_line(review: Review, store: ReviewStore) -> None:
    outcome = review("--by", "ann", typed="a r s")
    assert outcome.code == 0
    assert "1/3  Zephyr 4 (a new model), Sky Index score: 80" in outcome.out
    assert "“*Zephyr 4* of Northwind scores *80 points*.”" in outcome.out
    assert "Q3 2030 · 90% sure · Sky **news** @everyone" in outcome.out
    assert outcome.out.rstrip().endswith("2 decided, 1 left; `qa facts review` goes on.")
    assert statuses(store) == ["accepted", "rejected", "pending"]
    assert {r.by for r in store.all()} == {"ann", None}
    assert "1/1  Borealis One" in review(typed="a").out
    assert review().out == "Nothing to review.\n"


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_leaving_keeps_what_was_decided(review: Review, store: ReviewStore, end: type[BaseException]) -> None:
    outcome = review(typed="a", end=end)
    assert outcome.code == 0
    assert "1 decided, 2 left" in outcome.out
    assert statuses(store) == ["accepted", "pending", "pending"]


def test_undo_help_and_quit(review: Review, store: ReviewStore) -> None:
    outcome = review(typed="u ? x a r u q")
    assert "Nothing was decided here yet." in outcome.out
    assert outcome.out.count("undo the last decision") == 2, "any other key asks for help, too"
    assert statuses(store) == ["accepted", "pending", "pending"]


def test_what_others_decide_meanwhile_stays(
    review: Review, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Session._asked

    def late(session: Session) -> str:
        key = asked(session)
        if key == "a":
            store.decide(NEW.id, "rejected", "ben")
        return key

    monkeypatch.setattr(Session, "_asked", late)
    outcome = review("--by", "ann", typed="a r u q")
    assert "ben has rejected it meanwhile." in outcome.out
    assert statuses(store) == ["rejected", "pending", "pending"]
    assert "0 decided, 2 left" in outcome.out


def test_what_is_gone_meanwhile_is_told_and_the_rest_goes_on(
    review: Review, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Session._asked

    def renewed(session: Session) -> str:
        key = asked(session)
        if key == "a":
            store.renew("another", {NEW.document_id: "new"}, (KNOWN, OTHER))
        return key

    monkeypatch.setattr(Session, "_asked", renewed)
    outcome = review(typed="a r q")
    assert outcome.code == 0
    assert f"There is no finding '{NEW.id}'" in outcome.out
    assert statuses(store) == ["rejected", "pending"]


def test_undo_goes_back_to_what_nobody_has_overruled(
    review: Review, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Session._asked

    def overruled(session: Session) -> str:
        key = asked(session)
        if key == "u":
            store.overrule({KNOWN.id: "rejected"}, "ben")
        return key

    monkeypatch.setattr(Session, "_asked", overruled)
    outcome = review("--by", "ann", typed="a a u a q")
    assert outcome.out.count("1/3  Zephyr 4") == 2
    assert statuses(store) == ["accepted", "rejected", "pending"]


@pytest.mark.parametrize(
    ("answer", "into"),
    [("1", None), ("zephyr-2", "zephyr-2"), ("Z2", "zephyr-2"), ("Northwind", "northwind")],
)
def test_merging(review: Review, store: ReviewStore, answer: str, into: str | None) -> None:
    outcome = review(typed=f"m {answer} q")
    merged = store.get(NEW.id)
    assert merged.status == "accepted"
    assert merged.entity == into or (into is None and merged.entity in {"zephyr", "zephyr-2", "zephyr-3"})
    assert "  m1  Zephyr" in outcome.out


def test_a_merge_that_is_none(review: Review, store: ReviewStore) -> None:
    outcome = review(typed="m nobody s m q")
    assert "'nobody' matches no entity" in outcome.out
    assert "there is nothing to merge" in outcome.out
    assert statuses(store) == ["pending"] * 3


def test_an_empty_answer_merges_nothing(review: Review, store: ReviewStore) -> None:
    assert "0 decided, 3 left" in review(typed="m,,q").out
    assert statuses(store) == ["pending"] * 3


def test_single_keys_on_a_terminal(
    review: Review, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter(["A", "\x03"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    assert "1 decided, 2 left" in review().out
    assert statuses(store) == ["accepted", "pending", "pending"]


@pytest.mark.parametrize("found", [[finding("zephyr-2", 72, edition="2030-Q1")]])
def test_what_the_corpus_says_otherwise_is_shown(review: Review) -> None:
    assert "The corpus says 71." in review(typed="q").out


HOSTILE = finding("zephyr-4", 80, name="\x1b[31mEvil\x07 \u202e4" + "x" * 60)


@pytest.mark.parametrize("found", [[HOSTILE]])
def test_names_of_documents_cannot_steer_the_terminal(review: Review) -> None:
    shown = review(typed="q").out + review("--list").out
    assert "Evil" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_a_reviewer_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", fail)
    assert command.reviewer() == command.UNNAMED
