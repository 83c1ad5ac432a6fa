"""Kinds of entities: their roles, a corpus's own and those that come with Footnote."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import CorpusError
from qa.knowledge.cache import load_knowledge
from qa.knowledge.kinds import EntityKinds, Kind, load_kinds, shipped_kinds
from qa.knowledge.knowledge import Knowledge
from tests.qa.small import write_small_corpus


def write(folder: Path, text: str) -> Path:
    (folder / "kinds.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_corpus_without_kinds_has_the_shipped_ones(tmp_path: Path) -> None:
    assert load_kinds(tmp_path) is shipped_kinds()
    assert shipped_kinds().makers == {"lab", "company"}


def test_a_corpus_declares_its_own(tmp_path: Path) -> None:
    kinds = load_kinds(write(tmp_path, "- {id: brewery, roles: [maker]}\n- {id: beer, roles: [model]}\n"))
    assert kinds.makers == {"brewery"}
    assert kinds.named == {"brewery", "beer"}
    assert kinds.having("maker", "model") == {"brewery", "beer"}
    assert not kinds.having("country")


def test_a_kind_that_is_not_declared_has_no_roles() -> None:
    kinds = EntityKinds({})
    assert kinds["brewery"] == Kind(id="brewery")
    assert kinds.scopes == kinds.items == frozenset()
    assert kinds.usual("maker") == Kind(id="maker")


def test_what_is_an_item_is_not_named_in_passing() -> None:
    kinds = EntityKinds({
        "law": Kind(id="law", roles=("context", "item")),
        "method": Kind(id="method", roles=("context",)),
    })  # fmt: skip
    assert kinds.context == {"law", "method"}
    assert kinds.passing == {"method"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "- {id: a, roles: [maker]}\n- {id: b, roles: [brewer]}\n",
            r"yaml:2: roles\.0: Input should be",
        ),
        ("- {id: a, role: maker}\n", r"kinds\.yaml:1: role: unknown key"),
        ("- {id: a}\n- {id: a}\n", r"id 'a' occurs twice"),
        ("a: [maker]\n", r"kinds\.yaml:1: should be a list"),
    ],
)
def test_faults_are_told_by_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        load_kinds(write(tmp_path, text))


def test_stored_knowledge_takes_the_kinds_of_today(tmp_path: Path) -> None:
    corpus, data = write_small_corpus(tmp_path / "corpus"), tmp_path / "data"
    assert load_knowledge(corpus, data, "0" * 32).entities.lab("zephyr-2") == "northwind"
    write(corpus, "- {id: family, roles: [maker]}\n")
    assert load_knowledge(corpus, data, "0" * 32).entities.lab("zephyr") == "zephyr"


def test_one_attribute_has_a_role(tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    assert Knowledge.load(corpus).attribute_of("release") == "release_date"
    assert Knowledge.load(corpus).attribute_of("rank") is None
    attributes = corpus / "attributes.yaml"
    text = attributes.read_text(encoding="utf-8")
    attributes.write_text(text.replace("- id: motto\n", "- id: motto\n  role: release\n"), encoding="utf-8")
    with pytest.raises(CorpusError, match="several attributes have the role 'release'"):
        Knowledge.load(corpus)


def test_the_default_attribute_is_the_corpus_s(tmp_path: Path) -> None:
    assert Knowledge.load(write_small_corpus(tmp_path / "corpus")).default_attribute == "sky_index"
    assert Knowledge.empty().default_attribute is None
