"""References: every work once, whatever managers and people read them as."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qa.models import SourceView
from qa.sharing.bibliography import apa, bibtex, gbt7714, ris
from qa.sharing.references import references
from tests.qa.sharing.samples import GAZETTE, UNNAMED, cited, shared

ADDRESS = "https://gazette.example/a_b?c=1#d"


def test_a_work_that_two_citations_rest_on_is_one_reference_with_both_quotes() -> None:
    answer = shared(cited(1), cited(2, "It was 9 euros.", sources=(GAZETTE, UNNAMED))).reply.answer
    first, second = references(answer)
    assert (first.title, first.numbers) == (GAZETTE.title, (1, 2))
    assert first.quotes == ("The tariff rose to 12 euros.", "It was 9 euros.")
    assert (second.title, second.publisher, second.numbers) == ("A leaflet", None, (2,))


def test_a_document_without_sources_is_its_own_work() -> None:
    (own,) = references(shared(cited(sources=(), url="https://x.example/p")).reply.answer)
    assert (own.title, own.url, own.digest) == ("Harbour tariffs, a digest", "https://x.example/p", None)


def test_bibtex_names_what_is_known_and_escapes_the_rest() -> None:
    assert bibtex(shared(cited())) == (
        "@online{harbourgazette2025-1,\n"
        "  title = {{Tides \\& tariffs: 100\\% of it}},\n"
        "  author = {{Harbour Gazette}},\n"
        "  publisher = {Harbour Gazette},\n"
        "  year = {2025},\n"
        "  date = {2025-03-03},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  urldate = {2025-04-01},\n"
        "  note = {As read in: Harbour tariffs, a digest},\n"
        "  annotation = {“The tariff rose to 12 euros.”},\n"
        "  month = mar,\n"
        "}\n\n"
    )
    assert bibtex(shared(cited(sources=(UNNAMED,)))).startswith("@misc{aleaflet-1,\n")


@given(st.text(min_size=1), st.text())
def test_braces_of_bibtex_close_whatever_a_title_says(title: str, publisher: str) -> None:
    source = SourceView(publisher=publisher or None, title=title, published="2025", url=None)
    written = bibtex(shared(cited(sources=(source,))))
    depth = 0
    for mark in re.sub(r"\\[{}]", "", written):
        depth += (mark == "{") - (mark == "}")
        assert depth >= 0
    assert depth == 0
    assert written.count("\n@") + written.startswith("@") == 1


def test_ris_is_a_tag_a_line() -> None:
    assert ris(shared(cited())).split("\r\n") == [
        "TY  - ELEC",
        "TI  - Tides & tariffs: 100% of it",
        "AU  - Harbour Gazette",
        "PB  - Harbour Gazette",
        "PY  - 2025",
        "DA  - 2025/03/03",
        f"UR  - {ADDRESS}",
        "Y2  - 2025/04/01",
        "N1  - As read in: Harbour tariffs, a digest",
        "AB  - The tariff rose to 12 euros.",
        "ER  - ",
        "",
        "",
    ]


@given(st.text(min_size=1))
def test_nothing_in_a_quote_begins_a_tag_of_its_own(quote: str) -> None:
    lines = ris(shared(cited(quote=quote))).split("\r\n")
    assert [line[:6] for line in lines].count("ER  - ") == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - |\Z", line) for line in lines)


def test_apa_is_sorted_by_author_or_title_with_dates_as_exact_as_stated() -> None:
    month = SourceView(publisher="Zeal", title="On piers.", published="2024-11", url=None)
    written = apa(shared(cited(sources=(month, UNNAMED, GAZETTE))))
    assert written.splitlines() == [
        "A leaflet. (n.d.).",
        f"Harbour Gazette. (2025, March 3). Tides & tariffs: 100% of it. {ADDRESS}",
        "Zeal. (2024, November). On piers.",
    ]


def test_gbt_7714_numbers_works_as_they_are_cited() -> None:
    assert gbt7714(shared(cited(sources=(GAZETTE, UNNAMED)))).splitlines() == [
        f"[1] Harbour Gazette. Tides & tariffs: 100% of it[EB/OL]. (2025-03-03)[2025-04-01]. {ADDRESS}.",
        "[2] A leaflet[R].",
    ]


def test_an_answer_without_citations_has_no_references() -> None:
    made = [make(shared()) for make in (bibtex, ris, apa, gbt7714)]
    assert made == ["", "", "", ""]
