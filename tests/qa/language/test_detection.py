"""Which language a question is in, and which one a locale means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.scripts import script_counts
from qa.language.detection import LANGUAGES, detect, from_locale
from qa.language.lexicon import lexicon


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-US", "en"),
        ("en", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("fr-CA", "fr"),
        ("ja", "ja"),
        ("JA-jp", "ja"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_locales(tag: str | None, language: str) -> None:
    assert from_locale(tag) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What did DeepSeek R1 score?", "en"),
        ("how many users does Kimi have", "en"),
        ("Quel est le score de DeepSeek R1 ?", "fr"),
        ("combien d'utilisateurs", "fr"),
        ("Pourquoi l'écart s'est-il réduit ?", "fr"),
        ("DeepSeek R1得了多少分？", "zh-Hans"),
        ("这个模型的参数有多少", "zh-Hans"),
        ("R1拿了幾分？", "zh-Hant"),
        ("這個模型的參數有多少", "zh-Hant"),
        ("第一季哪些模型得分高於80分？", "zh-Hant"),
        ("DeepSeek R1のスコアは？", "ja"),
        ("いつ公開された", "ja"),
        ("ランキング", "ja"),
        ("It's the model that won, isn't it?", "en"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Grandiose Ultra拿了幾分？", "zh-Hant"),
        ("Grandiose Ultra得了几分？", "zh-Hans"),
        ("Grandiose Ultraは何点？", "ja"),
        ("Combien de points pour Grandiose Ultra ?", "fr"),
    ],
)
def test_long_names_that_nobody_knows_do_not_decide_the_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("fallback", [None, *LANGUAGES])
def test_a_bare_name_takes_the_fallback(fallback: str | None) -> None:
    assert detect("Kimi", fallback, ("Kimi",)) == (fallback or "en")


@pytest.mark.parametrize(
    ("text", "names", "language"),
    [
        ("What is 豆包?", ("豆包",), "en"),
        ("豆包", ("豆包",), "zh-Hans"),
        ("ディープシーク", ("ディープシーク",), "ja"),
        ("鉅亨網", ("鉅亨網",), "zh-Hant"),
        ("豆包的得分", ("豆包",), "zh-Hans"),
        ("豆包幾分", ("豆包",), "zh-Hant"),
    ],
)
def test_names_say_little_of_the_language(text: str, names: tuple[str, ...], language: str) -> None:
    assert detect(text, None, names) == language


@pytest.mark.parametrize(
    ("fallback", "language"), [("zh-TW", "zh-Hant"), ("ja", "ja"), ("fr", "zh-Hans"), (None, "zh-Hans")]
)
def test_characters_of_both_variants_take_the_fallback(fallback: str | None, language: str) -> None:
    assert detect("有多少人", fallback) == language
    assert detect("人口", fallback) == language


@pytest.mark.parametrize(("fallback", "language"), [("fr", "fr"), ("en", "en"), ("ja", "en"), (None, "en")])
def test_words_of_no_language_take_a_latin_fallback(fallback: str | None, language: str) -> None:
    assert detect("xyzzy plugh", fallback) == language


AMBIGUOUS = [
    *("top 5", "top 10", "Top!", "plus", "plus ?", "plus R1", "non", "comment", "comment on R1", "on", "but"),
    *("a", "or", "car", "dont", "AI", "AI labs", "super", "cool", "hello", "help", "ok", "o1 vs R1", "no"),
    *("usage", "instructions", "question", "message", "source", "note", "service", "menu", "date", "total"),
]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_words_of_both_languages_take_the_locale(text: str) -> None:
    told = {locale: detect(text, locale, ("R1", "o1")) for locale in ("en-US", "fr", "ja", None)}
    assert told == {"en-US": "en", "fr": "fr", "ja": "en", None: "en"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("compare R1 et o1", "fr"),
        ("top 5 modèles", "fr"),
        ("le top 5", "fr"),
        ("non merci", "fr"),
        ("plus d'un", "fr"),
        ("the top 5", "en"),
        ("comment on what R1 did", "en"),
        ("thanks!", "en"),
        ("merci !", "fr"),
    ],
)
@pytest.mark.parametrize("locale", ["en-US", "fr", None])
def test_words_of_one_language_outweigh_the_locale(text: str, language: str, locale: str | None) -> None:
    assert detect(text, locale, ("R1", "o1")) == language


@pytest.mark.parametrize(("own", "other"), [("en", "fr"), ("fr", "en")])
def test_homographs_are_all_that_the_other_language_knows(own: str, other: str) -> None:
    mine, theirs = lexicon(own), lexicon(other)
    listed = mine.homographs | theirs.homographs
    told = mine.function_words | {word for word in listed if mine.explains(word, ("smalltalk",))}
    groups = ("operations", "types", "smalltalk", "followup", "editions", "comparators")
    shared = {word for word in told if theirs.explains(word, groups)}
    assert shared - theirs.function_words <= mine.homographs <= told


@pytest.mark.parametrize("text", ["한국어 질문", "???", "12345", "Привет"])
def test_other_scripts_are_answered_in_english(text: str) -> None:
    assert detect(text) == "en"


def test_variants_are_told_by_their_own_characters() -> None:
    assert script_counts("国说") == (2, 0)
    assert script_counts("國說") == (0, 2)
    assert script_counts("人") == (0, 0)
    assert script_counts("") == (0, 0)


@given(st.text(), st.sampled_from([None, *LANGUAGES]))
def test_any_text_has_a_supported_language(text: str, fallback: str | None) -> None:
    assert detect(text, fallback) in LANGUAGES
