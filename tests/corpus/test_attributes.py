"""The attributes: asked for in five languages, in cues that can be told apart."""

from __future__ import annotations

from collections import defaultdict

import pytest

from qa.knowledge.knowledge import Knowledge
from qa.language.detection import LANGUAGES
from qa.language.lexicon import plain
from qa.linking.names import NameIndex
from qa.question.cues import JOIN
from qa.question.reader import Reader
from qa.settings import shipped_corpus


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(shipped_corpus())


def test_every_attribute_can_be_asked_for_in_every_language(knowledge: Knowledge) -> None:
    for attribute in knowledge.attributes.values():
        assert set(attribute.cues) == set(LANGUAGES), attribute.id
        assert all(attribute.cues.values()), attribute.id


def test_every_cue_of_a_stated_attribute_finds_it(knowledge: Knowledge) -> None:
    reader = Reader(knowledge, NameIndex(knowledge.entities, lambda _: True), lambda _: True)
    stated = {fact.attribute for fact in knowledge.facts.facts}
    lost = [
        (attribute.id, language, cue)
        for attribute in knowledge.attributes.values()
        if attribute.id in stated
        for language, written in attribute.cues.items()
        for cue in written[::6]  # each takes milliseconds, and there are thousands
        if attribute.id not in reader.read(cue.replace(JOIN, "x"), language).attributes
    ]
    assert lost == []


def test_kinds_exist(knowledge: Knowledge) -> None:
    kinds = {entity.kind for entity in knowledge.entities}
    for attribute in knowledge.attributes.values():
        assert set(attribute.subjects) <= kinds, attribute.id
        assert set(attribute.default_for) <= set(attribute.subjects), attribute.id


def test_one_attribute_ranks_models(knowledge: Knowledge) -> None:
    assert [a.id for a in knowledge.attributes.values() if a.default_for] == ["intelligence_index"]


def test_sentences_use_known_places_alone(knowledge: Knowledge) -> None:
    for attribute in knowledge.attributes.values():
        for language, sentence in attribute.sentence.items():
            filled = sentence
            for place in ("{subject}", "{value}", "{edition}", "{as_of}"):
                filled = filled.replace(place, "")
            assert "{" not in filled, f"{attribute.id} {language}"
            assert "{subject}" in sentence, f"{attribute.id} {language}"
            assert "{value}" in sentence or attribute.unit == "text", f"{attribute.id} {language}"
            assert "{edition}" in sentence or attribute.unit == "entity", f"{attribute.id} {language}"


def test_ids_differ_from_names(knowledge: Knowledge) -> None:
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for attribute in knowledge.attributes.values():
        for language, name in attribute.names.items():
            names[language, plain(name)].add(attribute.id)
    assert [ids for ids in names.values() if len(ids) > 1] == []
