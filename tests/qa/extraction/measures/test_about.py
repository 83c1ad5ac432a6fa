"""Whom a document is of, and when."""

from __future__ import annotations

import pytest

from index.documents import Document
from qa.extraction.measures.about import about
from qa.extraction.measures.units import MeasureUnit


@pytest.mark.parametrize(
    ("language", "title", "text", "subject", "time"),
    [
        ("en", "Northwind Foods plc – Annual Report 2024", "Sales grew.", "Northwind Foods plc", "2024"),
        ("en", "Q3 2024 results: Halden", "In Oslo Halden grew; Halden.", "Halden", "2024-Q3"),
        ("en", "Marlowe raises €12 million", "On 3 June 2024 Marlowe said: Marlowe.", "Marlowe", None),
        ("en", "Winter tyres: six models tested", "We tested six. The Falk 900 won.", "", None),
        ("fr", "Groupe Valmeur : résultats annuels 2024", "Le groupe publie.", "Groupe Valmeur", "2024"),
        ("en", "Our letter | Tarnbrook Trust Annual Review 2024", "We grew.", "Tarnbrook Trust", "2024"),
        ("en", "Kelling Mill: monthly figures 2024", "Looms ran.", "Kelling Mill", "2024"),
        ("en", "Sales in the year 2024", "We sold.", "", "2024"),
        ("fr", "CFBS – Les chiffres de l’année 2024", "Le réseau publie.", "CFBS", "2024"),
        ("fr", "Consommation des ménages au 2e trimestre 2024", "Elle monte.", "", "2024-Q2"),
        ("zh-Hans", "川木纺机2024年业绩", "单位：万元", "川木纺机", "2024"),
        ("zh-Hant", "海瀾市統計年報（民國113年）摘要", "人口增加。", "海瀾市", "2024"),
        ("zh-Hant", "臺灣：翠湖科技113年第2季營運報告", "營收增加。", "翠湖科技", "2024-Q2"),
        ("ja", "農園のモリル、シリーズBで3億円を調達", "シリーズBで調達。シリーズBは初。", "", None),
        ("ja", "柏林製作所 2024年3月期 決算補足資料", "増収。", "柏林製作所", "2024"),
        ("ja", "2025年3月期 決算短信 株式会社翠嶺園", "当社は増収。", "株式会社翠嶺園", "2025"),
        ("zh-Hans", "云岭咖啡 2025 年第三季度经营简报", "门店增加。", "云岭咖啡", "2025-Q3"),
        ("ja", "2024年度 北浜市図書館年報", "蔵書は増えた。", "北浜市図書館", "2024"),
        ("en", "Board of Works of Orl: Road costs 2023/24", "We built.", "Board of Works of Orl", "2024"),
        ("en", "Letter of the Halden Trust, third quarter 2024", "It rained.", "Halden Trust", "2024-Q3"),
        ("fr", "Bilan 2024 du réseau Transmont", "Il roule.", "réseau Transmont", "2024"),
        ("zh-Hant", "禾渚縣2024年農業統計", "稻米增加。", "禾渚縣", "2024"),
        ("zh-Hans", "禾川省2024年教育事业统计公报", "学校增加。", "禾川省", "2024"),
        ("ja", "霧浜市 令和6年度決算の概要", "歳入は増えた。", "霧浜市", "2024"),
        ("ja", "湊浜美術館、来館者が最多", "改装。湊浜美術館の改装。改装。湊浜美術館。", "湊浜美術館", None),
        ("zh-Hans", "海风重工2024年上半年报告", "海风重工增长。海风重工在大连。", "海风重工", "2024-H1"),
    ],
)  # fmt: skip
def test_about(language: str, title: str, text: str, subject: str, time: str | None) -> None:
    found = about(document(title, text, language))
    assert (found.subject, found.time) == (subject, time)


def test_how_a_subject_was_found() -> None:
    told = {
        title: about(document(title, "Halden grew. Halden is in Oslo.", "en")).found
        for title in ("Halden plc: results", "Tolmere Mill: figures 2024", "Halden raises money", "Six tyres")
    }
    assert told == {
        "Halden plc: results": "company",
        "Tolmere Mill: figures 2024": "title",
        "Halden raises money": "mentions",
        "Six tyres": "",
    }


def test_the_unit_of_a_whole_document() -> None:
    told = about(document("Report", "All figures are in € million unless stated otherwise.", "en"))
    assert told.unit == MeasureUnit("EUR", 1e6)
    assert about(document("Report", "All figures are in order.", "en")).unit is None


def document(title: str, text: str, language: str) -> Document:
    return Document(
        id="d",
        title=title,
        edition="2025",
        language=language,
        published=None,
        sources=(),
        license=None,
        text=text,
    )
