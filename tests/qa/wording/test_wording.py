"""How names, values, dates and editions are written in each language."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.knowledge.facts import Evidence, Fact
from qa.language.detection import LANGUAGES
from qa.numbers.values import values
from qa.wording.formats import date_forms, number, tongue_name, written_date
from qa.wording.messages import Messages
from qa.wording.wording import Wording

EVIDENCE = (Evidence(document_id="d", quote="q"),)


def made(**changes: object) -> Fact:
    given: dict[str, object] = {
        "id": "f",
        "subject": "skyline",
        "attribute": "monthly_active_users",
        "value": 12_000_000,
        "unit": "users",
        "edition": "2030-Q2",
        "reported_by": ("gazette",),
        "evidence": EVIDENCE,
    }
    return Fact.model_validate(given | changes)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (89, ("89", "89", "89", "89", "89")),
        (3.5, ("3.5", "3.5", "3.5", "3,5", "3.5")),
        (700_000, ("700,000", "70万", "70萬", "700 000", "70万")),
        (110_000_000, ("110 million", "1.1亿", "1.1億", "110 millions", "1億1000万")),
        (1_670_000_000, ("1.67 billion", "16.7亿", "16.7億", "1,67 milliard", "16億7000万")),
    ],
)
def test_numbers(value: float, written: tuple[str, ...]) -> None:
    assert tuple(number(value, language) for language in LANGUAGES) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2030-01", ("January 2030", "2030年1月", "2030年1月", "janvier 2030", "2030年1月")),
        ("2030-03-05", ("March 5, 2030", "2030年3月5日", "2030年3月5日", "5 mars 2030", "2030年3月5日")),
        ("2030", ("2030", "2030年", "2030年", "2030", "2030年")),
        ("2022–2023", ("2022–2023",) * 5),
        ("soon", ("soon",) * 5),
    ],
)
def test_dates(value: str, written: tuple[str, ...]) -> None:
    assert tuple(written_date(value, language) for language in LANGUAGES) == written


@pytest.mark.parametrize(
    ("value", "language", "form"),
    [
        ("2030-03-05", "en", "5 March 2030"),
        ("2030-03-05", "en", "March 5, 2030"),
        ("2030-03-05", "fr", "5 mars 2030"),
        ("2030-03", "fr", "mars 2030"),
        ("2030-03", "ja", "2030年3月"),
        ("2030", "en", "2030"),
        ("soon", "en", "soon"),
    ],
)
def test_date_forms(value: str, language: str, form: str) -> None:
    assert form in date_forms(value, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Skyline has about 12 million monthly active users (Q2 2030)."),
        ("fr", "Skyline compte environ 12 millions utilisateurs (T2 2030)."),
        ("ja", "Skyline"),
        ("zh-Hans", "Skyline"),
    ],
)
def test_sentences(wording: Wording, language: str, sentence: str) -> None:
    written = wording.words(language).sentence(made(qualifier="about"))
    assert written.startswith(sentence[:7])
    if language in ("en", "fr"):
        assert written == sentence


def test_a_sentence_without_a_template_still_says_all(wording: Wording) -> None:
    fact = made(subject="zephyr-2", attribute="parameters", value=405_000_000_000, unit="parameters")
    for language in LANGUAGES:
        written = wording.words(language).sentence(fact)
        assert "405B" in written
        assert wording.words(language).name("zephyr-2") in written
        assert wording.words(language).attribute("parameters") in written
        assert wording.words(language).edition("2030-Q2") in written


@pytest.mark.parametrize(
    ("value", "written"),
    [(405_000_000_000, "405B"), (7_500_000, "7.5M"), (1_000_000_000_000, "1 trillion"), (500, "500")],
)
def test_parameters(wording: Wording, value: int, written: str) -> None:
    assert wording.words("en").value(value, "parameters") == written


@pytest.mark.parametrize("qualifier", ["about", "nearly", "under", "over"])
def test_qualifiers_are_said(wording: Wording, qualifier: str) -> None:
    for language in LANGUAGES:
        plain = wording.words(language).fact_value(made())
        hedged = wording.words(language).fact_value(made(qualifier=qualifier))
        assert plain in hedged
        assert hedged != plain


def test_units(wording: Wording) -> None:
    assert wording.words("fr").value(2_500_000_000, "USD") == "2,5 milliards de dollars"
    assert wording.words("en").value(99, "USD") == "99 US dollars"
    assert (wording.words("en").value(1, "months"), wording.words("en").value(3, "months")) == (
        "1 month",
        "3 months",
    )
    assert wording.words("zh-Hans").value("ada-quill", "entity") == "阿达·奎尔"
    assert wording.words("en").value("2030-01", "date") == "January 2030"
    assert wording.words("fr").value("to sail on", "text") == "to sail on"


@pytest.mark.parametrize(
    ("value", "unit"), [(5, "points"), (40_000_000, "users"), (275_000_000_000, "USD"), (3, "months")]
)
def test_gaps_have_a_unit_and_read_back(wording: Wording, value: float, unit: str) -> None:
    for language in LANGUAGES:
        written = wording.words(language).gap(value, unit)
        assert value in values(written), written
        assert unit == "users" or not written[-1].isdigit(), written


def test_editions_and_lists(wording: Wording) -> None:
    assert [wording.words(language).edition("2030-Q1") for language in LANGUAGES] == [
        "Q1 2030",
        "2030年第一季度",
        "2030年第一季",
        "T1 2030",
        "2030年第1四半期",
    ]
    assert wording.words("en").edition("Spring special") == "Spring special"
    assert wording.words("en").editions(["2030-Q2", "2030-Q1"]) == "Q1 2030 and Q2 2030"
    assert wording.words("en").join([]) == ""
    assert wording.words("ja").join(["a"]) == "a"
    assert wording.words("en").names(["zephyr-2", "zephyr-3", "skyline"]) == "Zephyr 2, Zephyr 3 and Skyline"


def test_reporters(wording: Wording) -> None:
    assert wording.words("en").reporters(made()) == "Gazette, April 2, 2030"
    both = wording.words("fr").reporters(made(reported_by=("herald", "gazette")))
    assert "2 avril 2030" in both
    assert both.startswith(Messages().format("fr", "publisher-unnamed"))


def test_every_real_fact_can_be_said_in_every_language(engine: Engine) -> None:
    wording = Wording(engine.knowledge, Messages())
    for fact in engine.knowledge.facts.facts:
        for language in LANGUAGES:
            words = wording.words(language)
            sentence = words.sentence(fact)
            assert words.name(fact.subject) in sentence
            if fact.unit != "text":  # a phrase of one language, which an answer quotes instead
                assert words.fact_value(fact) in sentence
            assert "{" not in sentence, sentence


def test_every_attribute_has_a_name_and_a_sentence_in_every_language(engine: Engine) -> None:
    used = {fact.attribute for fact in engine.knowledge.facts.facts}
    for attribute in engine.knowledge.attributes.values():
        assert set(attribute.names) == set(LANGUAGES), attribute.id
        if attribute.id in used:
            assert set(attribute.sentence) == set(LANGUAGES), attribute.id
            variants = {sentence for name, sentence in attribute.sentence.items() if name[:2] != "zh"}
            assert attribute.unit == "text" or len(variants) == len(LANGUAGES) - 2, attribute.id


@pytest.mark.parametrize(
    ("edition", "written"),
    [
        ("2030-Q2", ("Q2 2030", "2030年第二季度", "2030年第二季", "T2 2030", "2030年第2四半期")),
        ("2030-07", ("July 2030", "2030年7月", "2030年7月", "juillet 2030", "2030年7月")),
        ("--07", ("July", "七月", "7月", "juillet", "7月")),
        ("2030", ("2030", "2030", "2030", "2030", "2030")),
        ("Spring", ("Spring", "Spring", "Spring", "Spring", "Spring")),
    ],
)
def test_editions_are_written_by_their_time(wording: Wording, edition: str, written: tuple[str, ...]) -> None:
    order = ("en", "zh-Hans", "zh-Hant", "fr", "ja")
    assert tuple(wording.words(language).edition(edition) for language in order) == written


def test_languages_without_a_message_are_named_by_cldr(wording: Wording) -> None:
    assert wording.words("en").language_name("de") == "German"
    assert wording.words("fr").language_name("pt-BR") == "portugais (Brésil)"
    assert wording.words("zh-Hant").language_name("ko") == "韓文"
    assert wording.words("ja").language_name("zh-Hans") == "簡体字中国語"
    assert [tongue_name(tag, "en") for tag in ("xx", "q")] == ["xx", "q"]
