"""Loading what a corpus knows: every fault names the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.errors import CorpusError
from qa.knowledge.knowledge import Knowledge
from tests.qa.small import write_small_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_small_corpus(tmp_path / "corpus")


def change(path: Path, old: str, new: str) -> int:
    """Replace `old` once; returns the line, from 1, that it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_loads_everything(small_knowledge: Knowledge) -> None:
    assert len(small_knowledge.entities.by_id) == 14
    assert small_knowledge.attributes["funding"].unit == "USD"
    assert small_knowledge.editions.ids == ("2030-Q1", "2030-Q2")
    assert len(small_knowledge.facts.facts) == 13
    assert small_knowledge.reporters["herald"].publisher is None
    assert small_knowledge.problems() == []


def test_documents_alone_are_a_corpus_too(tmp_path: Path) -> None:
    loaded = Knowledge.load(tmp_path)
    assert loaded.facts.facts == Knowledge.empty().facts.facts == ()
    assert loaded.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("entities.yaml", "id: zephyr-3", "id: [zephyr-3", "broken YAML"),
        ("entities.yaml", "kind: family", "sort: family", "unknown key|missing key"),
        (
            "entities.yaml",
            "lab: eastgate, names: {en: Cumulus",
            "lab: [eastgate], names: {en: Cumulus",
            "string",
        ),
        ("attributes.yaml", "unit: USD", "unit: [USD]", "unit"),
        ("editions.yaml", 'title: {en: "Sky Report, Q2', 'titel: {en: "Sky Report, Q2', "title|titel"),
        ("sources.yaml", "publisher: null", "editor: null", "editor|publisher"),
        ("facts/all.yaml", "qualifier: about", "qualifier: roughly", "qualifier"),
    ],
)
def test_a_fault_names_file_and_line(corpus: Path, file: str, old: str, new: str, message: str) -> None:
    line = change(corpus / file, old, new)
    with pytest.raises(CorpusError, match=message) as caught:
        Knowledge.load(corpus)
    assert caught.value.path == corpus / file
    assert caught.value.line is not None
    assert abs(caught.value.line - line) <= 1, f"said line {caught.value.line}, the fault is on {line}"
    assert str(caught.value).startswith(f"{corpus / file}:{caught.value.line}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "entities.yaml",
            "lab: eastgate",
            "lab: westgate",
            "borealis-one refers to unknown entity 'westgate'",
        ),
        ("entities.yaml", "groups: [startups]", "groups: [giants]", "unknown entity 'giants'"),
        ("facts/all.yaml", "subject: skyline", "subject: skylark", "unknown entity 'skylark'"),
        ("facts/all.yaml", "attribute: motto", "attribute: slogan", "unknown attribute 'slogan'"),
        ("facts/all.yaml", "edition: 2030-Q2", "edition: 2031-Q2", "unknown edition '2031-Q2'"),
        ("facts/all.yaml", "value: ada-quill", "value: eva-quill", "unknown entity 'eva-quill' as its value"),
        ("facts/all.yaml", "[gazette, herald]", "[gazette, courier]", "unknown source 'courier'"),
        ("facts/all.yaml", "id: z3-q2", "id: z2-q2", "'z2-q2' occurs twice"),
        ("entities.yaml", "id: zephyr-3", "id: zephyr-2", "'zephyr-2' occurs twice"),
    ],
)
def test_dangling_references_and_double_ids_are_named(
    corpus: Path, file: str, old: str, new: str, message: str
) -> None:
    change(corpus / file, old, new)
    with pytest.raises(CorpusError, match=re.escape(message)):
        Knowledge.load(corpus)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("entities.yaml", "just: a mapping\n", "should be a list"),
        ("sources.yaml", "- a\n- list\n", "should map a key"),
        ("facts/all.yaml", "- one\n- two\n", "all.yaml:1"),
    ],
)
def test_the_wrong_shape_is_an_error(corpus: Path, file: str, content: str, message: str) -> None:
    (corpus / file).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        Knowledge.load(corpus)


def test_empty_files_hold_nothing(corpus: Path) -> None:
    for file in ("facts/all.yaml", "sources.yaml"):
        (corpus / file).write_text("", encoding="utf-8")
    loaded = Knowledge.load(corpus)
    assert loaded.facts.facts == ()
    assert loaded.reporters == {}
