"""Bad input: one clear line, exit code 1 or 2, nothing lost, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.build import IndexBuilder
from index.versions import current_version
from tests.index.samples import TermEmbedder
from tests.qa.cli import Run
from tests.qa.small import write_small_corpus


@pytest.fixture(scope="module")
def built(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that fits the small corpus."""
    from index.embedding import open_embedder

    store = tmp_path_factory.mktemp("built")
    IndexBuilder(small_corpus, store, open_embedder()).build()
    return store


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\n\t"])
def test_an_empty_question(run: Run, small_corpus: Path, built: Path, question: str) -> None:
    assert "ask a question" in run("ask", question, data_dir=built, corpus=small_corpus).complains(2)


def test_ten_thousand_characters(run: Run, small_corpus: Path, built: Path) -> None:
    assert "10,000" in run("ask", "x" * 10_000, data_dir=built, corpus=small_corpus).complains(2)


@pytest.mark.parametrize(
    "question", ["\udcff\udcfe\udc00", "PNG\ufffd\ufffd", "a\0b"], ids=["bytes", "replaced", "nul"]
)
def test_binary(run: Run, small_corpus: Path, built: Path, question: str) -> None:
    assert "readable" in run("ask", question, data_dir=built, corpus=small_corpus).complains(2)


def test_real_bytes_on_the_real_command_line(small_corpus: Path, built: Path) -> None:
    folders = ["--data-dir", str(built), "--corpus", str(small_corpus)]
    command: list[str | bytes] = [sys.executable, "-m", "qa", "ask", b"\xff\xfe\x80", *folders]
    done = subprocess.run([os.fsencode(part) for part in command], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_a_missing_corpus_folder(run: Run, built: Path, tmp_path: Path) -> None:
    complaint = run("ask", "Zephyr 2", data_dir=built, corpus=tmp_path / "nowhere").complains(1)
    assert str(tmp_path / "nowhere") in complaint
    complaint = run("index", "build", data_dir=built, corpus=tmp_path / "nowhere").complains(1)
    assert str(tmp_path / "nowhere") in complaint


def test_a_corpus_without_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no document" in run(
        "ask", "x", data_dir=tmp_path / "d", corpus=tmp_path / "empty"
    ).complains(1)


@pytest.mark.parametrize(
    ("file", "line", "content"),
    [
        ("entities.yaml", 2, "- id: a\n  names: {en: [unclosed\n"),
        ("facts/all.yaml", 3, "- id: a\n  subject: b\n\tvalue: tab\n"),
        ("attributes.yaml", 1, "- {id: x, unknown: 1}\n"),
        ("editions.yaml", 2, "- id: 2030-Q1\n  id: again\n"),
        ("digests/2030-Q1-en.md", 3, "---\nid: a\ntitle: [broken\n---\ntext\n"),
        ("sources.yaml", 1, "gazette: {publisher: 3\n"),
    ],
)
def test_broken_yaml_names_file_and_line(
    run: Run, built: Path, tmp_path: Path, file: str, line: int, content: str
) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    (corpus / file).write_text(content, encoding="utf-8")
    before = current_version(built)
    complaint = run("ask", "Zephyr 2 score", data_dir=built, corpus=corpus).complains(1)
    assert f"{corpus / file}:" in complaint
    said = int(complaint.split(f"{corpus / file}:")[1].split(":")[0])
    assert abs(said - line) <= 1, complaint
    assert current_version(built) == before, "nothing is lost"


def test_a_document_that_is_not_text(run: Run, tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    (corpus / "digests" / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert "picture.md:1" in run("ask", "x", data_dir=tmp_path / "d", corpus=corpus).complains(1)


def test_an_index_of_another_model(run: Run, small_corpus: Path, built: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(built, store)
    folder = current_version(store)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    other = TermEmbedder("other-model", dimension=384).embed_passages(["a", "b"])
    np.save(folder / "probe.npy", other)
    (folder / "manifest.json").write_text(json.dumps(manifest | {"model": "other-model"}), encoding="utf-8")
    complaint = run("index", "verify", data_dir=store, corpus=small_corpus).complains(1)
    assert "qa index build" in complaint or "damaged" in complaint
    answered = run("ask", "Zephyr 2 score in Q1", data_dir=store, corpus=small_corpus)
    assert answered.code == 0
    assert "71" in answered.out, "it is built anew"


def test_a_model_that_does_not_exist(
    run: Run, small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_MODEL", " ")
    assert "model" in run("ask", "x y", data_dir=tmp_path, corpus=small_corpus).complains(1)


@pytest.mark.parametrize(("name", "value"), [("QA_THRESHOLD", "2"), ("QA_THRESHOLD", "much")])
def test_a_setting_that_makes_no_sense(
    run: Run, small_corpus: Path, built: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    complaint = run("ask", "Zephyr 2", data_dir=built, corpus=small_corpus).complains(1)
    assert "unexpected" not in complaint, "a wrong setting is a person's to mend, not a surprise"
    assert name in complaint.upper()


def test_a_damaged_index_is_built_anew(run: Run, small_corpus: Path, built: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(built, store)
    (current_version(store) / "passages.json").write_text("[", encoding="utf-8")
    assert "damaged" in run("index", "verify", data_dir=store, corpus=small_corpus).complains(1)
    assert "71" in run("ask", "Zephyr 2 score in Q1", data_dir=store, corpus=small_corpus).out


def test_a_data_folder_that_is_a_file(run: Run, small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    complaint = run("ask", "Zephyr 2", data_dir=tmp_path / "file", corpus=small_corpus).complains(1)
    assert "--data-dir" in complaint


# --- a read-only data folder, as somebody who is not root -----------------------------

NOBODY = 65534
UNREADABLE = 77
UNPRIVILEGED = """
import contextlib, io, logging, os, sys
from qa.cli import main
from qa.wording.messages import LOCALES

logging.basicConfig = lambda **_: None

def run(*arguments):
    sys.argv = ["qa", *arguments]
    try:
        main()
    except SystemExit as end:
        return end.code

if os.getuid() == 0:
    # Python may lie where only root may read: what is needed is imported before the rights are given up.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        run("ask", "Zephyr 2 score", *{warm!r})
    os.setgroups([])
    os.setgid({nobody})
    os.setuid({nobody})
if not os.access(LOCALES / "en.ftl", os.R_OK):
    sys.exit({unreadable})
sys.exit(run(*{arguments!r}))
"""


def as_nobody(folder: Path, warm: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `qa` without root's rights, on `folder`; `warm` is an index to load everything with before.

    Skips where such a person cannot read the code.
    """
    make_writable(folder / "corpus")
    program = UNPRIVILEGED.format(
        warm=["--corpus", str(warm / "corpus"), "--data-dir", str(warm)],
        arguments=[str(argument) for argument in arguments],
        nobody=NOBODY,
        unreadable=UNREADABLE,
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode == UNREADABLE:
        pytest.skip("an unprivileged user cannot read this checkout")
    return done


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def warm(small_corpus: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with its index beside it, to load everything with."""
    folder = tmp_path_factory.mktemp("warm")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    shutil.copytree(small_corpus, folder / "corpus")
    return folder


def make_readonly(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def make_writable(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_data_folder_with_an_index_answers(
    small_corpus: Path, built: Path, warm: Path, open_folder: Path
) -> None:
    store, corpus = open_folder / "store", open_folder / "corpus"
    shutil.copytree(built, store)
    shutil.copytree(small_corpus, corpus)
    make_readonly(store)
    try:
        done = as_nobody(
            open_folder, warm, "ask", "Zephyr 2 score in Q1", "--data-dir", store, "--corpus", corpus
        )
    finally:
        make_writable(store)
    assert (done.returncode, done.stderr) == (0, "")
    assert "71" in done.stdout


@pytest.mark.parametrize("command", [["ask", "Zephyr 2 score in Q1"], ["index", "build"]], ids=" ".join)
def test_a_read_only_data_folder_without_an_index(
    small_corpus: Path, built: Path, warm: Path, open_folder: Path, command: list[str]
) -> None:
    store, corpus = open_folder / "store", open_folder / "corpus"
    store.mkdir()
    shutil.copytree(small_corpus, corpus)
    make_readonly(store)
    try:
        done = as_nobody(open_folder, warm, *command, "--data-dir", store, "--corpus", corpus)
    finally:
        make_writable(store)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "--data-dir" in done.stderr
    assert list(store.iterdir()) == []


def test_a_stale_index_that_cannot_be_replaced_is_kept(
    small_corpus: Path, built: Path, warm: Path, open_folder: Path
) -> None:
    store, corpus = open_folder / "store", open_folder / "corpus"
    shutil.copytree(built, store)
    shutil.copytree(small_corpus, corpus)
    with (corpus / "digests" / "2030-Q2-en.md").open("a", encoding="utf-8") as digest:
        digest.write("Kites are popular.\n")
    make_readonly(store)
    try:
        done = as_nobody(
            open_folder, warm, "ask", "Zephyr 2 score in Q1", "--data-dir", store, "--corpus", corpus
        )
    finally:
        make_writable(store)
    assert done.returncode == 0
    assert "71" in done.stdout
    assert "cannot be written" in done.stderr
    assert "The last index is answered from." in done.stderr
    assert current_version(store).name == current_version(built).name, "nothing is lost"
