"""The sentences that prove facts: in the asker's language, or the one they are likeliest to read."""

from __future__ import annotations

import pytest

from index.passage_index import PassageIndex
from qa.citation.claim import Quote
from qa.citation.quotes import QuoteFinder
from qa.knowledge.facts import Evidence, Fact
from qa.knowledge.knowledge import Knowledge
from tests.index.samples import make_document


def fact(*evidence: tuple[str, str]) -> Fact:
    return Fact(
        id="f",
        subject="s",
        attribute="a",
        value=1,
        unit="count",
        edition="e",
        reported_by=("r",),
        evidence=tuple(Evidence(document_id=name, quote=quote) for name, quote in evidence),
    )


@pytest.fixture(scope="module")
def quoting() -> QuoteFinder:
    texts = {"en": "An apple. One.", "zh-Hant": "一個。", "fr": "Une pomme.", "ja": "一つ。"}
    return QuoteFinder({name: make_document(text, name, language=name) for name, text in texts.items()})


ALL = fact(("fr", "Une pomme."), ("ja", "一つ。"), ("zh-Hant", "一個。"), ("en", "One."))


@pytest.mark.parametrize(
    ("language", "chosen"),
    [("en", "en"), ("fr", "fr"), ("ja", "ja"), ("zh-Hant", "zh-Hant"), ("zh-Hans", "zh-Hant"), ("de", "en")],
)
def test_the_askers_language_comes_first(quoting: QuoteFinder, language: str, chosen: str) -> None:
    quote = quoting.proof(ALL, language)
    assert quote is not None
    assert quote.document_id == chosen


def test_offsets_are_the_documents(quoting: QuoteFinder) -> None:
    assert quoting.proof(ALL, "en") == Quote("en", 10, 14)
    assert quoting.text(Quote("en", 10, 14)) == "One."


def test_any_language_is_better_than_none(quoting: QuoteFinder) -> None:
    quote = quoting.proof(fact(("fr", "Une pomme.")), "ja")
    assert quote is not None
    assert quote.document_id == "fr"


@pytest.mark.parametrize("evidence", [("en", "Not there."), ("nowhere", "One.")])
def test_a_quote_that_is_not_there_proves_nothing(quoting: QuoteFinder, evidence: tuple[str, str]) -> None:
    assert quoting.proof(fact(evidence), "en") is None


def test_a_sentence_tells_the_facts_that_it_proves(
    small_index: PassageIndex, small_knowledge: Knowledge
) -> None:
    quoting = QuoteFinder(small_index.documents)
    for known in small_knowledge.facts.facts:
        quote = quoting.proof(known, "fr")
        assert quote is not None
        assert known in quoting.proved_by(quote, small_knowledge.facts)
    assert quoting.proved_by(Quote("nowhere", 0, 1), small_knowledge.facts) == ()


def test_the_sentence_after_a_quote_is_one_of_its_paragraph() -> None:
    text = "One apple. Two\npears.\n\nThree plums.\n\n| a |\n|---|\n| 4 figs |\n| 5 nuts |"
    quoting = QuoteFinder({"d": make_document(text, "d")})
    follows = quoting.following(Quote("d", 0, 10))
    assert follows is not None
    assert quoting.text(follows) == "Two\npears."
    assert quoting.following(follows) is None
    row = text.index("| 4")
    assert quoting.following(Quote("d", row, row + len("| 4 figs |"))) is None
    assert quoting.read(Quote("d", row, row + len("| 4 figs |"))).text == "a: 4 figs"
