"""Folding and terms, by example and by property."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import fold, located, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DeepSeek R1", "deepseek r1"),
        ("Ｑｗｅｎ２.５　①", "qwen2.5 1"),
        ("通義千問與臺灣", "通义千问与台湾"),
        ("通义千问", "通义千问"),
        ("Straße ÉCOLE", "strasse école"),
        ("ﾃﾞｨｰﾌﾟｼｰｸ", "ディープシーク"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Models model class classes gas", ["model", "model", "class", "classe", "gas"]),
        ("Les modèles coûtent cher", ["les", "modele", "coutent", "cher"]),
        ("Qwen2.5-Max, R1-0528", ["qwen2.5", "qwen", "2.5", "max", "r1", "0528"]),
        ("671B o3-mini k1.5", ["671b", "671", "o3", "mini", "k1.5", "1.5"]),
        ("1,250 1,67 1,250,000 3.5 2025", ["1250", "1.67", "1250000", "3.5", "2025"]),
        ("U.S. don't snake_case", ["u", "s", "don", "t", "snake", "case"]),
        ("通義千問", ["通义", "义千", "千问"]),
        ("R1は89点です", ["r1", "は", "89", "点で", "です"]),
        ("ｶﾀｶﾅ・ひらがな", ["カタ", "タカ", "カナ", "ひら", "らが", "がな"]),
        ("Очки команды", ["очки", "команды"]),
        ("한국어", ["한국", "국어"]),
        ("𠮷野家", ["𠮷野", "野家"]),
        ("?! … 🙂", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_both_chinese_scripts_give_the_same_terms() -> None:
    assert terms("騰訊的混元大型語言模型") == terms("腾讯的混元大型语言模型")


@given(st.text())
def test_terms_are_never_empty_and_do_not_depend_on_case(text: str) -> None:
    assert all(terms(text))
    assert terms(fold(text)) == terms(text)


def test_plain_english_does_not_load_opencc() -> None:
    program = "import sys; from index.text import terms; terms('Plain, été'); print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Visitors’ FAQs", [("the", "The"), ("visitor", "Visitors"), ("faq", "FAQs")]),
        ("qwen2.5 手册里 中", [("qwen2.5", "qwen2.5"), ("手册", "手册"), ("册里", "册里"), ("中", "中")]),
        ("Écoles", [("ecole", "Écoles")]),
        ("…", []),
    ],
)
def test_terms_are_located(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(term, text[start:end]) for term, start, end in located(text)] == expected
