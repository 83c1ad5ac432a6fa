"""The last gate: no quote that is not in its document, no number that is not in a quote."""

from __future__ import annotations

import logging

import pytest

from index.documents import Document, Source
from index.excerpt import Piece
from index.reading_text import read_as
from qa.citation.claim import Claim, Quote
from qa.citation.gate import Citations
from qa.citation.shown import shown
from qa.knowledge.knowledge import Knowledge
from qa.language.marks import Span
from qa.wording.messages import Messages
from qa.wording.wording import Wording, Words
from tests.index.samples import make_document

TEXT = "Zephyr scores 71. Cumulus scores 64 points."
FIRST, SECOND = Quote("d", 0, 17), Quote("d", 18, 43)


@pytest.fixture
def citations() -> Citations:
    source = Source(publisher=None, title="Sky", url=None, published="2030-01", language="fr")
    document = Document(
        id="d",
        title="Digest",
        edition="2030-Q1",
        language="en",
        published=None,
        sources=(source,),
        license="MIT",
        text=TEXT,
    )
    return Citations({"d": document}, "Is it above 60 in 2030?", ["Q1 2030"])


def test_numbers_count_from_one_in_the_order_of_use(citations: Citations) -> None:
    claims = [
        Claim("Cumulus has 64.", (SECOND,)),
        Claim("Zephyr has 71, Cumulus 64.", (FIRST, SECOND)),
        Claim("Again 64.", (SECOND,)),
    ]
    assert all(map(citations.verify, claims))
    second, both, again = map(citations.line, claims)
    assert (second.written, second.citations) == ("Cumulus has 64. [1]", (1,))
    assert (both.written, both.citations) == ("Zephyr has 71, Cumulus 64. [2][1]", (2, 1))
    assert again.citations == (1,)
    assert [c.number for c in citations.all()] == [1, 2]


def test_a_citation_is_the_stored_text(citations: Citations) -> None:
    citations.verify(Claim("71", (FIRST,)))
    (citation,) = citations.all()
    assert citation.quote == TEXT[citation.start : citation.end] == "Zephyr scores 71."
    assert (citation.document_id, citation.title, citation.edition, citation.language) == (
        "d",
        "Digest",
        "2030-Q1",
        "en",
    )
    (source,) = citation.sources
    assert (source.publisher, source.title, source.published, source.url) == (None, "Sky", "2030-01", None)


@pytest.mark.parametrize(
    "claim",
    [
        Claim("Zephyr has 72.", (FIRST,)),
        Claim("Zephyr has 64.", (FIRST,)),
        Claim("Zephyr.", ()),
        Claim("Zephyr.", (Quote("nowhere", 0, 5),)),
        Claim("Zephyr.", (Quote("d", 0, 500),)),
        Claim("Zephyr.", (Quote("d", -3, 5),)),
        Claim("Zephyr.", (Quote("d", 5, 5),)),
        Claim("Zephyr has 71.", (FIRST, Quote("nowhere", 0, 5))),
        Claim("Q1 2031: 71", (FIRST,)),
    ],
    ids=str,
)
def test_what_does_not_hold_is_left_out_and_logged(
    citations: Citations, claim: Claim, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert not citations.verify(claim)
    assert len(caplog.records) == 1
    assert citations.all() == ()


@pytest.mark.parametrize(
    "claim",
    [
        Claim("Zephyr has 71, above 60.", (FIRST,)),
        Claim("In Q1 2030 Zephyr has 71.", (FIRST,)),
        Claim("They are 7 apart: 71 and 64.", (FIRST, SECOND), derived=(7.0,)),
        Claim("Zephyr: 71", (FIRST,), label="12. "),
        Claim("Nothing numeric.", (FIRST,)),
    ],
    ids=str,
)
def test_what_the_question_the_edition_or_the_sum_grants(citations: Citations, claim: Claim) -> None:
    assert citations.verify(claim)
    assert citations.line(claim).text == claim.label + claim.text


def test_a_quote_may_be_cited_by_itself(citations: Citations) -> None:
    assert citations.cite(SECOND) == "Cumulus scores 64 points."
    assert citations.cite(Quote("nowhere", 0, 5)) is None
    assert [c.quote for c in citations.all()] == ["Cumulus scores 64 points."]


def test_without_labels_every_number_counts(citations: Citations) -> None:
    bare = Citations(citations._documents, "", [])
    assert not bare.verify(Claim("In Q1 2030 Zephyr has 71.", (FIRST,)))


def test_the_words_that_answer_are_marked_where_the_quote_is_repeated(citations: Citations) -> None:
    marked = Citations(citations._documents, "", [], lambda claims, quote, language: ((14, 16),))
    repeated = Claim("“Zephyr scores 71.”", (FIRST, SECOND), label="Q1: ", places=(Piece(1, 18, 0),))
    named = Claim("Zephyr: 71", (FIRST,))
    assert all(map(marked.verify, (repeated, named)))
    line = marked.line(repeated)
    assert [line.text[start:end] for start, end in line.marks] == ["71"]
    assert marked.line(named).marks == ()


TABLE = """We have 3 kites.

| Kite | Points in 2031 |
|---|---|
| Zephyr | 71 |

We sell 2 things:

- string
"""
ROW, ITEM = (Quote("t", at := TABLE.index(text), at + len(text)) for text in ("| Zephyr | 71 |", "string"))


@pytest.fixture
def words(small_knowledge: Knowledge) -> Words:
    return Wording(small_knowledge, Messages()).words("en")


@pytest.fixture
def tabled(words: Words) -> Citations:
    def mark(_: object, text: str, __: str) -> tuple[Span, ...]:
        at = text.find("71")
        return ((at, at + 2), (0, 4)) if at >= 0 else ()

    return Citations({"t": make_document(TABLE, "t")}, "", [], mark, words)


def test_a_row_proves_what_its_head_says_and_an_item_what_announces_it(tabled: Citations) -> None:
    assert tabled.verify(Claim("Zephyr has 71 points in 2031.", (ROW,)))
    assert tabled.verify(Claim("Of 2 things: “string”", (ITEM,)))
    assert not tabled.verify(Claim("Zephyr has 3.", (ROW,)))


def test_a_row_is_cited_as_it_stands_and_shown_under_its_head(tabled: Citations, words: Words) -> None:
    read = read_as(TABLE, ROW.start, ROW.end)
    claim = Claim("Zephyr — Points in 2031: 71", (ROW,), places=shown(read, words).places)
    assert tabled.verify(claim)
    line = tabled.line(claim)
    assert [line.text[start:end] for start, end in line.marks] == ["71"]
    (citation,) = tabled.all()
    assert citation.quote == "| Zephyr | 71 |"
    assert [citation.quote[start:end] for start, end in citation.marks] == ["71"], "the head is no part of it"
    assert citation.view.text == "Zephyr — Points in 2031: 71"
    assert [citation.view.text[start:end] for start, end in citation.view.marks] == ["71"]


def test_what_comes_closest_is_told_as_it_is_shown(tabled: Citations) -> None:
    assert tabled.cite(ITEM) == "We sell 2 things: string"
    assert tabled.all()[0].quote == "string"
