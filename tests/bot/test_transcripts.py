"""Transcripts: whatever people write, a document of it holds their words in their place and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.kept_messages import KeptMessage, NamedChannel
from bot.channels.transcripts import harmless, plain_name, transcript, words_of
from index.blocks import BlockKind, blocks
from index.documents import Header
from index.front_matter import split
from qa.collections.catalogue import new_collection

CHANNEL = NamedChannel(5, 7, None, thread=False, name="lines", server_name="Trams", authors=True, named_by=1)
ALLOWED = {BlockKind.TEXT, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.HEADING}
MARKS = st.sampled_from(
    (
        *"#>-*+_|:=`~<![](){}&\\",
        *("\n", "\n\n", "```", "~~~", "---", "===", "||", "# ", "## ", "> ", "- ", "1. ", ": ", "    ", "\t"),
        *("<div>", "</div>", "<!--", "-->", "<br>", "[x]: https://a.example", "![", "]:", "| a | b |"),
        *("|---|---|", "\r", "\x85", "\u2028", "\ufeff", "\u202e", "\x00", "\ud800"),
        *("word", "Zahl 5", "中文。", "…"),
    )
)
HOSTILE = st.lists(MARKS | st.text(max_size=8), max_size=30).map("".join)


def message(number: int, text: str, author: str | None = None) -> KeptMessage:
    return KeptMessage(number, 5, "2031-05-06", 0.0, author, text)


def read(text: str) -> tuple[Header, str]:
    header, body, _ = split(text, Path("channel-5.md"))
    return header, body


def test_a_document_of_two_messages() -> None:
    texts = (message(8, "The blue line opened.\n- in May", "Ann"), message(9, "It is full."))
    header, body = read(transcript(CHANNEL, texts))
    assert (header.id, header.title, header.published) == ("channel-5", "#lines (Trams)", "2031-05-06")
    assert header.sources is not None
    assert [one.url for one in header.sources] == ["https://discord.com/channels/7/5"]
    assert body == (
        "## 2031-05-06 · Ann\n\nThe blue line opened.\n- in May\n\n<https://discord.com/channels/7/5/8>\n\n"
        "## 2031-05-06\n\nIt is full.\n\n<https://discord.com/channels/7/5/9>\n"
    )


def test_no_author_is_named_where_that_is_not_allowed() -> None:
    assert "Ann" not in transcript(CHANNEL._replace(authors=False), [message(8, "It is full.", "Ann")])


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=4), HOSTILE, HOSTILE)
def test_nothing_breaks_out_of_its_place(said: list[tuple[str, str]], name: str, server: str) -> None:
    channel = CHANNEL._replace(name=name, server_name=server)
    held = [message(number, text, author) for number, (text, author) in enumerate(said, 11)]
    written = transcript(channel, held)
    written.encode()
    header, body = read(written)
    assert header.id == "channel-5"
    assert header.title
    assert "\n" not in header.title
    found = [*blocks(body)]
    assert {block.kind for block in found} <= ALLOWED
    heads = [body[one.start : one.end] for one in found if one.kind is BlockKind.HEADING]
    assert [head[:10] for head in heads] == ["2031-05-06"] * len(said)
    parts = body.split("## 2031-05-06")[1:]
    links = [f"<https://discord.com/channels/7/5/{one.id}>" for one in held]
    assert len(parts) == len(said)
    for part, link, (text, _) in zip(parts, links, said, strict=True):
        assert part.rstrip("\n").endswith(f"\n\n{harmless(text)}\n\n{link}")


@given(HOSTILE)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once


@given(HOSTILE)
def test_names_are_names_for_a_catalogue(name: str) -> None:
    shown = plain_name(name)
    assert new_collection("own", shown, owner=7).title == (shown or "own")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Title", "Title"),
        ("-# small print", "small print"),
        ("> # Title", "> Title"),
        ("- ## Title", "- Title"),
        ("1. # Title", "1. Title"),
        ("#1 is the blue line", "#1 is the blue line"),
        ("```py\nx = 1\n```", "py\nx = 1"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a ¦ b ¦\n\n1 ¦ 2 ¦"),
        ("||the end||", "the end"),
        ("a < b, <5 %, <b>bold</b>", "a < b, <5 %, ‹b>bold‹/b>"),
        ("One\n===\nTwo", "One\n\nTwo"),
        ("[1]: https://a.example", "[1] : https://a.example"),
        ("snake_case and **bold**", "snake_case and **bold**"),
        ("-5 degrees", "-5 degrees"),
        ("第一行。\n第二行。", "第一行。\n第二行。"),
    ],
)
def test_words_stay_and_marks_go(written: str, shown: str) -> None:
    assert harmless(written) == shown


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<@123> and <@!123> say so", "@… and @… say so"),
        ("<@&5> in <#6>", "@… in #…"),
        ("<:party:123> <a:wave:5>", ":party: :wave:"),
        ("by <t:1735689600:R>", "by 2025-01-01"),
        ("by <t:999999999999>", "by …"),
        ("use </ask:12>", "use /ask"),
        ("see <https://a.example/x>", "see https://a.example/x"),
        ("look in <id:browse>", "look in /browse"),
        ("a <b and c> d", "a <b and c> d"),
    ],
)
def test_tags_become_words(written: str, said: str) -> None:
    assert words_of(written, None) == said
