"""Corpora as an attacker, a full disk or a careless hand leaves them: told in one line, or left out."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import numpy as np
import pytest

from index.build import corpus_hash
from index.corpus_files import load_documents
from index.errors import CorpusError
from index.precomputed import VECTORS
from qa.extraction.sources.source import read_source
from qa.knowledge.knowledge import Knowledge
from tests.qa.cli import Run
from tests.qa.small import write_small_corpus
from tests.soak.corpora import run as soak

pytestmark = pytest.mark.no_cover  # what it tries a thousand times, others cover by trying it once

FACT = "facts/all.yaml"
DIGEST = "digests/2030-Q1-en.md"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_small_corpus(tmp_path / "corpus")


def load(corpus: Path) -> None:
    load_documents(corpus)
    Knowledge.load(corpus)


def change(path: Path, old: str, new: str) -> int:
    """Write `new` in the place of the first `old`; returns the line of it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


CALENDAR = "of the calendar"
FIRST = "edition: 2030-Q1\n"  # of a fact


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (DIGEST, "license: CC-BY-4.0", "license: " + "[" * 30_000, "levels deep"),
        (DIGEST, "published: 2030-07-01", "published: 0000-00-00", CALENDAR),
        (DIGEST, "published: 2030-07-01", "published: 2030-02-30", CALENDAR),
        (DIGEST, "edition: 2030-Q1", "edition: " + "x" * 200_000, "at most 128 characters"),
        (DIGEST, "id: sky", "id: " + "x" * 200, "at most 128 characters"),
        (DIGEST, 'title: "', 'title: "' + "x" * 600, "at most 500 characters"),
        (FACT, "value: 71", "value: 0x" + "f" * 5_000, "valid number"),
        (FACT, "value: 71", "value: 0x47", "should be a number"),
        (FACT, "value: 71", "value: " + "9" * 10_000, "10,000 characters"),
        (FACT, "value: 71", "value: 1.0e+400", "should be a number"),
        (FACT, "value: 71", "value: .nan", "should be a number"),
        (FACT, "value: 71", "value: 1:30", "should be a number"),
        (FACT, FIRST, f"{FIRST}  as_of: soon\n", CALENDAR),
        (FACT, FIRST, f"{FIRST}  as_of: 2025-13-45\n", CALENDAR),
        (FACT, FIRST, f"{FIRST}  as_of: 2024–2022\n", CALENDAR),
        (FACT, "unit: points", "unit: date", "a value that is a date"),
        (FACT, "id: z2-q1", "id: " + "x" * 200, "at most 128 characters"),
        (FACT, "id: z2-q1", 'id: "a\\nb"', "visible characters"),
        (FACT, "id: z2-q1", 'id: "a\\u202eb"', "visible characters"),
        ("sources.yaml", '"2030-04-02"', "2030-04-31", CALENDAR),
        ("editions.yaml", "comparable_with: []", "published: 2030-00", CALENDAR),
        ("editions.yaml", "comparable_with: []", "margin: 1.0e+400", "finite"),
        ("entities.yaml", "{id: northwind,", "{<<: {}, id: northwind,", "merge keys"),
    ],
)
def test_what_no_file_may_hold(corpus: Path, file: str, old: str, new: str, problem: str) -> None:
    line = change(corpus / file, old, new)
    with pytest.raises(CorpusError, match=problem) as caught:
        load(corpus)
    assert caught.value.path == corpus / file
    assert caught.value.line is not None
    assert line - 6 <= caught.value.line <= line + 1, "the line, or the item it stands in"
    assert len(str(caught.value)) < 500


def test_an_id_given_twice_is_told_with_its_line(corpus: Path) -> None:
    line = change(corpus / "editions.yaml", "- id: 2030-Q2", "- id: 2030-Q1")
    with pytest.raises(CorpusError, match=rf"editions\.yaml:{line}: the id '2030-Q1' occurs twice"):
        load(corpus)


@pytest.mark.parametrize(
    "name", [b"\xff\xfe", b"notes\xff.txt", b"\xe9/stray.txt", b"digests/\xff.bin", b"a\nb.txt"]
)
def test_a_stray_file_of_any_name_is_left_out(corpus: Path, name: bytes) -> None:
    path = corpus / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"stray")
    load(corpus)
    assert corpus_hash(corpus) == corpus_hash(corpus)


@pytest.mark.parametrize("name", [b"digests/\xff\xfe.md", b"digests/\xe9/report.md"])
def test_a_document_whose_name_is_not_utf8_is_named(
    run: Run, corpus: Path, tmp_path: Path, name: bytes
) -> None:
    path = corpus / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((corpus / DIGEST).read_bytes())
    complaint = run("ask", "Zephyr 2", data_dir=tmp_path / "data", corpus=corpus).complains(1)
    shown = name.decode("utf-8", "backslashreplace")
    assert complaint.endswith(f"{shown}: has a name that is not UTF-8; rename it")


@pytest.mark.parametrize("variable", ["QA_DATA_DIR", "QA_CORPUS"])
def test_a_folder_whose_name_is_not_utf8(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / os.fsdecode(b"\xff")))
    assert rf"{tmp_path}/\xff is not UTF-8" in run("ask", "Zephyr 2").complains(1)


def test_an_article_whose_name_is_not_utf8_is_read(run: Run, corpus: Path, tmp_path: Path) -> None:
    article = tmp_path / os.fsdecode(b"\xff\n.md")
    article.write_text("# Q1 2030\n\nZephyr 2 scores 75 points on the Sky Index.\n", encoding="utf-8")
    assert run("facts", "extract", article, corpus=corpus).code == 0
    assert read_source(article).id == r"\xff\n"
    assert "not.md: cannot be read" in run("facts", "extract", tmp_path / "not.md", corpus=corpus).err


def test_an_edition_without_end_on_the_command_line(run: Run, corpus: Path) -> None:
    given = ("facts", "extract", corpus / DIGEST, "--edition", "x" * 100_000)
    outcome = run(*given, corpus=corpus)
    assert outcome.code == 1
    assert "edition: String should have at most 128 characters" in outcome.err
    assert len(run("ask", "Zephyr 2", "--language", "x" * 100_000).complains(2)) < 2_100


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(path))


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [_pipe, _socket, _endless, _folder, _circle])
@pytest.mark.parametrize("name", ["digests/another.md", "stray", "facts/another.yaml", "kinds.yaml"])
def test_what_is_no_file_never_hangs(
    corpus: Path, make: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    assert callable(make)
    make(corpus / name)
    corpus_hash(corpus)
    if name.endswith("yaml") and not (name == "kinds.yaml" and make is _circle):
        with pytest.raises(CorpusError, match=r"is not a file|cannot be read"):
            load(corpus)
    else:
        load(corpus)


def test_a_stray_file_is_not_read_into_memory(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read whole"))
    assert len(corpus_hash(corpus)) == 32


def test_foreign_vectors_are_told(run: Run, corpus: Path, tmp_path: Path) -> None:
    np.savez(corpus / VECTORS, keys=np.zeros((1, 16), np.uint8), vectors=np.eye(1, 384), probe=np.array("x"))
    complaint = run("ask", "Zephyr 2", data_dir=tmp_path / "data", corpus=corpus).complains(1)
    assert "contains no vectors (its probe holds no numbers); remove it, or write it again" in complaint


def test_hostile_corpora_are_met_with_an_answer_or_one_line() -> None:
    assert soak(1, seed=2).faults == []
