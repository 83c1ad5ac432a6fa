"""The language of a text."""

from __future__ import annotations

import socket

import pytest

from index.formats.language import WINDOW, WINDOWS, language_of, tag_of
from index.scripts import chinese_script

SENTENCES = {
    "en": "The ferry line carried nine thousand passengers a day in the second quarter.",
    "fr": "La ligne de ferry a transporté neuf mille passagers par jour au deuxième trimestre.",
    "de": "Die Fähre beförderte im zweiten Quartal täglich neuntausend Fahrgäste.",
    "es": "La línea de ferry transportó nueve mil pasajeros al día en el segundo trimestre.",
    "ru": "Паром перевозил девять тысяч пассажиров в день во втором квартале.",
    "pl": "Linia promowa przewoziła dziewięć tysięcy pasażerów dziennie w drugim kwartale.",
    "ar": "نقلت العبارة تسعة آلاف راكب يوميا في الربع الثاني",
    "hi": "दूसरी तिमाही में नौका प्रतिदिन नौ हजार यात्रियों को ले जाती थी।",
    "ja": "第2四半期のフェリーの乗客は一日九千人でした。",
    "zh-Hans": "第二季度渡轮每天运送九千名乘客。",
    "zh-Hant": "第二季度渡輪每天運送九千名乘客。",
    "ko": "2분기 여객선은 하루 9천 명의 승객을 수송했다.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("language", ["en", "ja", "zh-Hant"])
def test_a_long_text_is_read_in_places(language: str) -> None:
    """What begins in another language is in the one that most of it is in."""
    cover = "Confidential: for the eyes of the board only. " * 20
    body = (SENTENCES[language] + "\n\n") * (3 * WINDOWS * WINDOW // len(SENTENCES[language]))
    assert language_of(cover + "\n\n" + body) == language


def test_code_tables_and_addresses_tell_nothing() -> None:
    code = "```\nfor word in words: print(word)  # this is English, and there is much more of it here\n```\n"
    table = "| The number of passengers | of the year before |\n| --- | --- |\n" * 9
    links = "https://example.org/the-number-of-passengers-of-the-year-before someone@example.org\n" * 9
    assert language_of(code * 5 + table + links + "\n" + SENTENCES["fr"]) == "fr"
    assert language_of(code + table + links) is None


def test_names_in_latin_letters_do_not_hide_chinese() -> None:
    assert (
        language_of("DeepSeek 在第二季度发布了 R1-0528，Artificial Analysis 的智能指数给它 68 分。")
        == "zh-Hans"
    )
    assert language_of("The company 深度求索 released its model in the second quarter of the year.") == "en"


@pytest.mark.parametrize("text", ["", "OK 12", "12 345,6\n" * 50, "中文", "東京大学", "xq zzv 7"])
def test_too_little_tells_nothing(text: str) -> None:
    assert language_of(text) is None


def test_the_script_is_that_of_characters_which_only_one_has() -> None:
    assert chinese_script("里台") is None  # both have them
    assert chinese_script("人工智能现状") == "zh-Hans"
    assert chinese_script("人工智慧現況") == "zh-Hant"


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert language_of(SENTENCES["de"]) == "de"


def test_long_runs_take_no_time() -> None:
    """In quadratic time each of these would take minutes."""
    for unit in ("第", "a@", "](", "`", "```\n"):
        assert language_of(unit * 100_000) in (None, "zh-Hans")


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en_US", "en-US"),
        ("DE", "de"),
        ("zh-CN", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh", "zh"),
        ("sr-latn", "sr-Latn"),
        ("english language", None),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_tags_are_written_in_one_way(written: str | None, tag: str | None) -> None:
    assert tag_of(written) == tag
