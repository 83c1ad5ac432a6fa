"""Where words of titles stand together, and which of them says what a thing is."""

from __future__ import annotations

import pytest

from qa.linking.titles import Catalogue, Titles, is_light, publishers
from tests.qa.town import DOCUMENTS

LIGHT = frozenset(["the", "a", "of", "in", "for", "what", "does", "and", "la", "du", "的"]).__contains__


def titles(*listed: tuple[str, str, str]) -> Titles:
    return Titles(listed)


SHELF = titles(
    ("q1", "Harbour Digest, March 2025", "en"),
    ("q2", "Harbour Digest, June 2025", "en"),
    ("faq", "The Visitors’ FAQ", "en"),
    ("rules", "Rules of the Port", "en"),
    ("lettre", "La lettre du phare", "fr"),
    ("shouce", "云岭茶园种植手册", "zh-Hans"),
)


@pytest.mark.parametrize(
    ("text", "named", "held"),
    [
        ("what does the harbour digest tell", "harbour digest", {"q1", "q2"}),
        ("the harbour digest of june 2025", "harbour digest of june 2025", {"q2"}),
        ("in the faq", "faq", {"faq"}),
        ("the port rules", "port rules", {"rules"}),
        ("dans la lettre", "lettre", {"lettre"}),
        ("云岭的种植手册里", "云岭的种植手册", {"shouce"}),
    ],
)
def test_words_that_stand_together_are_found(text: str, named: str, held: set[str]) -> None:
    (found,) = SHELF.find(text, LIGHT, lambda: [(text.find("june"), len(text))] if "june" in text else ())
    assert text[found.start : found.end] == named
    assert found.held == held
    assert found.headed


@pytest.mark.parametrize(
    ("text", "headed"),
    [("the harbour", False), ("the digest", True), ("le phare", False), ("visitors", False), ("种植", False)],
)
def test_a_name_has_the_word_that_says_what_the_thing_is(text: str, *, headed: bool) -> None:
    (found,) = SHELF.find(text, LIGHT)
    assert found.headed is headed


def test_a_whole_title_is_told_from_a_part_of_one() -> None:
    guides = titles(("short", "Guide", "en"), ("long", "Guide for Sailors", "en"))
    (found,) = guides.find("the guide", LIGHT)
    assert found.held == {"short"}
    assert found.whole
    (found,) = guides.find("the sailors guide", LIGHT)
    assert found.held == {"long"}
    assert found.whole


def test_a_title_may_have_a_mark_in_it() -> None:
    reports = titles(("port", "Port of Brannoch: Annual Report 2025", "en"), ("pier", "The Pier", "en"))
    (found,) = reports.find("summarize “port of brannoch: annual report 2025”", LIGHT)
    assert found.whole
    assert len(reports.find("port of brannoch; annual report 2025", LIGHT)) == 2, "not this one"


def test_words_apart_are_two_names() -> None:
    found = SHELF.find("the faq. the rules", LIGHT)
    assert [one.held for one in found] == [{"faq"}, {"rules"}]
    assert SHELF.find("in 2025", LIGHT) == ()
    assert len(SHELF) == 6


@pytest.mark.parametrize(
    ("text", "light"),
    [("of the", True), ("der", True), ("about cranes of", False), (": the", False), ("", True)],
)
def test_light_words(text: str, *, light: bool) -> None:
    assert is_light(text, LIGHT) is light


def test_a_catalogue_knows_titles_publishers_and_headings() -> None:
    documents = {one.id: one for one in DOCUMENTS}
    catalogue = Catalogue(documents, {"faq": ["Pets", "Parking"], "rules": ["Pets"]})
    assert catalogue.under(["Pets"]) == {"faq", "rules"}
    assert catalogue.under(["Parking"]) == {"faq"}
    (found,) = catalogue.publishers.find("the elmford bridge trust", LIGHT)
    assert found.held == {"annual-2023", "annual-2024"}
    assert found.whole
    (heading,) = catalogue.headings.find("pets", LIGHT)
    assert heading.held == {"Pets"}
    assert publishers(documents["faq"]) == ()
    assert publishers(documents["rules"]) == ("Port of Saltmere",)
