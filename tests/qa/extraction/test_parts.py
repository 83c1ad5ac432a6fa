"""Names, numbers, dates and words, each by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.extraction.mentions.name import slug
from qa.extraction.mentions.names import Names
from qa.extraction.mentions.quantities import quantities
from qa.extraction.mentions.vocabulary import word_list
from qa.knowledge.knowledge import Knowledge
from qa.language.wordlists import any_of, plain
from qa.numbers.dates import moments, quarters
from qa.numbers.values import values
from qa.wording.formats import number
from tests.examples import examples


@pytest.fixture(scope="module")
def names(knowledge: Knowledge) -> Names:
    return Names(knowledge.entities)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("QWEN2.5max et DoubaO1.5PRO", ["qwen2.5-max", "doubao-1.5-pro"]),
        ("O3-Mini, R1 0528, R1-0528, R1", ["o3-mini", "deepseek-r1-0528", "deepseek-r1-0528", "deepseek-r1"]),
        ("Kimi k1.5模型智能指数达87Zhipu", ["kimi-k1.5", "intelligence-index", "zhipu"]),
        ("百度文心4.0 Turbo 只有76", ["baidu", "ernie-4.0-turbo"]),
        ("Claude Opus 4 (Extended Thinking)", ["claude-opus-4"]),
        ("豆包1.5亿用户", ["doubao"]),
        ("OpenaiのO1モデル", ["openai", "o1"]),
    ],
)
def test_known_names_are_found_however_they_are_written(text: str, ids: list[str], names: Names) -> None:
    assert [named.ids[0] for named in names.find(text) if named.known] == ids


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Grok 4", "Grok 4"),
        ("GPT-5", "GPT-5"),
        ("Claude Opus 4.1", "Claude Opus 4.1"),
        ("Kimi K2", "Kimi K2"),
        ("GLM-4.5", "GLM-4.5"),
        ("文心5.0", "文心5.0"),
        ("Qwen3-Coder", "Qwen3-Coder"),
        ("Gemini 2.5 Flash", "Gemini 2.5 Flash"),
        ("Llama 3.3 70B", "Llama 3.3 70B"),
        ("DeepSeek V3.1", "DeepSeek V3.1"),
        ("MiniMax-M1", "MiniMax-M1"),
        ("Meta Llama 4 Maverick", "Llama 4 Maverick"),
        ("Tencent X1", "Tencent X1"),
        ("o4-mini", "o4-mini"),
        ("o3-pro", "o3-pro"),
        ("「コトノハAI」", "コトノハAI"),
        ("OpenR1-0528", "OpenR1-0528"),
    ],
)
def test_what_goes_on_is_a_new_name(text: str, name: str, names: Names) -> None:
    new = [named for named in names.find(f"the {text} model") if not named.known]
    assert [named.name for named in new] == [name]
    assert new[0].ids == (slug(name),)


@pytest.mark.parametrize(
    "text", ["R1 89 points", "o1 94", "QwQ 78", "Hunyuan Large 74.5", "V3 671B parameters", "Kimi 1.5亿"]
)
def test_a_value_is_no_version(text: str, names: Names) -> None:
    assert all(named.known for named in names.find(text))


def test_a_longer_name_has_shorter_readings_for_other_kinds(names: Names) -> None:
    (named,) = names.find("Kimi模型")
    application = named.fitting({"application"})
    assert named.ids == ("kimi-models",)
    assert application is not None
    assert application.ids == ("kimi",)
    (versioned,) = names.find("Kimi K1.5")
    assert versioned.fitting({"application"}) is None


def test_cells_name_one_thing_or_nothing(names: Names) -> None:
    whole = [
        names.whole(text, "lab")
        for text in ("**360**", "Lumina Works", "A sentence. And one more.", "", "x" * 99)
    ]
    assert [named.ids[0] if named else None for named in whole] == ["360", "lumina-works", None, None, None]
    assert whole[1] is not None
    assert [kind.id for kind in whole[1].kinds] == ["lab"]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("約 3,000 億美元", 3e11, "USD", "about"),
        ("1,67 milliard de dollars", 1.67e9, "USD", None),
        ("16億7,000万ドル", 1.67e9, "USD", None),
        ("$1.67 billion", 1.67e9, "USD", None),
        ("près de 700 000 utilisateurs", 7e5, "users", "nearly"),
        ("over 100 million users", 1e8, "users", "over"),
        ("不到1亿用户", 1e8, "users", "under"),
        ("1億人以上", 1e8, "users", "over"),
        ("30亿元", 3e9, "money", None),
        ("€600 million", 6e8, "money", None),
        ("HK$3 billion", 3e9, "money", None),
        ("89 points", 89, "points", None),
        ("89分", 89, "points", None),
        ("89分别", 89, "plain", None),
        ("67%", 67, "percent", None),
        ("671B参数", 6.71e11, "parameters", None),
        ("3倍", 3, "other", None),
        ("第3", 3, "other", None),
        ("89,", 89, "plain", None),
    ],
)
def test_numbers_with_their_units(text: str, value: float, unit: str, qualifier: str | None) -> None:
    (found,) = quantities(plain(text))
    assert (found.value, found.unit, found.qualifier) == (value, unit, qualifier)


@pytest.mark.parametrize(
    "text", ["80-85", "80 – 85", "16:20", "80到85", "2万千", "4分の1", "R1-0528", "k1.5", "3.1.2", "so[26]"]
)
def test_codes_ranges_and_shares_are_no_numbers(text: str) -> None:
    assert quantities(plain(text)) == []


@settings(max_examples=examples(80))
@given(
    st.integers(min_value=1, max_value=9999),
    st.sampled_from([1, 1e4, 1e6, 1e8, 1e9]),
    st.sampled_from(["en", "fr", "ja", "zh-Hans", "zh-Hant"]),
)
def test_a_number_is_read_as_it_is_written(digits: int, scale: float, language: str) -> None:
    value = digits * scale
    text = number(value, language)
    (found,) = quantities(plain(text))
    assert found.value == value
    assert value in values(text)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("2025 年 Q2", (2025, 2)),
        ("State of AI: China Q12025", (2025, 1)),
        ("中国2025一季度", (2025, 1)),
        ("premier trimestre de 2025", (2025, 1)),
        ("2025年第1四半期", (2025, 1)),
        ("Q3 2025", (2025, 3)),
        ("2025-Q3", (2025, 3)),
        ("first-quarter 2025", (2025, 1)),
        ("2025年4〜6月期", (2025, 2)),
        ("1～3月期", (None, 1)),
        ("2025 年 10 月至 12 月", (2025, 4)),
        ("April–June 2025", (2025, 2)),
        ("de juillet à septembre 2025", (2025, 3)),
        ("T2 2025", (2025, 2)),
        ("Q1版", (None, 1)),
        ("2Q 2025", (2025, 2)),
    ],
)
def test_quarters_in_five_languages(text: str, edition: tuple[int | None, int]) -> None:
    (found,) = quarters(plain(text))
    assert (found.year, found.number) == edition


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025年5月", "2025-05"),
        ("2025年8月14日", "2025-08-14"),
        ("en mai 2025", "2025-05"),
        ("14 August 2025", "2025-08-14"),
        ("August 14, 2025", "2025-08-14"),
        ("2025-08-14", "2025-08-14"),
        ("in 2023", "2023"),
        ("5月", None),
    ],
)
def test_dates_in_five_languages(text: str, iso: str | None) -> None:
    (found,) = moments(plain(text))
    assert found.iso == iso


@given(st.text(max_size=80))
def test_folding_moves_nothing(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.lists(st.sampled_from(word_list("connectors")), min_size=1, max_size=12, unique=True))
def test_the_longest_word_wins(words: list[str]) -> None:
    pattern = any_of(words)
    for word in words:
        if not word.endswith("+"):
            found = pattern.match(plain(word))
            assert found is not None
            assert len(found[0]) >= len(plain(word))
