"""Which attributes a question asks for."""

from __future__ import annotations

import pytest

from qa.knowledge.attributes import Attribute
from qa.knowledge.knowledge import Knowledge
from qa.language.lexicon import plain
from qa.question.cues import AttributeCues


def attribute(name: str, **cues: tuple[str, ...]) -> Attribute:
    return Attribute(id=name, subjects=("model",), unit="count", names={"en": name}, cues=cues, sentence={})


def asked(cues: AttributeCues, text: str, language: str = "en") -> tuple[str, ...]:
    return tuple(match.attribute for match in cues.find(plain(text), language))


@pytest.fixture(scope="module")
def cues() -> AttributeCues:
    made = [
        attribute("parameters", en=("parameters", "size"), fr=("paramètres",)),
        attribute("active", en=("active parameters",), ja=("アクティブ",)),
        attribute("exported", en=("can … be exported",)),
        attribute("score", **{"en": ("score", "points"), "zh-Hans": ("多少分",), "ja": ("何点",)}),
        attribute("note", en=("points",)),
    ]
    return AttributeCues({a.id: a for a in made})


@pytest.mark.parametrize(
    ("text", "language", "attributes"),
    [
        ("how many parameters", "en", ("parameters",)),
        ("how many active parameters", "en", ("active",)),
        ("parameters and active parameters", "en", ("active", "parameters")),
        ("Parameter size", "en", ("parameters",)),
        ("the scores", "en", ("score",)),
        ("underscored", "en", ()),
        ("Combien de Paramètres ?", "fr", ("parameters",)),
        ("combien de parametres", "fr", ("parameters",)),
        ("quel score", "fr", ("score",)),
        ("得了多少分", "zh-Hant", ("score",)),
        ("得了多少分", "zh-Hans", ("score",)),
        ("scoreは何点", "ja", ("score",)),
        ("can the chip be exported", "en", ("exported",)),
        ("be exported, can it", "en", ("exported",)),
        ("can it fly", "en", ()),
        ("", "en", ()),
    ],
)
def test_find(cues: AttributeCues, text: str, language: str, attributes: tuple[str, ...]) -> None:
    assert asked(cues, text, language) == attributes


def test_attributes_that_share_a_cue_are_all_found(cues: AttributeCues) -> None:
    assert set(asked(cues, "how many points")) == {"score", "note"}


def test_the_longer_cue_comes_first_and_says_where(cues: AttributeCues) -> None:
    text = "score or active parameters"
    first, second = cues.find(text, "en")
    assert (first.attribute, first.length) == ("active", 17)
    assert [text[s.start : s.end] for s in second.spans] == ["score"]


def test_knows_the_words_of_cues(cues: AttributeCues) -> None:
    assert cues.knows("exported", "fr"), "English turns up in every language"
    assert cues.knows("parametres", "fr")
    assert not cues.knows("parametres", "en")


def test_every_cue_of_the_corpus_finds_its_attribute(small_knowledge: Knowledge) -> None:
    cues = AttributeCues(small_knowledge.attributes)
    for known in small_knowledge.attributes.values():
        for language, written in known.cues.items():
            for cue in written:
                assert known.id in asked(cues, cue.replace(" … ", " x "), language), (language, cue)
