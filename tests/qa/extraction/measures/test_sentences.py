"""What prose states of a document's own measures, and what it does not state, in five languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from index.documents import Document, Source
from index.yamlfile import load_yaml
from qa.extraction.measures.sentences import stated_in_sentences
from qa.extraction.measures.stated import Stated

HERE: Final = Path(__file__).parent
OPENING: Final = {
    "en": (
        "Nerovi annual report 2024",
        "Nerovi makes pumps. The company is based in Lyon. At Nerovi, our staff and the group work.",
    ),
    "fr": (
        "Nerovi : rapport annuel 2024",
        "Nerovi fabrique des pompes. Le groupe est à Lyon. Chez Nerovi, nous travaillons, et notre équipe.",
    ),
    "zh-Hans": ("星澜科技2024年年度报告", "星澜科技生产电池。公司位于青岭。星澜科技是上市公司。"),
    "zh-Hant": ("鋒嶺工業2024年年報", "鋒嶺工業生產自行車。公司位於台中。鋒嶺工業是上市公司。"),
    "ja": (
        "ヒカリ電機 2024年度 報告書",
        "ヒカリ電機は電池を作る。当社は東京にある。ヒカリ電機と当社の歩み。",
    ),
}
"""The title and the first paragraph of each report."""


def document(language: str, text: str, title: str = "") -> Document:
    named, opening = OPENING[language]
    title = title or named
    return Document(
        id="report",
        title=title,
        edition="2024",
        language=language,
        published=None,
        sources=(Source(publisher=None, title=title, url=None, published=None, language=language),),
        license="unstated",
        text=f"# {title}\n\n{opening}\n\n{text}\n",
    )


def read(language: str, text: str) -> list[Stated]:
    return [*stated_in_sentences(document(language, text))]


def cases(kind: str) -> list[Any]:
    held = []
    for language in OPENING:
        listed = load_yaml(HERE / f"prose_{language}.yaml")[kind]
        held += [pytest.param(language, case, id=f"{language}-{at}") for at, case in enumerate(listed)]
    return held


@pytest.mark.parametrize(("language", "case"), cases("told"))
def test_a_sentence_states_its_figure(language: str, case: list[Any]) -> None:
    text, *expected = case
    found = read(language, text)
    assert [(one.subject, one.measure, one.value, one.unit) for one in found] == [
        (subject, measure, value, unit) for subject, measure, value, unit, _ in expected
    ]
    assert [one.time for one in found] == [time for *_, time in expected]


@pytest.mark.parametrize(("language", "text"), cases("untold"))
def test_a_sentence_that_states_no_fact_gives_nothing(language: str, text: str) -> None:
    assert [(one.measure, one.value) for one in read(language, text)] == []


def test_a_figure_is_quoted_by_its_sentence() -> None:
    text = "Pumps sell well. Revenue rose to 46.2 million euros. Nobody was surprised."
    held = document("en", text)
    (one,) = stated_in_sentences(held)
    assert held.text[one.start : one.end] == "Revenue rose to 46.2 million euros."


def test_plans_under_a_heading_are_no_figures() -> None:
    told = "Revenue amounted to 46.2 million euros."
    assert read("en", f"## Results\n\n{told}")
    assert not read("en", f"## Outlook\n\n{told}")


def test_another_company_in_the_paragraph_takes_a_bare_measure_from_the_document() -> None:
    assert not read("en", "Solvane had a hard year. Revenue amounted to 12 million euros.")


def test_how_exact_a_figure_is() -> None:
    (one,) = read("en", "Nerovi employs about 300 people.")
    assert (one.value, one.qualifier) == (300, "about")
    assert read("en", "Nerovi employs fewer than 300 people.") == []


def test_a_value_of_before_has_the_doubts_of_the_one_that_it_was_before() -> None:
    now, former = sorted(
        read("en", "We employ 300 people. A year earlier it was 280."), key=lambda one: -one.value
    )
    assert "document's time" in now.doubts
    assert {*former.doubts} == {*now.doubts} - {"document's time"} != set()


def test_each_presumption_of_a_reading_is_a_doubt() -> None:
    (verb,) = read("en", "The Falk 900 costs £349.")
    assert {"verb's measure", "unlisted subject", "named subject"} <= {*verb.doubts}
    (state,) = read("en", "After a long winter, our revenue rose 8 % to 46 million euros.")
    assert {"number between", "later clause", "referred", "document's subject"} <= {*state.doubts}


def test_a_heading_names_whom_the_first_paragraph_under_it_is_of() -> None:
    table = "| Unit | Revenue |\n|---|---|\n| Tiles | 4 |\n| Glass | 5 |\n"
    held = f"{table}\n## Tiles\n\nRevenue amounted to 4 million euros."
    assert [one.subject for one in read("en", held)] == ["Tiles"]
    assert not read("en", held.replace("Revenue amounted", "All went well.\n\nRevenue amounted"))


def test_no_time_is_the_subject_of_a_document() -> None:
    text = "Au S1 2025, tout va bien. Le S1 2025 est clos.\n\nLe résultat net s'élève à 148 millions d'euros."
    told = stated_in_sentences(document("fr", text, "Groupe Nerovi – S1 2025"))
    assert [one.subject for one in told] == ["Groupe Nerovi"]


def test_who_publishes_a_report_on_something_else_has_no_bare_measures() -> None:
    opening = (
        "RNF (Réseau nordique des ferries) observe les ports. Nos données sont publiques. Nos chiffres aussi."
    )
    text = f"{opening}\n\nLe prix moyen d'un billet a augmenté à 87,40 €."
    title = "RNF – Le trafic des ports en 2024"
    assert not [*stated_in_sentences(document("fr", text, title))]
    spoken = text.replace("Nos données sont publiques", "La société est saine").replace(
        "Nos chiffres", "Le groupe"
    )
    assert [one.subject for one in stated_in_sentences(document("fr", spoken, title))] == ["RNF"]


def test_a_kind_of_things_that_the_title_counts_is_no_subject() -> None:
    table = "| 機種 | 重さ |\n|---|---|\n| ソラマ | 20kg |\n| カゼノ | 21kg |"
    said = "電動三輪車は人気だ。電動三輪車が増えた。電動三輪車の話。"
    text = f"{said}\n\n{table}\n\n合計走行距離は3,460kmだった。"
    one = document("ja", text, "電動三輪車、走りの違い")
    several = document("ja", text, "電動三輪車5車種の走りの違い")
    assert [told.subject for told in stated_in_sentences(one)] == ["電動三輪車"]
    assert not [*stated_in_sentences(several)]


def test_the_first_word_of_a_name_in_a_table_is_short_for_it() -> None:
    table = "| 型號 | 重量 |\n|---|---|\n| Kestrin 1600 | 540公克 |\n| Valmo X2 | 480公克 |"
    (one,) = read("zh-Hant", f"{table}\n\nKestrin 外殼溫度升到71.5°C。")
    assert (one.subject, one.measure, one.value) == ("Kestrin", "外殼溫度", 71.5)
    other = table.replace("Valmo X2", "Kestrin 900")
    assert "Kestrin" not in [
        told.subject for told in read("zh-Hant", f"{other}\n\nKestrin 外殼溫度升到71.5°C。")
    ]


@pytest.mark.parametrize(
    ("title", "time"),
    [
        ("2025年3月期 第2四半期 決算短信 株式会社ヒカリ電機", "2024-03-31"),
        ("株式会社ヒカリ電機 2024年上期 報告書", None),
    ],
)
def test_the_end_of_the_year_before_is_told_by_when_it_closes(title: str, time: str | None) -> None:
    text = "当社の歩み。\n\n有利子負債は226億円となり、前期末の193億円から増加しました。"
    told = {one.value: one.time for one in stated_in_sentences(document("ja", text, title))}
    assert told[19_300_000_000] == time
