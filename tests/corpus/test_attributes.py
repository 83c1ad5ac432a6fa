"""The attributes: asked for in five languages, in examples that can be told apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

import pytest

from index.scripts import script_counts
from qa.knowledge.knowledge import Knowledge
from qa.language.detection import HAN, KANA, LANGUAGES, detect
from qa.language.lexicon import plain
from qa.linking.names import Mention, NameIndex
from qa.settings import shipped_corpus
from qa.understanding.declared import PLACEHOLDERS

FEWEST: Final = 10  # examples of an attribute
EACH: Final = 2  # in each language
PLACES: Final = frozenset(f"{{{name}}}" for name in PLACEHOLDERS)
PLACE: Final = re.compile("|".join(map(re.escape, sorted(PLACES))))

EXTRACTED = ["revenue", "valuation", "daily_active_users"]  # that programs find in other documents


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(shipped_corpus())


def languages(example: str) -> frozenset[str]:
    """The languages that an example may be in: some Chinese is written alike in both."""
    text = PLACE.sub("X", example)
    if HAN.search(text) and not KANA.search(text):
        simplified, traditional = script_counts(text)
        return frozenset(
            language
            for language, other in (("zh-Hans", traditional), ("zh-Hant", simplified))
            if not other or simplified == traditional
        )
    return frozenset({detect(text)})


def kinds_of(knowledge: Knowledge, mention: Mention) -> set[str]:
    return {knowledge.entities[entity].kind for entity in mention.entities}


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("How big is {subject}?", {"en"}),
        ("Qui a fondé {subject} ?", {"fr"}),
        ("{subject}はいつ出た？", {"ja"}),
        ("{subject}什么时候发布", {"zh-Hans"}),
        ("{subject}何時發布", {"zh-Hant"}),
        ("{subject}有多大", {"zh-Hans", "zh-Hant"}),
    ],
)
def test_languages_of_an_example(example: str, expected: set[str]) -> None:
    assert languages(example) == expected


def test_every_attribute_has_examples_in_every_language(knowledge: Knowledge) -> None:
    for attribute in knowledge.attributes.values():
        assert len(attribute.examples) >= FEWEST, attribute.id
        counted = Counter(language for example in attribute.examples for language in languages(example))
        assert {name for name in LANGUAGES if counted[name] < EACH} == set(), attribute.id


def test_examples_name_nobody(knowledge: Knowledge) -> None:
    """Names are placeholders, and there are neither editions nor figures."""
    passing = knowledge.entities.kinds.passing
    index = NameIndex(knowledge.entities, lambda _: True)
    for attribute in knowledge.attributes.values():
        for example in attribute.examples:
            assert set(re.findall(r"\{.*?\}", example)) <= PLACES, example
            text = PLACE.sub(" ", example)
            assert not re.search(r"[{}]|\d{2}", text), example
            named = [m.text for m in index.find(text) if m.exact and not kinds_of(knowledge, m) <= passing]
            assert named == [], example


def test_no_example_asks_for_two_attributes(knowledge: Knowledge) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for attribute in knowledge.attributes.values():
        for example in attribute.examples:
            found[plain(example)].append(attribute.id)
    assert {example: ids for example, ids in found.items() if len(ids) > 1} == {}


def test_descriptions_differ(knowledge: Knowledge) -> None:
    described = [attribute.description for attribute in knowledge.attributes.values()]
    assert all(described)
    assert len(set(described)) == len(described)


def test_every_attribute_is_stated_or_has_a_role(knowledge: Knowledge) -> None:
    """Nothing is declared only to be declined."""
    stated = {fact.attribute for fact in knowledge.facts.facts}
    assert [a.id for a in knowledge.attributes.values() if a.id not in stated and not a.role] == EXTRACTED


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
