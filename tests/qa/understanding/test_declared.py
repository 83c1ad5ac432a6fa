"""Attributes of a corpus, chosen by what its examples mean, in words that no example has."""

from __future__ import annotations

import numpy as np
import pytest

from qa.understanding.declared import Declared, DeclaredAttributes, masked, nameless
from qa.understanding.model import DIMENSION, NEARNESS, load_model
from qa.understanding.understander import Understander
from tests.qa.understanding.samples import ATTRIBUTES, EXAMPLES, read

UNDERSTANDER = Understander(ATTRIBUTES)


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("is X a tall one, how far up does it go", "en", "height"),
        ("X 一共有多少米高", "zh-Hans", "height"),
        ("X 到頂端多高", "zh-Hant", "height"),
        ("X mesure combien de mètres", "fr", "height"),
        ("Xって何メートルあるの", "ja", "height"),
        ("what year did X first let people in", "en", "opened"),
        ("X 哪一年对外开放", "zh-Hans", "opened"),
        ("X 是哪一年啟用的", "zh-Hant", "opened"),
        ("X est ouvert depuis quelle année", "fr", "opened"),
        ("Xがオープンしたのは何年？", "ja", "opened"),
        ("how crowded does X get in a year", "en", "visitors"),
        ("X 一年接待多少人", "zh-Hans", "visitors"),
        ("X 一年有幾個人去", "zh-Hant", "visitors"),
        ("combien de gens viennent voir X chaque année", "fr", "visitors"),
        ("Xには毎年何人来るの", "ja", "visitors"),
    ],
)
def test_the_attribute_is_chosen_by_meaning(text: str, language: str, asked: str) -> None:
    found = UNDERSTANDER.read(read(text, language)).asked
    (best, share), (_, next_share), _ = sorted(found.attributes.items(), key=lambda each: -each[1])
    assert best == asked
    assert share > 5 * next_share
    assert sum(found.attributes.values()) + found.none + found.undeclared == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who is the mayor of X", "en"),
        ("what does X cost per litre", "en"),
        ("how much salary does X pay its nurses", "en"),
        ("X 的老板是谁", "zh-Hans"),
        ("thanks a lot", "en"),
        ("merci beaucoup", "fr"),
    ],
)
def test_what_is_not_declared_is_not_replaced(text: str, language: str) -> None:
    found = UNDERSTANDER.read(read(text, language)).asked
    assert found.none + found.undeclared > 0.8


def test_thanks_ask_for_nothing_and_salaries_for_what_is_not_declared() -> None:
    thanks = UNDERSTANDER.read(read("thanks a lot", "en")).asked
    salary = UNDERSTANDER.read(read("how much salary does X pay its nurses", "en")).asked
    assert thanks.none > thanks.undeclared
    assert salary.undeclared > salary.none


def test_an_example_itself_is_understood() -> None:
    for attribute, declared in ATTRIBUTES.items():
        for example in declared.examples:
            found = UNDERSTANDER.read(read(masked(example), "en")).asked
            assert max(found.attributes, key=lambda name: found.attributes[name]) == attribute, example


def test_the_whole_name_decides() -> None:
    """The same question, of an attribute that is called so and of one that is not."""
    vectors = UNDERSTANDER.vectors()
    text = read("X footprint", "en")
    vector = vectors[0]
    plain, named = (
        DeclaredAttributes(
            load_model(),
            {**ATTRIBUTES, "height": Declared(names, ATTRIBUTES["height"].examples)},
            vectors,
        ).asked(text, vector)
        for names in ((), ("footprint",))
    )
    assert named.attributes["height"] > plain.attributes["height"]


def test_nearness_is_measured_in_four_ways() -> None:
    vectors = UNDERSTANDER.vectors()
    declared = DeclaredAttributes(load_model(), ATTRIBUTES, vectors)
    near = declared.nearness(read("How tall is X?", "en"), vectors[0])
    assert near.shape == (3, NEARNESS)
    assert near[:, :2].argmax(axis=0).tolist() == [0, 0]
    assert near[0, 2] == pytest.approx(1.0, abs=1e-4), "the runs of the example are those of the question"
    assert near[0, 3] < near[0, 2]


def test_a_corpus_without_attributes_asks_for_none_of_them() -> None:
    declared = DeclaredAttributes(load_model(), {}, np.zeros((0, DIMENSION), np.float32))
    found = declared.asked(read("How tall is X?", "en"), UNDERSTANDER.vectors()[0])
    assert found.attributes == {}
    assert found.none + found.undeclared == pytest.approx(1.0)
    assert found.undeclared > found.none


def test_an_attribute_without_examples_is_never_chosen() -> None:
    silent = Understander({"silent": Declared(("height",), ()), **ATTRIBUTES})
    found = silent.read(read("How tall is X?", "en")).asked
    assert list(found.attributes) == list(ATTRIBUTES)


def test_names_in_examples() -> None:
    assert masked("Is {subject} above {other} in {group}? {edition}") == "Is X above Y in Z? {edition}"
    assert nameless("Où est {subject} ?") == "ou est   ?"
    assert len(EXAMPLES) == len(set(map(masked, EXAMPLES)))
