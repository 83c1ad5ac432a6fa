"""`qa corpus` at its edges: what is not there, nothing at all, and a corpus that is taken elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from index.corpus_files import load_documents, read_file
from index.documents import Document, Source
from index.front_matter import written
from tests.qa.cli import Run, runner

REPORTS = {
    "ferries.txt": "Ferries of Brannoch 2025\n\nThe ferry to Brannoch sails at nine in the morning.\n",
    "boats.csv": "Boat,Seats\nOrca,120\nSeal,90\n",
    "harbour.html": "<html lang=en><title>The harbour: a report</title><body><h1>The harbour</h1>"
    f"<p>{'The harbour master of Brannoch is Ada Palm. ' * 8}</p></body></html>",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def store(run: Run, tmp_path: Path, corpus: Path) -> Path:
    """A data folder with the reports in it."""
    for name, content in REPORTS.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    paths = [tmp_path / name for name in REPORTS]
    assert run("ingest", *paths, data_dir=tmp_path / "data", corpus=corpus).code == 0
    return tmp_path / "data"


def test_an_id_that_is_not_there_is_told_with_those_like_it(run: Run, store: Path, corpus: Path) -> None:
    shown = run("corpus", "show", "Ferrys", data_dir=store, corpus=corpus).complains(1)
    assert shown == (
        "qa: There is no document 'Ferrys'; did you mean 'ferries'? `qa corpus list` names those there are."
    )
    far = run("corpus", "show", "xyzzy", data_dir=store, corpus=corpus).complains(1)
    assert far == "qa: There is no document 'xyzzy'; `qa corpus list` names those there are."
    removed = run("corpus", "remove", "boats", "harbor", data_dir=store, corpus=corpus).complains(1)
    assert "'harbor'; did you mean 'harbour'?" in removed
    long = run("corpus", "show", "x" * 5_000, data_dir=store, corpus=corpus).complains(1)
    assert len(long) < 300
    left = run("corpus", "list", "--json", data_dir=store, corpus=corpus).out
    assert [json.loads(line)["id"] for line in left.splitlines()] == ["boats", "ferries", "harbour"]


def test_where_nothing_was_taken_in(run: Run, tmp_path: Path, corpus: Path) -> None:
    for words in (("list",), ("show", "a"), ("export", str(tmp_path / "out"))):
        told = run("corpus", *words, data_dir=tmp_path / "none", corpus=corpus).complains(1)
        assert "run `qa index build`" in told
    gone = run("corpus", "remove", "a", data_dir=tmp_path / "none", corpus=corpus).complains(1)
    assert gone == f"qa: 'a' was not taken in with `qa ingest`; remove it from {corpus} itself."


def test_the_last_document_can_be_taken_out_and_another_in(run: Run, store: Path, corpus: Path) -> None:
    some = run("corpus", "remove", "boats", "boats", "ferries", data_dir=store, corpus=corpus)
    assert (some.code, some.out) == (0, "removed: boats, ferries\n")
    last = run("corpus", "remove", "harbour", data_dir=store, corpus=corpus).complains(1)
    assert last.startswith("qa: harbour: taken out, and no document is left.")
    assert str(store / "index") in last
    report = store.parent / "ferries.txt"
    assert run("ingest", report, data_dir=store, corpus=corpus).code == 0
    left = run("corpus", "list", "--json", data_dir=store, corpus=corpus).out
    assert [json.loads(line)["id"] for line in left.splitlines()] == ["ferries"]


def test_what_a_document_says_of_itself_does_nothing_to_a_terminal(
    run: Run, tmp_path: Path, corpus: Path
) -> None:
    report = tmp_path / "a.md"
    report.write_text(
        '---\nid: a\ntitle: "\\e[31mRed\\a"\n---\nWords that are read.\x1b[2J\n', encoding="utf-8"
    )
    told = [
        run(*words, data_dir=tmp_path / "data", corpus=corpus)
        for words in (("ingest", report), ("corpus", "list"), ("corpus", "show", "a"))
    ]
    assert [one.code for one in told] == [0, 0, 0]
    assert not any("\x1b" in one.out or "\a" in one.out for one in told)
    assert "\\x1b[31mRed\\x07" in told[1].out


def test_a_corpus_that_is_exported_answers_elsewhere_as_it_did_here(
    run: Run, tmp_path: Path, store: Path, corpus: Path
) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    told = run("corpus", "export", out, data_dir=store, corpus=corpus)
    assert told.out == f"3 documents are written to {out}.\n"
    again = run("corpus", "export", out, data_dir=store, corpus=corpus)
    assert again.complains(1) == f"qa: {out} is not empty; name a new folder."
    assert run("ingest", out, data_dir=elsewhere, corpus=corpus).code == 0
    for question in ("Who is the harbour master of Brannoch?", "When does the ferry sail?"):
        here, there = (
            json.loads(run("ask", question, "--json", data_dir=data, corpus=corpus).out)
            for data in (store, elsewhere)
        )
        assert here["citations"], question
        assert (there["answer"], there["confidence"]) == (here["answer"], here["confidence"])
        told_here, told_there = (
            [(one["document_id"], one["quote"], one["start"], one["edition"]) for one in answer["citations"]]
            for answer in (here, there)
        )
        assert told_there == told_here


def test_a_folder_to_export_to_that_cannot_be_one(run: Run, store: Path, corpus: Path) -> None:
    file = store.parent / "boats.csv"
    assert "cannot be written" in run("corpus", "export", file, data_dir=store, corpus=corpus).complains(1)


LINES = st.text(min_size=1, max_size=30)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=200)


@given(
    id_=LINES,
    title=LINES,
    edition=LINES,
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=200
    ),
    publisher=st.none() | LINES,
)
def test_any_document_is_read_again_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    id_: str,
    title: str,
    edition: str,
    text: str,
    publisher: str | None,
) -> None:
    try:
        source = Source(
            title=title, publisher=publisher, url="https://reports.example/?b=c", published="2025"
        )
        document = Document(
            id=id_,
            title=title,
            edition=edition,
            language="zh-Hant",
            published="2025-03",
            sources=(source,),
            license=None,
            text=f"Words.\n{text}",
        )
    except ValidationError:
        return
    file = tmp_path_factory.mktemp("out") / "00001-a.md"
    file.write_bytes(written(document).encode())
    assert read_file(file) == document
    assert load_documents(file.parent) == (document,)
