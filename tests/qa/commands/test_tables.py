"""`qa score`, `compare`, `rank`, `index`, `facts` and `eval`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.qa.cli import Run, asked
from tests.qa.small import write_small_corpus


@pytest.fixture
def corpus(small_corpus: Path) -> Path:
    return small_corpus


# --- score, compare, rank -------------------------------------------------------------


def test_score(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("score", "z2", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    head, *rows = (line.split() for line in outcome.out.split("\n")[:3])
    assert head == ["name", "value", "edition", "weights", "sources"]
    assert rows == [
        ["Zephyr", "2", "71", "Q1", "2030", "open", "[1]"],
        ["Zephyr", "2", "55", "Q2", "2030", "open", "[2]"],
    ]
    assert "≠" in outcome.out
    assert [
        f["value"] for f in asked(run, corpus, store, "score", "z2", "--edition", "2030-Q1")["facts"]
    ] == [71]


def test_score_of_nothing(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("score", "Gigawatt", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "Gigawatt" in outcome.out


def test_compare(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "compare", "Zephyr 2", "Borealis One")
    assert [(f["subject"], f["value"]) for f in answer["facts"]] == [("Zephyr 2", 71), ("Borealis One", 64)]
    assert run("compare", "Zephyr 2", "Cumulus Mini", data_dir=store, corpus=corpus).code == 0


@pytest.mark.parametrize("names", [["Zephyr 2"], ["a", "b", "c", "d", "e", "f"]])
def test_compare_takes_two_to_five(run: Run, corpus: Path, store: Path, names: list[str]) -> None:
    assert "two to five" in run("compare", *names, data_dir=store, corpus=corpus).complains(2)


def test_rank(run: Run, corpus: Path, store: Path) -> None:
    ranked = asked(run, corpus, store, "rank", "--edition", "2030-Q1", "--top", "2")
    assert [f["value"] for f in ranked["facts"]] == [71, 64, 64]
    within = asked(run, corpus, store, "rank", "--within", "Eastgate", "--language", "fr")
    assert within["language"] == "fr"
    assert [f["subject"] for f in within["facts"]] == ["Borealis One", "Cumulus Mini"]


def test_a_ranking_is_a_table_for_each_scale(run: Run, corpus: Path, store: Path) -> None:
    shown = run("rank", data_dir=store, corpus=corpus).out.split("\n")
    assert shown[0] == "Sky Index score, highest first (Q1 2030):"
    assert shown[1].split() == ["place", "name", "value", "edition", "weights", "sources"]
    assert [line.split()[:2] for line in shown[2:6]] == [
        ["1", "Zephyr"],
        ["2", "Borealis"],
        ["2", "Cumulus"],
        ["4", "Nimbus"],
    ]
    assert shown[6] == "Sky Index score, highest first (Q2 2030):"
    assert [line.split()[:3] for line in shown[8:10]] == [["1", "Zephyr", "3"], ["2", "Zephyr", "2"]]


@pytest.mark.parametrize(
    ("options", "subjects"),
    [
        (["--lab", "Eastgate"], ["Borealis One", "Cumulus Mini"]),
        (["--country", "Avalon", "--closed-weights"], ["Nimbus Large"]),
        (["--open-weights", "--edition", "2030-Q1"], ["Zephyr 2"]),
        (["--lab", "Eastgate", "--open-weights"], []),
    ],
)
def test_a_ranking_is_narrowed(
    run: Run, corpus: Path, store: Path, options: list[str], subjects: list[str]
) -> None:
    answer = asked(run, corpus, store, "rank", *options)
    assert [fact["subject"] for fact in answer["facts"]] == subjects
    assert answer["abstained"] == (not subjects)


def test_a_verdict_stands_above_the_table(run: Run, corpus: Path, store: Path) -> None:
    shown = run("compare", "Zephyr 2", "Borealis One", data_dir=store, corpus=corpus).out.split("\n")
    assert shown[0] == (
        "Zephyr 2 leads Borealis One by 7 points in Sky Index score: 71 to 64 (Q1 2030). [1][2]"
    )
    assert [line.split()[-1] for line in shown[1:4]] == ["sources", "[1]", "[2]"]


def test_history_lab_and_editions(run: Run, corpus: Path, store: Path) -> None:
    history = run("history", "Zephyr 2", data_dir=store, corpus=corpus).out.split("\n")
    assert history[0].startswith("Scores from Q1 2030 and Q2 2030 are on different scales")
    assert history[1:7:3] == ["Sky Index score (Q1 2030):", "Sky Index score (Q2 2030):"]
    assert history[6].split() == ["Zephyr", "2", "55", "May", "2030", "Q2", "2030", "open", "[2]"]
    lab = run("lab", "Eastgate", data_dir=store, corpus=corpus).out
    assert "Not stated for Eastgate: funding." in lab
    assert "about 12 million" in run("lab", "Northwind", data_dir=store, corpus=corpus).out
    editions = run("editions", "--language", "fr", data_dir=store, corpus=corpus).out
    assert "selon le jugement de Footnote\u00a0: l'indice a changé." in editions
    assert asked(run, corpus, store, "lab", "Northwind")["facts"][0]["value"] == 60


@pytest.mark.parametrize(("ending", "begins"), [(".png", b"\x89PNG"), (".SVG", b"<svg")])
def test_a_chart_is_drawn_into_a_file(
    run: Run, corpus: Path, store: Path, tmp_path: Path, ending: str, begins: bytes
) -> None:
    file = tmp_path / f"chart{ending}"
    for command in (["rank"], ["history", "Zephyr 2"], ["compare", "Zephyr 2", "Borealis One"]):
        file.unlink(missing_ok=True)
        assert run(*command, "--chart", file, data_dir=store, corpus=corpus).code == 0
        assert file.read_bytes().lstrip().startswith(begins)


def test_a_chart_that_cannot_be_drawn(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    options = {"data_dir": store, "corpus": corpus}
    assert ".png or .svg" in run("rank", "--chart", tmp_path / "x.gif", **options).complains(2)
    nowhere = run("rank", "--chart", tmp_path / "none" / "x.png", **options)
    assert "cannot be written" in nowhere.complains(1)
    single = run("rank", "--top", "1", "--edition", "2030-Q1", "--chart", tmp_path / "x.png", **options)
    assert "fewer than two figures" in single.complains(1)


# --- index, facts, eval ---------------------------------------------------------------


def test_index_commands(run: Run, corpus: Path, store: Path) -> None:
    built = run("index", "build", data_dir=store, corpus=corpus)
    assert built.code == 0
    assert "6 documents" in built.out
    assert "unchanged since" in run("index", "info", data_dir=store, corpus=corpus).out
    assert "bundled, 384 dimensions" in run("index", "info", data_dir=store, corpus=corpus).out
    assert "sound" in run("index", "verify", data_dir=store, corpus=corpus).out
    listed = run("index", "list", data_dir=store).out.strip().split("\n")
    assert listed[0].startswith("* ")
    again = run("index", "build", data_dir=store, corpus=corpus)
    assert again.code == 0
    newest, older = run("index", "list", data_dir=store).out.strip().split("\n")[:2]
    assert re.fullmatch(r"\* \S+  20[\d:T+-]+, 6 documents, 0\.\d MB", newest)
    name = older.split()[0]
    assert run("index", "rollback", data_dir=store).out == f"in use: {name}\n"
    assert f"in use: {name}" in run("index", "rollback", name, data_dir=store).out
    assert run("index", "list", data_dir=store).out.split("\n")[1].startswith(f"* {name}  ")
    assert run("index", "list", data_dir=store).out.split("\n")[1].endswith(" MB, held")


def test_older_versions_are_pruned(run: Run, corpus: Path, tmp_path: Path) -> None:
    for _ in range(3):
        run("index", "build", data_dir=tmp_path, corpus=corpus)
    listed = run("index", "list", data_dir=tmp_path).out.splitlines()
    names = [line[2:].split()[0] for line in listed]
    (tmp_path / "index" / names[1] / "manifest.json").write_bytes(b"{}")
    assert "of another Footnote, or damaged" in run("index", "list", data_dir=tmp_path).out.splitlines()[1]
    told = [f"removed {name}" for name in names[1:]]
    dry = run("index", "prune", "--keep", "1", "--dry-run", data_dir=tmp_path).out.splitlines()
    assert dry[:2] == told
    assert re.fullmatch(r"2 removed, 0\.\d MB freed \(nothing was written\)", dry[2])
    assert run("index", "prune", data_dir=tmp_path).out == "0 removed, 0.0 MB freed\n"
    assert run("index", "prune", "--keep", "1", data_dir=tmp_path).out.splitlines()[:2] == told
    assert [
        line[2:].split()[0] for line in run("index", "list", data_dir=tmp_path).out.splitlines()
    ] == names[:1]


def test_index_commands_without_an_index(run: Run, corpus: Path, tmp_path: Path) -> None:
    for command in (["info"], ["verify"]):
        assert "qa index build" in run("index", *command, data_dir=tmp_path, corpus=corpus).complains(1)
    assert "qa index build" in run("index", "list", data_dir=tmp_path).complains(1)
    assert "no version" in run("index", "rollback", "20300101T000000000000-abc", data_dir=tmp_path).complains(
        1
    )


def test_a_changed_corpus_is_noticed_and_rebuilt(run: Run, tmp_path: Path) -> None:
    corpus, store = write_small_corpus(tmp_path / "corpus"), tmp_path / "store"
    assert run("index", "build", data_dir=store, corpus=corpus).code == 0
    digest = corpus / "digests" / "2030-Q2-en.md"
    digest.write_text(digest.read_text(encoding="utf-8") + "Kites are popular.\n", encoding="utf-8")
    assert "changed since" in run("index", "info", data_dir=store, corpus=corpus).out
    answer = asked(run, corpus, store, "ask", "Zephyr 3 score in Q2")
    assert [f["value"] for f in answer["facts"]] == [60]
    assert "unchanged since" in run("index", "info", data_dir=store, corpus=corpus).out


def test_vectors_are_shipped_with_a_corpus(run: Run, tmp_path: Path) -> None:
    corpus, store = write_small_corpus(tmp_path / "corpus"), tmp_path / "store"
    assert "qa index build" in run("index", "vectors", data_dir=store, corpus=corpus).complains(1)
    assert run("index", "build", data_dir=store, corpus=corpus).code == 0
    assert "vectors.npz" in run("index", "vectors", data_dir=store, corpus=corpus).out
    assert (corpus / "vectors.npz").is_file()
    assert "unchanged since" in run("index", "info", data_dir=store, corpus=corpus).out


def test_facts_check(run: Run, tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    sound = run("facts", "check", corpus=corpus)
    assert sound.code == 0
    assert "13 facts" in sound.out
    facts = corpus / "facts" / "all.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("value: 58", "value: 57"), encoding="utf-8")
    broken = run("facts", "check", corpus=corpus)
    assert broken.code == 1
    assert "nl-q1 (en): the quote does not state 57" in broken.err
    assert broken.err.strip().split("\n")[-1].startswith("qa: 3 problems")


def test_eval_squad(run: Run, tmp_path: Path) -> None:
    entry = {
        "context": "Apples are red.",
        "qas": [{"id": "a", "question": "What is red?", "answers": [{"text": "Apples"}]}],
    }
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [entry]}]}), encoding="utf-8")
    outcome = run("eval", "squad", file, "--json", "--limit", "1", "--seed", "2")
    assert outcome.code == 0
    assert json.loads(outcome.out)["recall@1"] == 1.0
    table = run("eval", "squad", file, "--questions", file)
    assert "ndcg@10" in table.out
    assert "cannot be read" in run("eval", "squad", tmp_path / "none.json").complains(1)
