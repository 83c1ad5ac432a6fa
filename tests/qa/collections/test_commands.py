"""`qa collection`, and every other command with --collection: each sees that collection alone."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.shelf import Library
from index.versions import list_versions
from qa.collections.catalogue import FOLDER
from tests.qa.cli import Outcome, Run
from tests.qa.small import write_small_corpus

FERRIES = (
    "The ferry to Brannoch sails at nine from May to September. The harbour master of Brannoch is Ada Palm.\n"
)
PIERS = "The pier of Brannoch is 41 metres long. The pier master of Brannoch is Bo Reed.\n"
MASTER = "Who is the harbour master of Brannoch?"
PIER_MASTER = "Who is the pier master of Brannoch?"

Qa = Callable[..., Outcome]


@pytest.fixture
def qa(run: Run, tmp_path: Path) -> Qa:
    """`qa` over a data folder of its own and an empty corpus, beside ferries.txt and piers.txt."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "ferries.txt").write_text(FERRIES, encoding="utf-8")
    (tmp_path / "piers.txt").write_text(PIERS, encoding="utf-8")

    def call(*words: str | Path, corpus: bool = True) -> Outcome:
        given = [tmp_path / word if str(word).endswith(".txt") else word for word in words]
        return run(*given, data_dir=tmp_path / "data", corpus=tmp_path / "corpus" if corpus else None)

    return call


def good(outcome: Outcome) -> str:
    assert outcome.code == 0, (outcome.out, outcome.err)
    return outcome.out


def lines(outcome: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in good(outcome).splitlines()]


def ids(qa: Qa, collection: str | None = None) -> list[str]:
    """The documents that `qa corpus list` names."""
    named = ("--collection", collection) if collection else ()
    return [one["id"] for one in lines(qa("corpus", "list", "--json", *named))]


def cited(outcome: Outcome) -> list[str]:
    (answer,) = lines(outcome)
    return [one["quote"] for one in answer["citations"]]


def test_a_collection_is_made_by_taking_documents_in(qa: Qa, tmp_path: Path) -> None:
    assert good(qa("ingest", "ferries.txt", "--collection", "ferries")).splitlines()[:1] == [
        "new collection ferries"
    ]
    again = good(qa("ingest", "piers.txt", "--collection", "ferries"))
    assert again.startswith("added piers")
    good(qa("ingest", "piers.txt", "--collection", "piers"))
    held = {one["name"]: one for one in lines(qa("collection", "list", "--json"))}
    assert list(held) == ["corpus", "default", "ferries", "piers"]
    assert (held["ferries"]["documents"], held["ferries"]["passages"]) == (2, 2)
    assert (held["default"]["documents"], held["default"]["passages"]) == (0, 0)
    assert held["piers"] == {
        "name": "piers",
        "title": "piers",
        "documents": 1,
        "passages": 1,
        "owner": None,
        "everyone": False,
        "servers": [],
    }
    assert not Library(tmp_path / "data").entries()


def test_questions_go_to_one_collection_or_to_all(qa: Qa) -> None:
    good(qa("ingest", "ferries.txt", "--collection", "ferries"))
    good(qa("ingest", "piers.txt", "--collection", "piers"))
    assert cited(qa("ask", MASTER, "--json")) == ["The harbour master of Brannoch is Ada Palm."]
    assert cited(qa("ask", PIER_MASTER, "--json")) == ["The pier master of Brannoch is Bo Reed."]
    for question, other in ((MASTER, "piers"), (PIER_MASTER, "ferries")):
        (answer,) = lines(qa("ask", question, "--json", "--collection", other))
        assert {one["collection"] for one in answer["citations"]} <= {other}
        assert {one["document_id"] for one in answer["citations"]} <= {other}
    unknown = qa("ask", MASTER, "--collection", "boats").complains(1)
    assert unknown == "qa: There is no collection 'boats', only corpus, default, ferries, piers."


def test_default_is_what_no_collection_is_named_for(qa: Qa, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "vault.md").write_text("The vault master is Cy Moss.\n", encoding="utf-8")
    good(qa("ingest", "ferries.txt"))
    told = good(qa("ingest", "piers.txt", "--collection", "default"))
    assert told.startswith("added piers")
    assert [one.id for one in Library(tmp_path / "data").entries()] == ["ferries", "piers"]
    assert ids(qa) == ["ferries", "piers", "vault"]
    assert ids(qa, "default") == ["ferries", "piers"]
    assert ids(qa, "corpus") == ["vault"]
    (answer,) = lines(qa("ask", "Who is the vault master?", "--json", "--collection", "default"))
    assert "vault" not in {one["document_id"] for one in answer["citations"]}
    assert "sound" in good(qa("index", "verify", "--collection", "corpus"))
    assert "documents  2" in good(qa("index", "info", "--collection", "default"))
    good(qa("corpus", "remove", "piers", "--collection", "default"))
    assert ids(qa) == ["ferries", "vault"]
    assert ids(qa, "default") == ["ferries"]
    held = {one["name"]: one["documents"] for one in lines(qa("collection", "list", "--json"))}
    assert held == {"corpus": 1, "default": 1}


def test_nothing_is_taken_into_or_out_of_the_corpus(qa: Qa, tmp_path: Path) -> None:
    due = (
        f"qa: 'corpus' is the corpus {tmp_path / 'corpus'}: change the files of that folder, or name another"
    )
    for words in (("ingest", "ferries.txt"), ("corpus", "remove", "a"), ("corpus", "restore", "a")):
        assert qa(*words, "--collection", "corpus").complains(1) == f"{due} collection."


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("ingest", "ferries.txt", "--collection", "Ferries"), "should be 1 to 40 letters a-z"),
        (("ingest", "none.txt", "--collection", "ferries"), "is not there"),
        (("ingest", "ferries.txt", "--collection", "../x"), "should be 1 to 40 letters a-z"),
        (("ingest", "ferries.txt", "--collection", "state-of-ai-china"), "always there"),
        (("collection", "create", "default"), "always there"),
        (("collection", "give", "ferries", "--server", "1"), "There is no collection 'ferries'"),
        (("collection", "export", "ferries", "x.zip"), "There is no collection 'ferries'"),
        (("collection", "import", "ferries.txt"), "is no collection that was exported"),
        (("collection", "remove", "corpus", "--yes"), "'corpus' is always there"),
        (("index", "list", "--collection", "ferries"), "There is no collection 'ferries'"),
    ],
)
def test_what_cannot_be_is_told_and_makes_nothing(
    qa: Qa, tmp_path: Path, words: tuple[str, ...], complaint: str
) -> None:
    assert complaint in qa(*words, corpus=not {"create", "index"} & set(words)).complains(1)
    folder = tmp_path / "data" / FOLDER
    assert not folder.exists() or [path.name for path in folder.iterdir()] == [".lock"]


@pytest.mark.parametrize(
    "words", [(), ("--server", "1", "--everyone"), ("--server", "0"), ("--server", "9" * 30)], ids=str
)
def test_readers_are_a_server_or_everyone(qa: Qa, words: tuple[str, ...]) -> None:
    assert qa("collection", "give", "default", *words).complains(2)


def test_who_may_read_is_told(qa: Qa, tmp_path: Path) -> None:
    good(qa("collection", "create", "ferries", "--title", "Ferries of 東港", corpus=False))
    (listed,) = [one for one in lines(qa("collection", "list", "--json")) if one["name"] == "ferries"]
    assert listed["title"] == "Ferries of 東港"
    steps = [
        (("give", "--server", "1234567890123456789"), "1234567890123456789"),
        (("give", "--everyone"), "everyone, 1234567890123456789"),
        (("take", "--server", "1234567890123456789"), "everyone"),
        (("take", "--everyone"), "nobody"),
    ]
    for (verb, *who), readers in steps:
        told = good(qa("collection", verb, "ferries", *who))
        assert told == f"ferries is read by {readers}\n"
        assert good(qa("collection", "list")).splitlines()[-1].split(maxsplit=5)[-1].strip().endswith(readers)
    good(qa("collection", "give", "ferries", "--server", "7"))
    (listed,) = [one for one in lines(qa("collection", "list", "--json")) if one["name"] == "ferries"]
    assert (listed["everyone"], listed["servers"]) == (False, ["7"])


def test_a_dry_run_makes_no_collection(qa: Qa, tmp_path: Path) -> None:
    told = good(qa("ingest", "ferries.txt", "--collection", "ferries", "--dry-run"))
    assert told.splitlines()[-1].endswith("0 failed (nothing was written)")
    assert told.startswith("added ferries")
    assert "ferries" not in good(qa("collection", "list"))
    assert not (tmp_path / "data" / FOLDER).exists()


def test_the_last_document_that_goes_leaves_nothing_and_can_come_back(qa: Qa, tmp_path: Path) -> None:
    named = ("--collection", "ferries")
    good(qa("ingest", "ferries.txt", *named))
    folder = tmp_path / "data" / FOLDER / "ferries"
    assert len(list_versions(folder)) == 1
    assert good(qa("corpus", "remove", "ferries", *named)) == "removed: ferries (no document is left)\n"
    assert list_versions(folder) == []
    assert ids(qa, "ferries") == []
    told = good(qa("ask", MASTER, *named))
    assert "no reports to answer from" in told
    assert "/corpus add" in told
    assert "qa ingest" in told
    assert good(qa("corpus", "restore", "ferries", *named)) == "restored: ferries\n"
    assert cited(qa("ask", MASTER, "--json", *named)) == ["The harbour master of Brannoch is Ada Palm."]


def test_all_documents_come_back_or_none(qa: Qa) -> None:
    good(qa("ingest", "ferries.txt", "piers.txt"))
    good(qa("corpus", "remove", "ferries"))
    refused = qa("corpus", "restore", "ferries", "boats").complains(1)
    assert refused == "qa: 'boats' cannot be restored; removed within a day: nothing."
    assert ids(qa) == ["piers"]
    again = qa("corpus", "restore", "piers").complains(1)
    assert again == "qa: 'piers' cannot be restored; removed within a day: ferries."
    assert good(qa("corpus", "restore", "ferries", "ferries")) == "restored: ferries\n"
    assert ids(qa) == ["ferries", "piers"]


def test_a_folder_that_was_emptied_empties_its_collection(qa: Qa, tmp_path: Path) -> None:
    reports, named = tmp_path / "reports", ("--collection", "ferries")
    reports.mkdir()
    (reports / "ferries.md").write_text(FERRIES, encoding="utf-8")
    good(qa("ingest", reports, *named))
    (reports / "ferries.md").unlink()
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    told = qa("ingest", reports, *named).out
    assert told.endswith("0 added, 0 changed, 0 unchanged, 1 removed, 1 failed\n")
    assert list_versions(tmp_path / "data" / FOLDER / "ferries") == []


def test_documents_are_shown_and_written_by_collection(qa: Qa, tmp_path: Path) -> None:
    good(qa("ingest", "ferries.txt", "--collection", "ferries"))
    good(qa("ingest", "piers.txt", "--collection", "piers"))
    assert "sails at nine" in good(qa("corpus", "show", "ferries", "--collection", "ferries"))
    other = qa("corpus", "show", "piers", "--collection", "ferries").complains(1)
    assert "There is no document 'piers'" in other
    good(qa("corpus", "export", tmp_path / "out", "--collection", "piers"))
    (path,) = (tmp_path / "out").iterdir()
    assert path.read_text(encoding="utf-8").endswith(PIERS)


def test_versions_are_listed_taken_back_and_pruned_by_collection(qa: Qa, tmp_path: Path) -> None:
    named = ("--collection", "ferries")
    good(qa("ingest", "ferries.txt", *named))
    good(qa("ingest", "piers.txt", *named))
    used, before = (line.split()[-6] for line in good(qa("index", "list", *named, corpus=False)).splitlines())
    assert good(qa("index", "rollback", *named, corpus=False)) == f"in use: {before}\n"
    assert ids(qa, "ferries") == ["ferries"]
    assert "2 documents" in good(qa("index", "build", *named))
    assert good(qa("index", "prune", "--keep", "1", *named, corpus=False)).startswith(f"removed {used}\n")
    assert len(list_versions(tmp_path / "data" / FOLDER / "ferries")) == 1


@pytest.fixture(scope="module")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus that declares figures."""
    return write_small_corpus(tmp_path_factory.mktemp("sky"))


def test_figures_are_those_of_the_collection(qa: Qa, sky: Path, tmp_path: Path) -> None:
    good(qa("collection", "create", "sky", "--corpus", sky, corpus=False))
    good(qa("ingest", "ferries.txt", "--collection", "ferries"))
    zephyr, northwind = "Zephyr 4", ("lab", "Northwind")
    for words in (("rank",), ("score", zephyr), ("history", zephyr), northwind, ("editions",)):
        assert "2030" in good(qa(*words, "--collection", "sky")), words
        assert "2030" not in good(qa(*words, "--collection", "ferries")), words
    assert "Zephyr 4" in good(qa("compare", "Zephyr 4", "Zephyr 3", "--collection", "sky"))
    assert lines(qa("measures", "--json", "--collection", "sky"))
    assert lines(qa("measures", "--json", "--collection", "ferries")) == []
    sound = good(qa("facts", "check", "--collection", "sky"))
    assert sound.endswith("sound\n")
    assert "0 facts" in good(qa("facts", "check", "--collection", "ferries"))
    table = good(qa("facts", "export", "--collection", "sky"))
    assert "Zephyr" in table
    assert good(qa("facts", "review", "--list", "--collection", "ferries")).endswith(
        "0 to decide, 0 accepted, 0 rejected\n"
    )


def test_figures_of_articles_are_kept_by_collection(qa: Qa, sky: Path, tmp_path: Path) -> None:
    good(qa("collection", "create", "sky", "--corpus", sky, corpus=False))
    good(qa("collection", "create", "bare", corpus=False))
    article = tmp_path / "article.md"
    article.write_text("# News\n\nZephyr 4 scores 81 points in the new edition.\n", encoding="utf-8")
    words = ("facts", "extract", article, "--edition", "2030-Q3", "--keep", "--collection")
    kept = qa(*words, "sky")
    assert "decide on them with `qa facts review`, once the corpus holds the documents" in kept.err
    assert good(qa(*words, "bare")) != ""
    assert "holds no document" in qa("facts", "check", "--collection", "bare").complains(1)
    held = json.loads(good(qa("facts", "review", "--list", "--json", "--collection", "sky")))
    assert [one["value"] for one in held if one["document_id"] == "article"] == [81]


def test_a_corpus_with_faults_makes_no_collection(qa: Qa, tmp_path: Path) -> None:
    declared = tmp_path / "declared"
    missing = qa("collection", "create", "sky", "--corpus", declared, corpus=False).complains(1)
    assert "is not a folder" in missing
    declared.mkdir()
    (declared / "entities.yaml").write_text("- {id: 1}\n", encoding="utf-8")
    faulty = qa("collection", "create", "sky", "--corpus", declared, corpus=False).complains(1)
    assert "entities.yaml:1" in faulty
    assert "sky" not in good(qa("collection", "list"))


def test_conversations_and_batches_are_of_the_collection(
    qa: Qa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(qa("ingest", "ferries.txt", "--collection", "ferries"))
    good(qa("ingest", "piers.txt", "--collection", "piers"))
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "1", "turns": [MASTER]}), encoding="utf-8")
    for name, is_known in (("ferries", True), ("piers", False)):
        good(qa("batch", questions, "--output", tmp_path / "answers.jsonl", "--collection", name))
        answer = json.loads((tmp_path / "answers.jsonl").read_text(encoding="utf-8"))
        assert ("Ada Palm" in answer["answer"]) == is_known
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{MASTER}\n"))
        assert ("Ada Palm" in good(qa("chat", "--collection", name))) == is_known


def test_a_collection_is_one_file_to_carry(qa: Qa, run: Run, tmp_path: Path) -> None:
    good(qa("ingest", "ferries.txt", "piers.txt", "--collection", "ferries"))
    told = good(qa("collection", "export", "ferries", tmp_path))
    path = tmp_path / "ferries.footnote.zip"
    assert told.startswith(f"{path}: 2 documents, 2 passages, ")
    there = tmp_path / "there"
    assert good(run("collection", "import", path, data_dir=there)) == (
        "new collection ferries: 2 documents, 2 passages\n"
    )
    words = ("ask", MASTER, "--json", "--collection", "ferries")
    (here,), (elsewhere,) = lines(qa(*words)), lines(run(*words, data_dir=there))
    for answer in (here, elsewhere):
        del answer["latency_ms"], answer["id"]
    assert elsewhere == here
    refused = run("collection", "import", path, data_dir=there).complains(1)
    assert refused == "qa: There is a collection 'ferries' already; name another with --as."
    good(run("collection", "import", path, "--as", "boats", data_dir=there))
    assert cited(run("ask", MASTER, "--json", "--collection", "boats", data_dir=there)) == [
        "The harbour master of Brannoch is Ada Palm."
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_collection_is_removed_by_whoever_says_so(
    qa: Qa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(qa("ingest", "ferries.txt", "--collection", "ferries"))
    asked = qa("collection", "remove", "ferries").complains(1)
    assert asked == (
        "qa: ferries with 1 documents and all that was decided on them would be removed for good; say --yes."
    )
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert qa("collection", "remove", "ferries").code == 130
    assert "ferries" in good(qa("collection", "list"))
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert good(qa("collection", "remove", "ferries")).endswith("removed ferries\n")
    good(qa("ingest", "piers.txt", "--collection", "piers"))
    assert good(qa("collection", "remove", "piers", "--yes")) == "removed piers\n"
    assert [path.name for path in (tmp_path / "data" / FOLDER).iterdir()] == []


def test_other_programs_follow_what_is_taken_in(qa: Qa, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    words = ("--collection", "ferries", "--json")
    outcome = qa("ingest", "ferries.txt", tmp_path / "bad.pdf", *words)
    assert (outcome.code, outcome.err) == (1, "")
    events = [json.loads(line) for line in outcome.out.splitlines()]
    assert events[0] == {"collection": "ferries"}
    documents = {event["origin"]: event for event in events if "state" in event}
    assert documents[str(tmp_path / "ferries.txt")] == {
        "state": "added",
        "id": "ferries",
        "title": "ferries",
        "origin": str(tmp_path / "ferries.txt"),
        "reason": None,
        "notes": [],
    }
    failed = documents[str(tmp_path / "bad.pdf")]
    assert (failed["state"], failed["id"], bool(failed["reason"])) == ("failed", None, True)
    told = [event for event in events if "progress" in event]
    assert {"progress": "documents", "done": 2, "total": 2} in told
    texts = [event for event in told if event["progress"] == "texts"]
    assert texts[-1]["done"] == texts[-1]["total"] > 0
    counts = {"added": 1, "changed": 0, "unchanged": 0, "removed": 0, "failed": 1}
    assert events[-1] == {"counts": counts}
    again = lines(qa("ingest", "ferries.txt", *words))
    assert [(one["state"], one["id"]) for one in again if "state" in one] == [("unchanged", "ferries")]
    assert again[-1]["counts"]["unchanged"] == 1
