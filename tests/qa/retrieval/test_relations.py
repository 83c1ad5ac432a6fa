"""What sentences of different documents are to one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document, Source
from qa.retrieval.relations import QuestionTerms, Relation, independent, opposed, read, relation, successive
from tests.index.samples import make_document

OPENED = "The Harbour Bridge opened to traffic on 19 March 2024 after eight years of work."
WHEN = QuestionTerms.of("When did the Harbour Bridge open?", "en", {"date"})
MUCH = QuestionTerms.of("How much did the Harbour Bridge cost?", "en", {"number"})


def between(
    one: str,
    other: str,
    *,
    cosine: float = 0.95,
    asked: QuestionTerms = WHEN,
    languages: tuple[str, str] = ("en", "en"),
) -> Relation:
    return relation(read(one, languages[0]), read(other, languages[1]), cosine, asked)


@pytest.mark.parametrize(
    "copy",
    [
        OPENED,
        "The Harbour Bridge opened to traffic, on 19 March 2024, after eight years of work!",
        "Ｔｈｅ Harbour Bridge opened to traffic on 19 March ２０２４ after eight years of work．",
        "THE HARBOUR BRIDGE opened to traffic on 19 March 2024 after eight years of work",
    ],
)
def test_a_copy_is_one_in_other_punctuation_width_or_case(copy: str) -> None:
    assert between(OPENED, copy, cosine=0.9) is Relation.COPY


def test_a_copy_is_one_in_the_other_chinese_script() -> None:
    asked = QuestionTerms.of("海港大桥何时通车？", "zh-Hans", {"date"})
    one, other = "海港大桥于2024年3月19日通车。", "海港大橋於２０２４年３月１９日通車。"
    assert between(one, other, asked=asked, languages=("zh-Hans", "zh-Hant")) is Relation.COPY


@pytest.mark.parametrize(
    ("one", "other", "cosine"),
    [
        (
            OPENED,
            "On 19 March 2024 the new Harbour Bridge was inaugurated, eight years after work began.",
            0.96,
        ),
        (OPENED, "In March 2024 the Harbour Bridge was inaugurated after eight years.", 0.94),
        (
            "The Harbour Bridge sways in strong wind.",
            "In a gale the Harbour Bridge sways, as in any strong wind.",
            0.95,
        ),
    ],
)
def test_the_same_claim_in_other_words_agrees(one: str, other: str, cosine: float) -> None:
    assert between(one, other, cosine=cosine) is Relation.AGREES
    assert between(other, one, cosine=cosine) is Relation.AGREES


def test_a_translation_agrees_when_it_states_as_much() -> None:
    french = "Le Harbour Bridge a ouvert le 19 mars 2024."
    english = "The Harbour Bridge opened on 19 March 2024."
    assert between(english, french, cosine=0.95, languages=("en", "fr")) is Relation.AGREES
    assert between(english, french, cosine=0.9, languages=("en", "fr")) is Relation.NONE
    longer = "Le Harbour Bridge, long de 503 mètres, a ouvert le 19 mars 2024."
    assert between(english, longer, cosine=0.95, languages=("en", "fr")) is Relation.NONE


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (OPENED, "The Harbour Bridge was opened on 21 March 2024, following eight years of work.", WHEN),
        (OPENED, "The Harbour Bridge was opened on 19 March 2023, following eight years of work.", WHEN),
        ("The Harbour Bridge cost 240 million euros.", "The Harbour Bridge cost 260 million euros.", MUCH),
        ("The Harbour Bridge cost €240 million.", "The Harbour Bridge cost 260 million euros.", MUCH),
        (
            "On 19 March 2024 the Harbour Bridge had cost 240 million euros.",
            "On 21 March 2024 the Harbour Bridge had cost 260 million euros.",
            MUCH,
        ),
    ],
)
def test_another_value_of_the_same_thing_differs(one: str, other: str, asked: QuestionTerms) -> None:
    assert between(one, other, asked=asked) is Relation.DIFFERS
    assert between(other, one, asked=asked) is Relation.DIFFERS


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        # another subject, by name or by the question's word
        ("The Harbour Bridge cost 240 million euros.", "The Canal Bridge cost 260 million euros.", MUCH),
        (
            "The bridge is 503 metres long.",
            "The tunnel is 530 metres long.",
            QuestionTerms.of("bridge length", "en"),
        ),
        # another period
        ("In 2023 the Harbour Bridge cost 2 million.", "In 2024 the Harbour Bridge cost 3 million.", MUCH),
        ("In 2023 the Harbour Bridge cost 2 euros.", "In 2024 the Harbour Bridge cost 3 euros.", MUCH),
        ("The Harbour Bridge cost 240 euros.", "The Harbour Bridge cost 260 euros in 2023.", MUCH),
        ("In 2023 the Harbour Bridge opened.", "In 2024 the Harbour Bridge opened.", MUCH),
        # another unit, no unit, an estimate, a rounded number
        ("The Harbour Bridge cost 240 euros.", "The Harbour Bridge cost 260 dollars.", MUCH),
        ("The Harbour Bridge came in at 240.", "The Harbour Bridge came in at 260.", MUCH),
        ("The Harbour Bridge cost 240 euros.", "The Harbour Bridge cost more than 300 euros.", MUCH),
        ("The Harbour Bridge cost 240 euros.", "The Harbour Bridge cost 200 euros to 300 euros.", MUCH),
        # an amount, where a date is asked for
        ("The Harbour Bridge has 3 lanes.", "The Harbour Bridge has 4 lanes.", WHEN),
        # far apart in meaning or in words
        (
            OPENED,
            "Work on the Harbour Bridge began on 4 May 2016 with a party for children in the park.",
            WHEN,
        ),
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(one: str, other: str, asked: QuestionTerms) -> None:
    assert between(one, other, asked=asked) is not Relation.DIFFERS
    assert between(other, one, asked=asked) is not Relation.DIFFERS


def test_no_contradiction_without_closeness_or_across_languages() -> None:
    other = "The Harbour Bridge was opened on 21 March 2024, following eight years of work."
    assert between(OPENED, other, cosine=0.9) is Relation.NONE
    same = OPENED.replace("19", "21")
    assert between(OPENED, same, cosine=0.8) is Relation.DIFFERS, "the words are the same"
    french = "Le Harbour Bridge a ouvert le 21 mars 2024."
    assert between(OPENED, french, languages=("en", "fr")) is Relation.NONE


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "The bridge is open to cyclists.", "The bridge is not open to cyclists."),
        ("fr", "Le pont est ouvert aux cyclistes.", "Le pont n'est pas ouvert aux cyclistes."),
        ("zh-Hans", "大桥对自行车开放。", "大桥不对自行车开放。"),
    ],
)
def test_a_denial_differs(language: str, one: str, other: str) -> None:
    asked = QuestionTerms.of(one, language)
    expected = Relation.NONE if language == "fr" else Relation.DIFFERS  # ne … pas: two words deny
    assert between(one, other, asked=asked, languages=(language, language)) is expected
    assert between(one, other, cosine=0.8, asked=asked, languages=(language, language)) is Relation.NONE


def test_what_is_denied_of_another_does_not_differ() -> None:
    assert between("Ann is here.", "Ann and Bob are not here.") is Relation.NONE
    assert between("It costs 3 euros.", "It does not cost 4 euros.", asked=MUCH) is Relation.NONE


def test_the_opposed_measures_are_the_ones_told() -> None:
    other = read("The Harbour Bridge was opened on 21 March 2024.", "en")
    found = opposed(read(OPENED, "en"), other, WHEN)
    assert found is not None
    assert OPENED[found[0].start : found[0].end] == "19 March 2024"
    assert other.text[found[1].start : found[1].end] == "21 March 2024"


def document(name: str, **changes: object) -> Document:
    return make_document("Text.", name).model_copy(update=changes)


def source(publisher: str | None, title: str = "A") -> Source:
    return Source(publisher=publisher, title=title, url=None, published=None, language=None)


def test_translations_and_digests_of_one_source_are_not_independent() -> None:
    english, french = document("report-2024-en"), document("report-2024-fr", language="fr")
    assert not independent(english, french)
    assert independent(english, document("other-2024-fr", language="fr"))
    assert not independent(
        document("a", sources=(source("Post"),)), document("b", sources=(source("X"), source("Post")))
    )
    assert independent(document("a", sources=(source("Post"),)), document("b", sources=(source("Tide"),)))


def test_editions_of_one_report_follow_one_another() -> None:
    first = document("census-2023", title="Census 2023", edition="2023")
    assert successive(first, document("census-2024", title="People", edition="2024"))
    assert successive(first, document("b", title="Census 2024", edition="2024"))
    assert not successive(first, document("c", title="Census 2023", edition="2023"))
    assert not successive(first, document("d", title="A walk", edition="2024"))
    assert successive(first, document("d", title="A walk", edition="2024"), ("2023", "2024"))
    rival = document("e", title="Census 2024", edition="2024", sources=(source("Tide"),))
    assert not successive(first, rival)


@given(st.text(max_size=60), st.text(max_size=60), st.floats(-1, 1))
def test_anything_can_be_compared_and_what_differs_does_so_both_ways(
    one: str, other: str, cosine: float
) -> None:
    there, back = between(one, other, cosine=cosine), between(other, one, cosine=cosine)
    assert (there is Relation.COPY) == (back is Relation.COPY)
    assert between(one, one, cosine=1.0) in (Relation.COPY, Relation.NONE)
