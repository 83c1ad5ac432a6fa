"""The other doors: the command line of one collection, and what engines keep together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from qa.collections.catalogue import CollectionCatalogue
from qa.collections.desk import Desk
from qa.instruments import Instruments
from qa.settings import Settings
from tests.qa.cli import Outcome, Run
from tests.qa.collections.stacks import paper, put, settings_of, stacks

SENTENCE: Final = "The ferry to the island of {island} leaves at noon and costs nine coins."
RED: Final = ("Vorlaxa", "Gromba", "Fexilde", "Quilmor", "Jorvane")
BLUE: Final = ("Nimvora", "Sorbelu", "Tazmire", "Zelquan", "Drovika")
"""Of each collection: an island, a heading, a town, a title, and the name of a file."""


def report(words: tuple[str, ...]) -> str:
    island, heading, town, title, _ = words
    return (
        f"---\ntitle: {title} papers\nlanguage: en\n---\n# {heading}\n\n{SENTENCE.format(island=island)}\n\n"
        f"| town | people |\n|---|---|\n| {town} | 4,100 |\n"
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("doors")
    for words in (RED, BLUE):
        (folder / f"{words[-1]}.md").write_text(report(words), encoding="utf-8")
    return stacks(folder)


@pytest.fixture
def qa(run: Run, place: Settings) -> Run:
    """`qa` in a data folder where two collections have taken a report in, in the same words."""
    catalogue = CollectionCatalogue(place)
    for name, words in (("red", RED), ("blue", BLUE)):
        if name not in {one.name for one in catalogue.all()}:
            catalogue.create(name)
            file = place.corpus.parent / f"{words[-1]}.md"
            taken = run("ingest", file, "--collection", name, data_dir=place.data_dir, corpus=place.corpus)
            assert taken.code == 0, taken.err

    def there(*arguments: str | Path, **_: Any) -> Outcome:
        return run(*arguments, data_dir=place.data_dir, corpus=place.corpus)

    return there


def tells(outcome: Outcome, words: tuple[str, ...]) -> set[str]:
    said = (outcome.out + outcome.err).casefold()
    return {word for word in words if word.casefold() in said}


def listed_ids(outcome: Outcome) -> list[str]:
    """The ids in what is printed: a line of JSON for each thing, or one line for all."""
    read = [json.loads(line) for line in outcome.out.splitlines()]
    return [one["id"] for one in (read[0] if isinstance(read[0], list) else read)]


class TestTheCommandLine:
    @pytest.mark.parametrize(
        ("command", "tells_of"),
        [
            (("ask", "When does the ferry leave?"), {"Vorlaxa", "Quilmor"}),
            (("ask", "When does the ferry leave?", "--explain", "--json"), {"Vorlaxa", "Gromba", "Quilmor"}),
            (("ask", "How many people are in each town?"), {"Fexilde"}),
            (("ask", "hello"), {"Quilmor"}),
            (("corpus", "list"), {"Quilmor", "Jorvane"}),
            (("corpus", "list", "--json"), {"Quilmor"}),
            (("facts", "review", "--list", "--json"), {"Fexilde"}),
            (("facts", "export", "--include-extracted"), {"Fexilde", "Quilmor"}),
            (("measures",), set()),
            (("score", "Fexilde"), {"Fexilde"}),
        ],
    )
    def test_tells_of_one_collection_alone(
        self, qa: Run, command: tuple[str, ...], tells_of: set[str]
    ) -> None:
        outcome = qa(*command, "--collection", "red")
        assert outcome.code == 0, outcome.err
        assert tells(outcome, BLUE) == set()
        assert tells_of <= tells(outcome, RED)

    @pytest.mark.parametrize(
        "command", [("corpus", "show"), ("corpus", "remove"), ("facts", "review", "--accept")]
    )
    def test_takes_no_document_or_figure_of_another(self, qa: Run, command: tuple[str, ...]) -> None:
        listed = (
            ("facts", "review", "--list", "--json") if "facts" in command else ("corpus", "list", "--json")
        )
        (own,) = listed_ids(qa(*listed, "--collection", "blue"))
        refused = qa(*command, own, "--collection", "red")
        assert refused.code != 0
        assert tells(refused, BLUE) <= {word for word in BLUE if word.casefold() in own.casefold()}
        assert listed_ids(qa(*listed, "--collection", "blue")) == [own]

    def test_knows_nothing_of_what_another_calls_its_own(self, qa: Run) -> None:
        for command in (("score", "Tazmire"), ("ask", "How many people are in Tazmire?", "--json")):
            outcome = qa(*command, "--collection", "red")
            assert tells(outcome, BLUE) <= {"Tazmire"}, "which was asked for"
            assert "4,100 people" not in outcome.out

    def test_asks_all_where_none_is_named(self, qa: Run) -> None:
        outcome = qa("ask", "hello")
        assert {"Quilmor", "Zelquan"} <= tells(outcome, (*RED, *BLUE))


class TestWhatIsShared:
    """Encoders keep what they made of texts: the same sentence in two collections is read once, for both."""

    def test_a_sentence_of_two_collections_is_each_ones_own(self, tmp_path: Path) -> None:
        settings = stacks(tmp_path).model_copy(update={"threshold": 0.3})
        desk = Desk(settings, instruments=Instruments.of("bundled"))
        shared = "The ferry leaves the harbour at noon.\n"
        for name, title in (("red", "Quilmor papers"), ("blue", "Zelquan papers")):
            desk.catalogue.create(name)
            put(desk.catalogue, name, paper("notes", title, f"# {title}\n\n{shared}"))
        question = "When does the ferry leave?"
        cited = {
            name: desk.alone(name, anybody=True).ask(question).answer.citations for name in ("red", "blue")
        }
        told = {name: [(one.title, one.collection) for one in held] for name, held in cited.items()}
        assert told == {"red": [("Quilmor papers", "red")], "blue": [("Zelquan papers", "blue")]}
        assert [one.quote for held in cited.values() for one in held] == [shared.strip()] * 2

    def test_answers_are_as_sure_as_if_nobody_else_had_asked(self, tmp_path: Path) -> None:
        settings = stacks(tmp_path).model_copy(update={"threshold": 0.3})
        question = "When does the ferry to Vorlaxa leave?"
        sure = []
        for others in ((), ("blue", "green")):
            desk = Desk(settings, instruments=Instruments.of("bundled"))
            for name in ("red", *others):
                if name not in {one.name for one in desk.catalogue.all()}:
                    desk.catalogue.create(name)
                    put(desk.catalogue, name, paper("notes", f"Papers {name}", report(RED).split("---\n")[2]))
            for name in (*others, "red"):
                answer = desk.alone(name, anybody=True).ask(question).answer
            sure.append((answer.confidence, answer.answer))
        assert sure[0] == sure[1]


def test_what_is_kept_of_a_collection_lies_in_its_folder(qa: Run, place: Settings) -> None:
    """Library, index, decisions and caches; those who review one decide on nothing of another."""
    qa("facts", "review", "--accept-above", "0.1", "--collection", "red")
    qa("ask", "When does the ferry leave?", "--collection", "red")
    catalogue = CollectionCatalogue(place)
    for name, words in (("red", BLUE), ("blue", RED)):
        folder = settings_of(catalogue, name).data_dir
        files = [path for path in folder.rglob("*") if path.is_file()]
        held = {path: path.read_bytes().decode("latin-1").casefold() for path in files}
        assert len(files) > 10
        assert [path for path, text in held.items() for word in words if word.casefold() in text] == []
    outside = [path for path in place.data_dir.iterdir() if path.name != "collections"]
    texts = [
        one.read_bytes().decode("latin-1") for path in outside for one in path.rglob("*") if one.is_file()
    ]
    assert [word for word in (*RED, *BLUE) for text in texts if word in text] == []
