"""Plain text: its encoding, and the Markdown that its lines give."""

from __future__ import annotations

import codecs
import gzip
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.blocks import BlockKind, blocks
from index.formats.converted import UnreadableError
from index.formats.decoding import encoding_of
from index.formats.plain import decoded_text, read_plain
from tests.examples import examples

ENCODED = {
    "gb18030": [
        "你好",
        "谢谢",
        "目录",
        "北京大学",
        "营业收入",
        "第二季度渡轮每天运送九千名乘客。",
        "合同编号：2025-017",
    ],
    "big5": ["你好", "謝謝", "目錄", "台灣大學", "營業收入", "第二季度渡輪每天運送九千名乘客。"],
    "cp932": [
        "目次",
        "報告書",
        "東京大学",
        "こんにちは",
        "カタカナ",
        "第2四半期のフェリーの乗客は一日九千人でした。",
    ],
    "euc_jp": [
        "目次",
        "報告書",
        "東京大学",
        "こんにちは",
        "カタカナ",
        "第2四半期のフェリーの乗客は一日九千人でした。",
    ],
    "iso2022_jp": ["第2四半期のフェリーの乗客は一日九千人でした。"],
    "euc_kr": ["목차", "보고서", "서울대학교", "2분기 여객선은 하루 9천 명의 승객을 수송했다."],
    "cp1251": ["Привет", "Отчёт за второй квартал 2025 года", "Паром перевозил девять тысяч пассажиров."],
    "koi8_r": ["Отчет за второй квартал 2025 года", "Паром перевозил девять тысяч пассажиров."],
    "cp1252": [
        "Café",
        "Straße",
        "« Où êtes-vous ? » — à 9 h",
        "Die Fähre beförderte 9.000 Fahrgäste.",
        "¿Año?",
        "“it’s”",
    ],
    "cp1250": [
        "Příliš žluťoučký kůň úpěl ďábelské ódy.",
        "Linia promowa przewoziła dziewięć tysięcy pasażerów.",
    ],
    "cp1253": ["Το πλοίο μετέφερε εννέα χιλιάδες επιβάτες την ημέρα."],
    "utf-8": ["é", "да", "·", "你好", "こ", "2 °C", "naïve"],
    "utf-8-sig": ["naïve", "plain"],
    "utf-16": ["naïve", "你好", "plain"],
    "utf-32": ["naïve", "你好"],
    "utf-16-le": [
        "The ferry",
        "Паром перевозил",
        "第二季度渡轮每天运送九千名乘客。",
        "여객선은 승객을 수송했다.",
    ],
    "utf-16-be": [
        "Die Fähre",
        "Паром перевозил",
        "第二季度渡輪每天運送九千名乘客。",
        "フェリーの乗客は九千人でした。",
    ],
}


@pytest.mark.parametrize(
    ("charset", "text"), [(key, text) for key, texts in ENCODED.items() for text in texts]
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(charset: str, text: str) -> None:
    assert decoded_text(text.encode(charset)) == text


def test_a_longer_text_may_hold_ascii_and_broken_characters() -> None:
    text = "二零二五年第二季度，DeepSeek 的 R1-0528 在人工智能指数上得到 68 分。\r\n" * 400
    plain = text.replace("\r\n", "\n")
    assert decoded_text(text.encode("gb18030")) == plain
    broken = decoded_text(text.encode("gb18030") + b"\xff")
    assert broken[: len(plain)] == plain
    assert decoded_text(text.encode() + b"\xe4\xb8") == plain + "\ufffd"


def test_a_text_that_is_cut_within_a_character_of_the_sample_is_read_whole() -> None:
    for odd in ("", "a"):
        text = odd + "渡轮每天运送九千名乘客。" * 5_000
        assert decoded_text(text.encode("gb18030")) == text


def test_characters_of_the_files_name_count() -> None:
    raw = "矗矗".encode("gb18030")
    assert encoding_of(raw, "矗.txt") == "gb18030"


@pytest.mark.parametrize(
    "raw",
    [
        bytes(1000),
        hashlib.shake_128(b"1").digest(5000),
        hashlib.shake_128(b"2").digest(64),
        gzip.compress(b"text " * 500, mtime=0),
        b"\x89PNG\r\n\x1a\n" + hashlib.shake_128(b"3").digest(300),
        b"%PDF-1.7\n1 0 obj\n",
        b"PK\x03\x04 mimetype",
        b"text\0text",
        b"text with \x01\x02\x03\x04\x05 in it",
    ],
)
def test_binary_data_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary data"):
        decoded_text(raw)


@pytest.mark.parametrize("raw", [b"", b"  \n\f\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="is empty"):
        read_plain(raw)


@settings(max_examples=examples(100))
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        text = decoded_text(raw)
    except UnreadableError:
        return
    assert "\0" not in text
    assert "\r" not in text


def markdown(text: str) -> str:
    return read_plain(text.encode()).text


def test_lines_of_a_paragraph_are_joined() -> None:
    text = (
        "The ferry line carried nine thousand passengers a day in the second\n"
        "quarter, and it was well-\nknown for being late.\n\n"
        "A second paragraph.\n"
    )
    assert markdown(text) == (
        "The ferry line carried nine thousand passengers a day in the second quarter, and it was well-known "
        "for being late.\n\nA second paragraph.\n"
    )


def test_chinese_and_japanese_are_joined_without_a_space_and_korean_with_one() -> None:
    assert (
        markdown("第二四半期のフェリーの乗客は一日\n九千人でした。")
        == "第二四半期のフェリーの乗客は一日九千人でした。\n"
    )
    assert markdown("第二季度渡轮每天运送\n九千名乘客。") == "第二季度渡轮每天运送九千名乘客。\n"
    assert markdown("여객선은 하루 9천 명의\n승객을 수송했다.") == "여객선은 하루 9천 명의 승객을 수송했다.\n"


def test_a_paragraph_begins_where_it_is_set_in_or_the_last_ended_early() -> None:
    japanese = (
        "\u3000第二四半期のフェリーの乗客は一日九千人でした。それは\n前年の全体よりも多い数です。\n"
        "\u3000次の段落はここから始まります。とても長い行が続いている\nということです。\n"
    )
    assert markdown(japanese).split("\n\n") == [
        "第二四半期のフェリーの乗客は一日九千人でした。それは前年の全体よりも多い数です。",
        "次の段落はここから始まります。とても長い行が続いているということです。\n",
    ]
    english = "The ferry line carried nine thousand passengers a day\nand more.\nIt was late.\n"
    assert markdown(english).split("\n\n")[1] == "It was late.\n"


def test_a_file_with_long_lines_has_a_paragraph_on_each() -> None:
    line = "A paragraph that stands on one line and goes on and on " * 4
    assert markdown(f"{line}\n{line}\nShort\n").split("\n\n") == [line.strip(), line.strip(), "Short\n"]


def test_headings_are_underlined_in_capitals_or_numbered() -> None:
    text = (
        "The Ferry\n=========\n\nText under it.\n\nBoats\n-----\nText right under it.\n\n"
        "THE YEAR OF THE FERRY\n\nMore text.\n\n1. Results\n\nMore text.\n\n1.1 Figures\n\nMore text.\n\n"
        "第2章 概要\n\n本文です。\n\nChapter 3\n\nThe end.\n\nKapitel 4: Boote\n\nEnde.\n"
    )
    held = markdown(text)
    found = [(block.level, held[block.start : block.end]) for block in blocks(held) if block.level]
    assert found == [
        (1, "The Ferry"),
        (2, "Boats"),
        (2, "THE YEAR OF THE FERRY"),
        (2, "1. Results"),
        (3, "1.1 Figures"),
        (2, "第2章 概要"),
        (2, "Chapter 3"),
        (2, "Kapitel 4: Boote"),
    ]
    assert "Text right under it." in held


def test_what_is_no_heading() -> None:
    for text in (
        "1. Buy milk\n\n2. Sell bread\n\nText.\n",
        "NASA.\n\nText.\n",
        "THE LAST LINE\n",
        "Some line\n\nText.\n",
        "-----\n\nText.\n",
    ):
        assert "#" not in markdown(text)


def test_lists_keep_their_items() -> None:
    text = (
        "What it needs:\n- one item that goes on\n  over two lines\n- another\n  * nested\n\n"
        "1) first\n2) second\n\n(a) third\n"
    )
    assert markdown(text) == (
        "What it needs:\n- one item that goes on over two lines\n- another\n  - nested\n\n"
        "1) first\n2) second\n\n- (a) third\n"
    )


def test_what_is_set_in_is_kept_line_by_line() -> None:
    text = "Run this program:\n\n    def ferry():\n        return 9\n\nIt returns nine.\n"
    assert markdown(text) == (
        "Run this program:\n\n```\n    def ferry():\n        return 9\n```\n\nIt returns nine.\n"
    )
    quote = "He said:\n\n    The ferry line carried nine thousand passengers a day,\n    and more.\n"
    assert markdown(quote).split("\n\n")[1] == (
        "The ferry line carried nine thousand passengers a day, and more.\n"
    )


@pytest.mark.parametrize(
    "table",
    [
        "Line  Passengers  Year\n----  ----------  ----\nElm   9,000       2024\nOak   8,000|9     2025\n",
        "Line\tPassengers\tYear\nElm\t9,000\t2024\nOak\t8,000|9\t2025\n",
    ],
)
def test_columns_are_a_table(table: str) -> None:
    held = markdown(f"The table.\n\n{table}\nThe end.\n")
    assert held == (
        "The table.\n\n| Line | Passengers | Year |\n| --- | --- | --- |\n| Elm | 9,000 | 2024 |\n"
        "| Oak | 8,000\\|9 | 2025 |\n\nThe end.\n"
    )
    rows = [block for block in blocks(held) if block.kind is BlockKind.ROW]
    assert len(rows) == 2


def test_form_feeds_and_running_heads_are_left_out() -> None:
    pages = [
        f"RFC 1    The Ferry    May 2025\n\nText {word} says something.\n\nSmith      [Page {at}]\n"
        for at, word in enumerate(("one", "two", "three"), 1)
    ]
    assert markdown("\f".join(pages)) == (
        "Text one says something.\n\nText two says something.\n\nText three says something.\n"
    )
    assert markdown("One\fand two.\n") == "One and two.\n"


def test_long_files_are_read_in_time() -> None:
    """In quadratic time each of these would take half a minute."""
    for unit in ("a-\n", "- x\n", "=====\n", "a\n\n", "a  b\n", "\f\n", "    x\n"):
        assert markdown(unit * 20_000 + "end\n").rstrip().endswith(("end", "end |", "```"))


@settings(max_examples=examples(100))
@given(st.text(st.sampled_from("ab .\n\t-=#|1)漢。\f`>"), min_size=1, max_size=200))
def test_every_word_stays(text: str) -> None:
    """But for marks: what can be read in the file can be read in the Markdown."""
    try:
        held = markdown("x " + text)
    except UnreadableError:
        return
    assert sorted(filter(str.isalnum, held)) == sorted(filter(str.isalnum, "x " + text))
