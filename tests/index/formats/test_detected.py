"""What is told of a document: its edition, its title, its id."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats.detected import LONGEST_ID, edition_of, id_of, title_of
from tests.examples import examples


@pytest.mark.parametrize(
    ("title", "edition"),
    [
        ("State of AI: China, Q2 2025", "2025-Q2"),
        ("2025 Q2 report", "2025-Q2"),
        ("State of AI 2025Q2", "2025-Q2"),
        ("2Q25 results", "2025-Q2"),
        ("Earnings Q2'25", "2025-Q2"),
        ("Second quarter of fiscal year 2025", "2025-Q2"),
        ("Results, April–June 2025", "2025-Q2"),
        ("T2 2025 : l'état de l'IA", "2025-Q2"),
        ("Deuxième trimestre 2025", "2025-Q2"),
        ("1er trimestre de 2025", "2025-Q1"),
        ("2. Quartal 2025", "2025-Q2"),
        ("II квартал 2025 года", "2025-Q2"),
        ("2025年第2四半期決算", "2025-Q2"),
        ("2025年3月期 第2四半期決算短信", "2025-Q2"),
        ("2025年4~6月の統計", "2025-Q2"),
        ("2025年第二季度报告", "2025-Q2"),
        ("2025年第2季財報", "2025-Q2"),
        ("2025년 2분기 보고서", "2025-Q2"),
        ("民國114年第2季", "2025-Q2"),
        ("Q2 2025 compared with Q2 2024", "2025-Q2"),
        ("H1 2025", "2025-H1"),
        ("Premier semestre 2025", "2025-H1"),
        ("1. Halbjahr 2025", "2025-H1"),
        ("2025年上半年", "2025-H1"),
        ("2025年1-6月", "2025-H1"),
        ("2025년 상반기", "2025-H1"),
        ("Bulletin of May 2025", "2025-05"),
        ("13 May 2025", "2025-05"),
        ("May 13, 2025", "2025-05"),
        ("Bulletin mensuel – décembre 2024", "2024-12"),
        ("Monatsbericht März 2025", "2025-03"),
        ("Бюллетень, май 2025 г.", "2025-05"),
        ("令和7年5月号", "2025-05"),
        ("2025년 5월", "2025-05"),
        ("Minutes 05/2025", "2025-05"),
        ("Annual Report 2025", "2025"),
        ("令和7年版 情報通信白書", "2025"),
        ("2025年3月期", "2025"),
        ("FY25 review", "2025"),
        ("Annual report 2024, March 2025", "2024"),
        ("Standard 12345-2019", "2019"),
        ("Strategy 2020–2024", None),
        ("12,025 things to know", None),
        ("Windows 10 Handbook", None),
    ],
)
def test_a_title_names_an_edition(title: str, edition: str | None) -> None:
    assert edition_of(title, "report.pdf", "", None) == edition


@pytest.mark.parametrize(
    ("title", "name", "folder", "published", "edition"),
    [
        (None, "report_2025-05.pdf", "", None, "2025-05"),
        (None, "notes 20250513.txt", "", None, "2025-05"),
        (None, "q2_2025.docx", "", None, "2025-Q2"),
        (None, "report.pdf", "2025-Q1", None, "2025-Q1"),
        ("Results Q1 2025", "report-2025-q2.pdf", "2024", None, "2025-Q1"),  # the title goes first
        ("AI in 2025", "ai-2025-q2.pdf", "", None, "2025-Q2"),  # the finer of one year
        ("AI in 2025", "ai-2024-q2.pdf", "", None, "2025"),
        ("Second quarter results", "r.pdf", "2025", None, "2025-Q2"),
        ("Q4 results", "r.pdf", "", "2026-02-03", "2025-Q4"),  # the last fourth quarter that had begun
        ("Q1 results", "r.pdf", "", "2026-04-20", "2026-Q1"),
        ("Q1 results", "r.pdf", "", None, None),
        ("Vision 2030", "r.pdf", "", "2019-05-01", None),  # yet to come
        ("Budget 2020", "r.pdf", "", "2019", "2020"),
        ("Report", "r.pdf", "", "2025-08-25", None),  # a day of publication is no edition
        ("Q1 results", "r.pdf", "", "yesterday", None),
    ],
)
def test_file_and_folder_name_what_the_title_does_not(
    title: str | None, name: str, folder: str, published: str | None, edition: str | None
) -> None:
    assert edition_of(title, name, folder, published) == edition


@settings(max_examples=examples(100))
@given(st.text(max_size=400), st.text(max_size=80), st.dates().map(str) | st.text(max_size=10))
def test_any_name_is_read(title: str, name: str, published: str) -> None:
    edition = edition_of(title, name, name, published)
    assert edition is None or 1900 <= int(edition[:4]) < 2100


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Some words first.\n\n## The **Ferry** [Report](https://example.org/a)\n", "The Ferry Report"),
        ("# Contents\n\n# 42\n\n# Der Bericht\n", "Der Bericht"),
        ("# 目录\n\n## 2025年报告\n", "2025年报告"),
        ("The Ferry Report\n\nIt carried nine thousand passengers.\n", "The Ferry Report"),
        ("The Ferry Report\n\nVersion 2\n\n## Chapter 1. Boats\n\nNine.\n", "The Ferry Report"),
        ("Le port\n\n## 1. Bateaux\n\nNeuf.\n", "Le port"),
        ("年度报告\n\n## 第一章 渡轮\n\n九艘。\n", "年度报告"),
        ("## 1. Boats\n\nNine of them\n\nText.\n", "1. Boats"),
        ("These are:\n\nThe boats\n\nThey are nine.\n", "The boats"),
        (".. _boats:\n\n“The boats”\n\nThey are nine.\n", "“The boats”"),
        ("12/05/2025\n\nThe Ferry Report\n\nIt carried nine.\n", "The Ferry Report"),
        ("It carried nine thousand passengers.\n\nThe Ferry Report\n", "annual report 2025"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n", "annual report 2025"),
        ("", "annual report 2025"),
        ("word " * 100 + "\n", "annual report 2025"),
    ],
)
def test_a_title_is_the_first_heading_or_a_short_line(text: str, title: str) -> None:
    assert title_of(text, "annual_report-2025.pdf") == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("reports/Q2%20results.final.pdf", "Q2 results final"),
        ("report-2025-05-13.txt", "report 2025-05-13"),
        ("報告書_最終版.docx", "報告書 最終版"),
        ("v1.2.pdf", "v1.2"),
        ("---.pdf", "---.pdf"),
    ],
)
def test_a_files_name_reads_as_words(name: str, title: str) -> None:
    assert title_of("", name) == title


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Annual Report (2025).PDF", "annual-report-2025"),
        ("Été à Köln – Straße.docx", "ete-a-koln-strasse"),
        ("İstanbul Œuvre Łódź.txt", "istanbul-oeuvre-lodz"),
        ("報告書 2025年.pdf", "報告書-2025年"),
        ("がぎぐ.txt", "がぎぐ"),
        ("हिन्दी रिपोर्ट.txt", "हिन्दी-रिपोर्ट"),
        ("2025/q2/report.md", "2025-q2-report"),
        ("v1.2.tar", "v1-2"),
        ("...", "document"),
    ],
)
def test_an_id_is_a_files_name(name: str, made: str) -> None:
    assert id_of(name, ()) == made


def test_an_id_is_made_unique() -> None:
    assert id_of("a.pdf", {"a"}) == "a-2"
    assert id_of("a.pdf", {"a", "a-2", "a-3"}) == "a-4"


def test_long_names_that_begin_alike_are_told_apart() -> None:
    one, other = id_of("x" * 200 + "1.pdf", ()), id_of("x" * 200 + "2.pdf", ())
    assert one != other
    assert len(one) == len(other) == LONGEST_ID
    assert one[:71] == "x" * 71
    again = id_of("x" * 200 + "1.pdf", {one})
    assert again.endswith("-2")
    assert len(again) == LONGEST_ID


@settings(max_examples=examples(100))
@given(st.text(max_size=120), st.sets(st.text(max_size=5)))
def test_an_id_is_short_without_space_and_stays(name: str, taken: set[str]) -> None:
    made = id_of(name, taken)
    assert made not in taken
    assert 0 < len(made) <= LONGEST_ID
    assert not any(one.isspace() for one in made)
    assert id_of(id_of(name, ()), ()) == id_of(name, ())
