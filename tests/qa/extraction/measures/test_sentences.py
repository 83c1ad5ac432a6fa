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


def document(language: str, text: str) -> Document:
    title, opening = OPENING[language]
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
