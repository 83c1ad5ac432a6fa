"""The entities: named in five languages, told apart by their names, and all spoken of."""

from __future__ import annotations

from collections import defaultdict

import pytest

from index.corpus_files import load_documents
from index.documents import Document
from index.scripts import script_counts
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import compact
from qa.language.detection import LANGUAGES
from qa.linking.names import NameIndex
from qa.settings import shipped_corpus
from tests.corpus.test_digests import TIMES

# One name, two things: an application and the family of models behind it are asked about with the same word.
SHARED = {
    frozenset({"application", "family"}),
    frozenset({"application", "lab"}),
    frozenset({"country", "group"}),
}


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return load_documents(shipped_corpus())


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(shipped_corpus())


def test_every_entity_has_a_name_in_every_language(knowledge: Knowledge) -> None:
    for entity in knowledge.entities:
        assert set(entity.names) == set(LANGUAGES), entity.id


def test_names_are_written_in_their_variant_of_chinese(knowledge: Knowledge) -> None:
    for entity in knowledge.entities:
        assert script_counts(entity.names["zh-Hans"])[1] == 0, entity.id
        assert script_counts(entity.names["zh-Hant"])[0] == 0, entity.id


def test_no_name_means_two_things(knowledge: Knowledge) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in knowledge.entities:
        for name in entity.written:
            owners[compact(name).text].add(entity.id)
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    for name, ids in shared.items():
        kinds = frozenset(knowledge.entities[e].kind for e in ids)
        assert kinds in SHARED, f"{name!r} means {sorted(ids)}"


def test_no_alias_says_nothing_new(knowledge: Knowledge) -> None:
    """An alias that folds onto another name of its entity is found without it."""
    for entity in knowledge.entities:
        keys = [compact(alias).text for alias in entity.aliases]
        names = {compact(name).text for name in entity.names.values()}
        assert len(keys) == len(set(keys)), entity.id
        assert not names & set(keys), f"{entity.id}: {names & set(keys)}"


def test_every_name_can_be_found(knowledge: Knowledge) -> None:
    index = NameIndex(knowledge.entities)
    for entity in knowledge.entities:
        for name in entity.written:
            assert compact(name).text, name
            mention = index.resolve(name)
            assert mention is not None
            assert entity.id in mention.entities, name


def test_every_entity_is_spoken_of(knowledge: Knowledge, documents: tuple[Document, ...]) -> None:
    index = NameIndex(knowledge.entities, lambda _: True)
    said = {
        e
        for d in documents
        if d.language in ("en", "zh-Hans")
        for line in d.text.split("\n")
        for m in index.find(line)
        for e in m.entities
    }
    of_facts = {f.subject for f in knowledge.facts.facts} | {
        str(f.value) for f in knowledge.facts.facts if f.unit == "entity"
    }
    above = {a for e in (*said, *of_facts) for a in knowledge.entities.ancestors(e)}
    silent = {e.id for e in knowledge.entities} - said - of_facts - above
    assert silent == set()


def test_every_digest_names_the_same_entities(knowledge: Knowledge, documents: tuple[Document, ...]) -> None:
    """What one language's digest names, each other one does too, by whatever name."""
    index = NameIndex(knowledge.entities, lambda _: True)
    proper = ("lab", "company", "model", "application", "person", "chip", "publisher")
    for edition in knowledge.editions.ids:
        held = {
            d.language: {
                e
                for line in TIMES.sub("", d.text).split("\n")
                for m in index.find(line)
                for e in m.entities
                if knowledge.entities[e].kind in proper
            }
            for d in documents
            if d.edition == edition
        }
        for language, found in held.items():
            assert found == held["en"], f"{edition} {language}: {sorted(found ^ held['en'])}"


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("R1", "deepseek-r1"),
        ("DeepSeek-R1", "deepseek-r1"),
        ("深度求索", "deepseek"),
        ("ディープシーク", "deepseek"),
        ("通義千問", "tongyi-qianwen"),
        ("通义千问", "tongyi-qianwen"),
        ("豆包", "doubao"),
        ("月之暗面", "moonshot-ai"),
        ("文心4.0 Turbo", "ernie-4.0-turbo"),
        ("テンセント", "tencent"),
        ("騰訊", "tencent"),
        ("阿里", "alibaba"),
        ("R1-0528", "deepseek-r1-0528"),
        ("Opus 4", "claude-opus-4"),
        ("王小川", "wang-xiaochuan"),
        ("H20", "h20"),
        ("美国", "united-states"),
        ("États-Unis", "united-states"),
    ],
)
def test_people_s_ways_of_writing(knowledge: Knowledge, name: str, entity: str) -> None:
    mention = NameIndex(knowledge.entities).resolve(name)
    assert mention is not None
    assert mention.entities[0] == entity


def test_models_have_makers_and_labs_have_countries(knowledge: Knowledge) -> None:
    graph = knowledge.entities
    for entity in graph:
        if entity.kind == "model":
            assert graph.lab(entity.id), entity.id
        if entity.kind == "lab":
            assert entity.country, entity.id
        for link in (entity.lab, entity.part_of, entity.country, *entity.groups):
            assert link is None or link in graph
