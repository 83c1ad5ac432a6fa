"""The desk: which engines are open, and what is answered once collections change."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Final

import pytest

from index.build import IndexBuilder
from index.errors import FootnoteError
from index.versions import current_version, one_builder
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.collection import UnknownCollectionError
from qa.collections.desk import Desk
from qa.collections.federation import Federation
from qa.review.store import ReviewStore
from qa.settings import Settings
from tests.qa.collections.stacks import declare, desk_over, paper, put, settings_of, stacks, take_out

TOLL: Final = "What is the {} bridge toll?"
HERE, THERE = 1, 2


def bridge(name: str, coins: str) -> str:
    return f"# Bridges\n\nThe {name} bridge toll is {coins} coins.\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return stacks(tmp_path)


@pytest.fixture
def catalogue(settings: Settings) -> CollectionCatalogue:
    """Three collections of a document each: `a` of server 1, `b` of server 2, and `c`, which all may read."""
    catalogue = CollectionCatalogue(settings)
    for name, owner, coins in (("a", HERE, "Fexil"), ("b", THERE, "Quilm"), ("c", None, "Jorva")):
        catalogue.create(name, f"The {name}", owner=owner)
        put(catalogue, name, paper("bridge", f"Bridges of {name}", bridge(name.upper(), coins)))
    catalogue.give("c", None)
    return catalogue


@pytest.fixture
def desk(settings: Settings, catalogue: CollectionCatalogue) -> Desk:
    return desk_over(settings)


def told(federation: Federation, question: str) -> str:
    """What is quoted first."""
    cited = federation.ask(question).answer.citations
    return cited[0].quote if cited else ""


def build(desk: Desk, name: str) -> None:
    """Build a collection's index anew, as another process does."""
    settings = settings_of(desk.catalogue, name)
    embedder, library = desk.instruments.embedder, settings.shelf_dir
    IndexBuilder(settings.corpus, settings.data_dir, embedder, shelf_dir=library).build()


class TestReach:
    def test_alone_is_one_of_the_reach(self, desk: Desk) -> None:
        alone = desk.alone("c", HERE)
        assert [one.name for one in alone.members] == ["c"]
        assert told(alone, TOLL.format("A")) == "The C bridge toll is Jorva coins."

    @pytest.mark.parametrize(
        ("server", "readable"), [(HERE, "a, corpus, default, c"), (None, "corpus, default, c")]
    )
    def test_what_is_out_of_reach_is_as_if_it_were_not_there(
        self, desk: Desk, server: int | None, readable: str
    ) -> None:
        for name in ("b", "x"):
            with pytest.raises(UnknownCollectionError) as caught:
                desk.alone(name, server)
            assert str(caught.value) == f"There is no collection {name!r}, only {readable}."

    def test_an_operator_may_read_any(self, desk: Desk) -> None:
        assert [one.name for one in desk.everything().members] == ["a", "b", "c"]
        assert told(desk.alone("b", anybody=True), TOLL.format("B")) == "The B bridge toll is Quilm coins."
        with pytest.raises(UnknownCollectionError):
            desk.alone("x", anybody=True)

    def test_what_is_offered_is_what_may_be_read(self, desk: Desk) -> None:
        assert [one.name for one in desk.offered(HERE)] == ["a", "corpus", "default", "c"]
        assert [one.title for one in desk.offered(None)] == ["corpus", "default", "The c"]

    def test_giving_and_taking_take_effect_at_once(self, desk: Desk) -> None:
        assert told(desk.of(HERE), TOLL.format("B")) != "The B bridge toll is Quilm coins."
        desk.catalogue.give("b", HERE)
        assert told(desk.of(HERE), TOLL.format("B")) == "The B bridge toll is Quilm coins."
        desk.catalogue.take("b", HERE)
        assert [one.name for one in desk.of(HERE).members] == ["a", "c"]
        desk.catalogue.take("c", HERE)
        assert [one.name for one in desk.of(HERE).members] == ["a"]
        assert [one.name for one in desk.of(THERE).members] == ["b", "c"]

    def test_findings_are_those_of_the_own(self, desk: Desk) -> None:
        text = "| town | people |\n|---|---|\n| Ys | 4,100 |\n"
        put(desk.catalogue, "b", paper("towns", "Towns", text))
        found = desk.to_review(THERE)
        assert found is not None
        assert found.name == "b"
        assert [(one.finding.subject, one.finding.value) for one in found.reviewed.store.all()] == [
            ("ys", 4100)
        ]
        own = desk.to_review(HERE)
        assert own is not None
        assert (own.name, own.reviewed.store.all()) == ("a", ())
        assert desk.to_review(3) is None
        assert desk.to_review(None) is None, "there is no document in the data folder"


class TestTheDataFolder:
    """What was taken in without a name, and the corpus of the settings."""

    @pytest.fixture
    def home(self, settings: Settings, catalogue: CollectionCatalogue) -> Desk:
        declare(settings.corpus, "2031-Q1", {"Zephyr": 71})
        put(catalogue, "default", paper("ferry", "Ferries", bridge("Old", "Gromba")))
        return desk_over(settings)

    def test_is_one_engine_where_both_may_be_read(self, home: Desk) -> None:
        (first, second) = home.of(3).members
        assert (first.name, first.names, second.name) == ("corpus", frozenset({"corpus", "default"}), "c")
        assert first.engine is home.home
        assert set(first.engine.index.documents) == {"sky-2031-q1", "ferry"}

    @pytest.mark.parametrize(
        ("taken", "left", "held"), [("default", "corpus", "sky-2031-q1"), ("corpus", "default", "ferry")]
    )
    def test_is_an_engine_of_its_own_where_one_may(
        self, home: Desk, taken: str, left: str, held: str
    ) -> None:
        reply = home.of(3).ask(TOLL.format("Old"))
        assert home.may_show(reply, 3)
        home.catalogue.take(taken, 3)
        first = home.of(3).members[0]
        assert (first.name, first.names) == (left, frozenset({left}))
        assert set(first.engine.index.documents) == {held}
        assert set(home.alone(left, 3).members[0].engine.index.documents) == {held}
        assert not home.may_show(reply, 3), "what was said may have been of what was taken"
        assert home.may_show(reply, None)

    def test_what_an_older_version_kept_is_shown_where_it_may_be_read(self, home: Desk) -> None:
        assert home.home
        reply = home.home.ask(TOLL.format("Old"))
        assert (reply.collections, reply.answer.citations[0].collection) == ((), None)
        assert home.may_show(reply, 3)
        home.catalogue.take("default", 3)
        assert not home.may_show(reply, 3)

    def test_findings_in_it_are_the_operators(self, home: Desk) -> None:
        found = home.to_review(None)
        assert found is not None
        assert (found.name, set(found.reviewed.documents)) == ("", {"sky-2031-q1", "ferry"})


class TestOpenEngines:
    def test_an_engine_is_opened_once(self, desk: Desk) -> None:
        assert desk.of(HERE).members[0].engine is desk.of(HERE).members[0].engine
        assert desk.engine("a") is desk.alone("a", HERE).members[0].engine

    def test_threads_that_ask_at_once_open_one(self, desk: Desk) -> None:
        with ThreadPoolExecutor(6) as pool:
            opened = list(pool.map(lambda _: desk.engine("a"), range(6)))
        assert opened[0] is not None
        assert len(set(map(id, opened))) == 1

    def test_those_that_were_not_asked_lately_are_closed_and_opened_again(
        self, settings: Settings, catalogue: CollectionCatalogue
    ) -> None:
        desk = desk_over(settings, most=2)
        first, second = desk.engine("a"), desk.engine("b")
        assert desk.engine("a") is first
        desk.engine("c")  # the third: b, which was not asked the longest, is closed
        assert desk.engine("a") is first
        again = desk.engine("b")
        assert again is not second
        assert again is not None
        assert again.ask(TOLL.format("B")).answer.citations[0].quote == "The B bridge toll is Quilm coins."

    def test_with_no_room_for_any_each_question_opens_its_own(
        self, settings: Settings, catalogue: CollectionCatalogue
    ) -> None:
        desk = desk_over(settings, most=0)
        assert desk.engine("a") is not desk.engine("a")
        assert told(desk.of(HERE), TOLL.format("A")) == "The A bridge toll is Fexil coins."

    def test_the_data_folder_stays_open(self, settings: Settings, catalogue: CollectionCatalogue) -> None:
        put(catalogue, "default", paper("ferry", "Ferries", bridge("Old", "Gromba")))
        desk = desk_over(settings, most=1)
        home = desk.home
        for name in "abc":
            desk.engine(name)
        assert desk.home is home

    def test_all_have_the_same_instruments(self, desk: Desk) -> None:
        first, second = desk.engine("a"), desk.engine("b")
        assert first
        assert second
        assert first.retriever.embedder is second.retriever.embedder is desk.instruments.embedder
        assert desk.instruments.questions is desk.instruments.questions


class TestRenewal:
    def test_what_another_process_built_is_answered_from(self, desk: Desk) -> None:
        for name in "ab":
            desk.engine(name)
        put(desk.catalogue, "a", paper("late", "Late", bridge("Late", "Nimvo")))
        assert told(desk.of(HERE), TOLL.format("Late")) != "The Late bridge toll is Nimvo coins."
        assert desk.renew() == ()
        build(desk, "a")
        assert desk.renew() == ("a",)
        assert told(desk.of(HERE), TOLL.format("Late")) == "The Late bridge toll is Nimvo coins."

    def test_one_alone_is_renewed_with_what_was_decided(self, desk: Desk) -> None:
        put(desk.catalogue, "a", paper("t", "T", "| town | people |\n|---|---|\n| Ys | 4,100 |\n"))
        before, other = desk.engine("a"), desk.engine("b")
        store = ReviewStore(settings_of(desk.catalogue, "a").data_dir / "reviews.sqlite3")
        (found,) = store.all()
        store.decide(found.finding.id, "rejected", by="ada")
        assert desk.alone("a", HERE).measures
        assert desk.renew("a") == ("a",)
        assert desk.engine("a") is not before
        assert desk.engine("b") is other
        assert desk.alone("a", HERE).measures == ()
        assert desk.renew("never-opened") == ()

    def test_what_cannot_be_opened_goes_on_as_it_was(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = desk.engine("a")
        assert before is not None
        build(desk, "a")
        version = sorted((settings_of(desk.catalogue, "a").data_dir / "index").glob("2*"))[-1]
        (version / "passages.json").write_text("[", encoding="utf-8")
        with caplog.at_level(logging.WARNING):
            assert desk.renew() == ()
        assert "the collection a could not be renewed" in caplog.text
        with pytest.raises(FootnoteError):
            desk.renew("a")
        assert desk.engine("a") is before

    def test_a_dropped_one_is_opened_as_it_is_by_then(self, desk: Desk) -> None:
        desk.engine("a")
        put(desk.catalogue, "a", paper("late", "Late", bridge("Late", "Nimvo")))
        desk.drop("a")
        desk.drop("never-opened")
        assert told(desk.of(HERE), TOLL.format("Late")) == "The Late bridge toll is Nimvo coins."


class TestBuiltApart:
    """Whoever asks waits for no build, though somebody else is just at one."""

    def test_one_without_an_index_answers_nothing_until_it_is_built(self, desk: Desk) -> None:
        wanted = Queue[str]()
        desk.build_apart(wanted.put)
        with one_builder(settings_of(desk.catalogue, "a").data_dir):
            assert asked(desk, HERE) == ()
        assert {wanted.get(timeout=30) for _ in "ac"} == {"a", "c"}
        for name in "ac":
            build(desk, name)
        assert told(desk.of(HERE), TOLL.format("A")) == "The A bridge toll is Fexil coins."

    def test_one_whose_index_is_stale_answers_from_that(self, desk: Desk) -> None:
        wanted = Queue[str]()
        for name in "ac":
            build(desk, name)
        put(desk.catalogue, "a", paper("late", "Late", bridge("Late", "Nimvo")))
        desk.build_apart(wanted.put)
        with one_builder(settings_of(desk.catalogue, "a").data_dir):
            assert asked(desk, HERE) == ("a", "c")
            assert told(desk.of(HERE), TOLL.format("A")) == "The A bridge toll is Fexil coins."
        assert wanted.get(timeout=30) == "a"
        assert wanted.empty(), "the other one fits"
        build(desk, "a")
        assert desk.renew() == ("a",)
        assert told(desk.of(HERE), TOLL.format("Late")) == "The Late bridge toll is Nimvo coins."

    def test_one_whose_index_is_damaged_is_built_anew(self, desk: Desk) -> None:
        wanted = Queue[str]()
        for name in "ac":
            build(desk, name)
        version = current_version(settings_of(desk.catalogue, "a").data_dir)
        (version / "passages.json").unlink()
        desk.build_apart(wanted.put)
        assert asked(desk, HERE) == ("c",)
        assert wanted.get(timeout=30) == "a"

    def test_so_is_that_of_the_data_folder(self, desk: Desk) -> None:
        wanted = Queue[str]()
        desk.build_apart(wanted.put)
        put(desk.catalogue, "default", paper("ferry", "Ferries", bridge("Old", "Gromba")))
        assert desk.home is None
        assert wanted.get(timeout=30) == ""


def asked(desk: Desk, server: int) -> tuple[str, ...]:
    """Which collections answer in a server, found out by somebody who would have to wait for a builder."""
    found: list[Federation] = []
    asking = Thread(target=lambda: found.append(desk.of(server)), daemon=True)
    asking.start()
    asking.join(timeout=60)
    assert found, "waits for a builder"
    return tuple(one.name for one in found[0].members)


class TestWhatIsGone:
    def test_a_collection_whose_last_document_is_gone_answers_nothing(self, desk: Desk) -> None:
        assert told(desk.of(THERE), TOLL.format("B")) == "The B bridge toll is Quilm coins."
        desk.catalogue.take("c", THERE)
        take_out(desk.catalogue, "b", "bridge")
        assert desk.of(THERE).members == ()
        assert desk.of(THERE).ask(TOLL.format("B")).answer.abstained
        assert desk.renew() == ()

    def test_so_does_the_data_folder(self, desk: Desk) -> None:
        put(desk.catalogue, "default", paper("ferry", "Ferries", bridge("Old", "Gromba")))
        assert desk.home
        take_out(desk.catalogue, "default", "ferry")
        assert desk.home is None

    def test_a_collection_of_a_removed_ones_name_has_none_of_its_documents(self, desk: Desk) -> None:
        """Another process removes a server's collection, and makes one for another server by that name."""
        kept = desk.of(HERE).ask(TOLL.format("A"))
        desk.catalogue.remove("a")
        desk.catalogue.create("a", "Another", owner=3)
        put(desk.catalogue, "a", paper("bridge", "Others", bridge("New", "Sorbe")))
        desk.catalogue.take("c", 3)
        (member,) = desk.of(3).members
        assert [one.title for one in member.engine.index.documents.values()] == ["Others"]
        assert told(desk.of(3), TOLL.format("A")) == "The New bridge toll is Sorbe coins."
        assert not desk.may_show(kept, 3)

    def test_nor_is_it_renewed_with_what_that_declared(self, desk: Desk, tmp_path: Path) -> None:
        declared = tmp_path / "declared"
        declared.mkdir()
        declare(declared, "2031-Q1", {"Zephyr": 71})
        desk.catalogue.create("d", corpus=declared)
        opened = desk.engine("d")
        assert opened
        assert "m0" in opened.knowledge.entities
        desk.catalogue.remove("d")
        desk.catalogue.create("d")
        put(desk.catalogue, "d", paper("bridge", "Others", bridge("New", "Sorbe")))
        build(desk, "d")
        assert desk.renew() == ()
        renewed = desk.engine("d")
        assert renewed
        assert "m0" not in renewed.knowledge.entities

    def test_a_folder_that_is_gone_is_no_collection(self, desk: Desk) -> None:
        desk.engine("a")
        shutil.rmtree(desk.catalogue.folder("a"))
        assert [one.name for one in desk.of(HERE).members] == ["c"]


def test_a_desk_warms_what_every_question_needs(settings: Settings, catalogue: CollectionCatalogue) -> None:
    desk = desk_over(settings)
    desk.warm()
    put(catalogue, "default", paper("ferry", "Ferries", bridge("Old", "Gromba")))
    desk.warm()
    assert desk.home
    assert told(desk.of(None), TOLL.format("Old")) == "The Old bridge toll is Gromba coins."
