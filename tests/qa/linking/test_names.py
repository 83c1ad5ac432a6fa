"""Names in questions: any script, any spacing, with typing errors, and never a guess about digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.engine import Engine
from qa.knowledge.entities import Entities, Entity
from qa.knowledge.knowledge import Knowledge
from qa.language.compact import compact, key_of, script
from qa.language.detection import LANGUAGES
from qa.linking.names import Mention, NameIndex


@pytest.fixture(scope="module")
def names(small_knowledge: Knowledge) -> NameIndex:
    ordinary = {"score", "points", "which", "model", "does", "have", "zealous"}
    return NameIndex(small_knowledge.entities, lambda word: word in ordinary)


def found(names: NameIndex, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.text, mention.entities) for mention in names.find(text)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zephyr-2", "zephyr2"),
        ("ＺＥＰＨＹＲ　２", "zephyr2"),
        ("東門", "东门"),
        ("ERNIE 4.0 Turbo", "ernie4turbo"),
        ("k1.5", "k1.5"),
        ("Z.ai", "zai"),
        ("(Extended Thinking)", "extendedthinking"),
        ("", ""),
    ],
)
def test_compact(text: str, key: str) -> None:
    assert compact(text).text == key


@given(st.text())
def test_compact_knows_where_each_character_came_from(text: str) -> None:
    folded = compact(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


@pytest.mark.parametrize(
    ("character", "kind"),
    [("7", "digit"), ("é", "latin"), ("@", "other"), ("の", "hiragana"), ("ラ", "katakana"), ("门", "han")],
)
def test_script(character: str, kind: str) -> None:
    assert script(character) == kind


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("What did Zephyr 2 score?", "zephyr-2"),
        ("zephyr-2?", "zephyr-2"),
        ("ZEPHYR2的得分", "zephyr-2"),
        ("Z2 score", "zephyr-2"),
        ("ゼファー2は何点", "zephyr-2"),
        ("東門怎麼樣", "eastgate"),
        ("东门怎么样", "eastgate"),
        ("Zephyr's maker", "zephyr"),
        ("l’Avalonie", "avalon"),
        ("nimbuslarge", "nimbus-large"),
        ("AV models", "avalon"),
    ],
)
def test_exact_names(names: NameIndex, text: str, entity: str) -> None:
    (mention,) = names.find(text)
    assert mention.entities == (entity,)
    assert mention.exact
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "text", ["zephyrs2010", "av is short", "Zephyr2.5", "a northwindow", "Borealis", "score", "", "!?"]
)
def test_what_is_no_name_of_a_numbered_model(names: NameIndex, text: str) -> None:
    assert not any(
        {"zephyr-2", "avalon", "northwind", "borealis-one"} & set(m.entities)
        for m in names.find(text)
        if m.exact
    )


def test_the_longest_name_wins_and_order_is_the_texts(names: NameIndex) -> None:
    text = "Cumulus Mini, Zephyr 3 and Zephyr by Northwind"
    assert [entities for _, entities in found(names, text)] == [
        ("cumulus-mini",),
        ("zephyr-3",),
        ("zephyr",),
        ("northwind",),
    ]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("northwnd score", "northwind"),
        ("Zephir 2", "zephyr-2"),
        ("cumulus minni", "cumulus-mini"),
        ("Skylime", "skyline"),
    ],
)
def test_typing_errors(names: NameIndex, text: str, entity: str) -> None:
    (mention,) = names.find(text)
    assert mention.entities == (entity,)
    assert not mention.exact


@pytest.mark.parametrize("text", ["Zephyr 7", "Zephir 7", "Borealis Two"])
def test_digits_are_never_guessed(names: NameIndex, text: str) -> None:
    assert all("zephyr-2" not in m.entities and "zephyr-3" not in m.entities for m in names.find(text))


def test_ordinary_words_are_no_typing_errors() -> None:
    graph = Entities({"model-x": Entity(id="model-x", kind="lab", names={"en": "Modell"})})
    assert NameIndex(graph, lambda word: word == "model").find("which model") == ()
    assert NameIndex(graph).find("which model") != ()


def test_near_ties_are_both_given() -> None:
    graph = Entities(
        {
            "marlin": Entity(id="marlin", kind="lab", names={"en": "Marlins"}),
            "merlin": Entity(id="merlin", kind="lab", names={"en": "Merlins"}),
        }
    )
    (mention,) = NameIndex(graph).find("murlins")
    assert set(mention.entities) == {"marlin", "merlin"}
    assert not mention.exact


def test_a_shared_name_is_everybodys() -> None:
    graph = Entities(
        {
            "app": Entity(id="app", kind="application", names={"en": "Doodle"}),
            "family": Entity(id="family", kind="family", names={"en": "Doodle"}),
        }
    )
    assert NameIndex(graph).find("Doodle")[0].entities == ("app", "family")


def test_opening_words_stand_for_a_name_where_they_can_mean_nothing_else() -> None:
    graph = Entities(
        {
            "one": Entity(id="one", kind="model", names={"en": "Grand Opus Nine Deluxe"}),
            "two": Entity(id="two", kind="model", names={"en": "Petit Opus Nine Deluxe"}),
            "three": Entity(id="three", kind="model", names={"en": "Petit Opus Ten Deluxe"}),
        }
    )
    index = NameIndex(graph)
    assert index.find("Grand Opus")[0].entities == ("one",)
    assert not any(m.exact and m.entities == ("two",) for m in index.find("Petit Opus"))


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("zephyr-2", "zephyr-2"),
        ("Zephyr 2", "zephyr-2"),
        ("z2", "zephyr-2"),
        ("Zephir 2", "zephyr-2"),
        ("the Skyline app", "skyline"),
    ],
)
def test_resolve(names: NameIndex, name: str, entity: str) -> None:
    mention = names.resolve(name)
    assert mention is not None
    assert mention.entities == (entity,)


def test_resolve_nothing(names: NameIndex) -> None:
    assert names.resolve("qqqqqq") is None
    assert names.resolve("") is None


def test_holds_parts_of_names(names: NameIndex) -> None:
    assert names.holds("Mini")
    assert names.holds("large")
    assert not names.holds("Huge")


def test_completion_prefers_what_begins_with_the_letters(small_engine: Engine) -> None:
    assert [c.value for c in small_engine.complete("zep")][:3] == ["zephyr", "zephyr-2", "zephyr-3"]
    assert [c.value for c in small_engine.complete("mini")] == ["cumulus-mini"]
    assert small_engine.complete("北", locale="ja")[0].label == "ノースウィンド"
    assert small_engine.complete("ada") == (), "persons have no scores"
    assert len(small_engine.complete("", limit=3)) == 3
    assert small_engine.complete("xyzzy") == ()


def test_every_name_of_the_real_corpus_is_found(engine: Engine) -> None:
    """Whatever the corpus says an entity is called, finds it (or others of that very name)."""
    index = NameIndex(engine.knowledge.entities)
    for entity in engine.knowledge.entities:
        for name in entity.written:
            mention = index.resolve(name)
            assert mention is not None, name
            assert entity.id in mention.entities, f"{name} means {mention.entities}"
            assert mention.exact


def test_every_localised_name_is_found_within_a_sentence(engine: Engine) -> None:
    frames = {
        "en": "what about {} then",
        "fr": "et {} alors",
        "ja": "{}について",
        "zh-Hans": "那{}呢",
        "zh-Hant": "那{}呢",
    }
    index = NameIndex(engine.knowledge.entities)
    for entity in engine.knowledge.entities:
        for language in LANGUAGES:
            text = frames[language].format(entity.name(language))
            assert any(entity.id in mention.entities for mention in index.find(text)), text


@given(text=st.text(alphabet=st.sampled_from("Zephyr 23-.Nm东门北風ゼファー?!'’"), max_size=40))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    index = NameIndex(
        Entities(
            {
                "z": Entity(
                    id="z", kind="model", names={"en": "Zephyr 2", "ja": "ゼファー2", "zh-Hans": "东门"}
                )
            }
        )
    )
    last = 0
    for mention in index.find(text):
        assert isinstance(mention, Mention)
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


@given(st.text("zephyrnimbus 23-", max_size=6), st.integers(1, 6))
def test_completing_is_by_beginning_then_by_length(
    small_knowledge: Knowledge, prefix: str, limit: int
) -> None:
    graph, kinds = small_knowledge.entities, {"model", "family"}
    names, key = NameIndex(graph), key_of(prefix)
    found = [entity.id for entity in names.complete(prefix, kinds, limit)]
    ranks: dict[str, tuple[bool, int]] = {}
    for name, owners in names._names.items():
        for owner in owners:
            if key in name and graph[owner].kind in kinds:
                rank = (not name.startswith(key), len(name))
                ranks[owner] = min(ranks.get(owner, rank), rank)
    assert len(found) == len(set(found)) == min(limit, len(ranks))
    assert [ranks[entity] for entity in found] == sorted(ranks.values())[:limit]


def test_no_name_begins_or_ends_within_a_character() -> None:
    """㎯ is compared as rad∕s2; 2,000 of them are no 12,000 places to look at."""
    text = compact("㎯x ㏄")
    starts = [place for place in range(len(text.text)) if text.may_start(place)]
    assert [text.origin[place] for place in starts] == sorted({text.origin[place] for place in starts})
    assert all(text.may_end(place) for place in (len(text.text), text.text.index("cc")))
    assert not text.may_end(1)
