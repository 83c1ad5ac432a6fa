from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.markup import Size, beginning, clean, clip, emphasise, escape, line, link, size
from qa.language.marks import Span


@pytest.mark.parametrize(
    ("written", "escaped"),
    [
        ("@everyone", r"\@everyone"),
        ("<@1> <@&2> <#3>", r"\<\@1\> \<\@&2\> \<#3\>"),
        ("</ask:4> <t:5:R> <:x:6>", r"\</ask:4\> \<t:5:R\> \<:x:6\>"),
        ("[a](https://b.example)", r"\[a\](https\://b.example)"),
        ("**b** _i_ ~~s~~ `c` ||h||", r"\*\*b\*\* \_i\_ \~\~s\~\~ \`c\` \|\|h\|\|"),
        ("# heading\n-# small\n> quote", "\\# heading\n\\-# small\n\\> quote"),
        ("- a\n+ b\n1. c\n2) d", "\\- a\n\\+ b\n1\\. c\n2\\) d"),
        (":smile: 12:30 a: b", r"\:smile: 12:30 a: b"),
        (r"back\slash", r"back\\slash"),
        ("89 points (2025-Q1), 3.5 % - ok", "89 points (2025-Q1), 3.5 % - ok"),
        ("知能指数は 89 です。", "知能指数は 89 です。"),
    ],
)
def test_what_discord_would_read_is_shown_as_written(written: str, escaped: str) -> None:
    assert escape(written) == escaped


def test_lists_of_our_own_stay_lists() -> None:
    assert escape("- **a**\n# c", lists=True) == "- \\*\\*a\\*\\*\n\\# c"


def test_numbers_of_a_list_are_shown_as_written() -> None:
    """Discord would count two first places and a third as 1, 2, 3."""
    assert escape("1. a\n1. b\n3) c", lists=True) == "1\\. a\n1\\. b\n3\\) c"


def test_control_characters_and_broken_surrogates_are_taken_out() -> None:
    assert clean("a\x00b\u202ec\ud800d\r\ne\tf") == "abc\ufffdd\ne\tf"
    assert line("  a\n\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "room"),
    [("R1", Size(2, 2)), ("é", Size(1, 2)), ("豆包", Size(2, 6)), ("🎉", Size(2, 4)), ('"\\\n', Size(3, 6))],
)
def test_the_room_that_a_text_takes(text: str, room: Size) -> None:
    assert size(text) == room
    assert beginning(text + "x", room) == text
    assert beginning(text, room - Size(0, 1)) == text[:-1]
    assert beginning(text, room - Size(1, 0)) == text[:-1]


@given(st.text(), st.integers(1, 100), st.none() | st.integers(3, 200))
def test_a_clipped_text_fits_and_begins_like_the_text(text: str, limit: int, octets: int | None) -> None:
    clipped, room = clip(text, limit, octets), Size(limit, octets or 3 * limit)
    assert size(clipped).fits(room)
    assert line(text).startswith(clipped.removesuffix("…").rstrip())
    assert (clipped == line(text)) == size(line(text)).fits(room)


@given(st.text())
def test_taking_the_backslashes_out_gives_the_text_back(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", escape(text)) == clean(text)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x?y=1#z", "<https://a.example/x?y=1#z>"),
        ("https://a.example/x>) <@1>", "<https://a.example/x%3E)%20%3C@1%3E>"),
        ("http://例.example/路", "<http://%E4%BE%8B.example/%E8%B7%AF>"),
        ("javascript:alert(1)", None),
        ("https://user@a.example", None),
        ("https://", None),
        ("http://[", None),
        ("not given", None),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, linked: str | None) -> None:
    assert link(url) == linked


@pytest.mark.parametrize(
    ("text", "marks", "written"),
    [
        ("a 5*3 _b_ c", ((2, 9),), r"a **5\*3 \_b\_** c"),
        ("end \\", ((4, 5),), r"end **\\**"),
        ("89 points", (), "89 points"),
        ("a b c", ((1, 4),), "a **b** c"),
        ("one\ntwo", ((0, 7),), "**one**\n**two**"),
        ("a \u202e b", ((2, 3),), "a  b"),
        ("得点は89点。", ((3, 6),), "得点は**89点**。"),
    ],
)
def test_marks_are_bold_whatever_they_hold(text: str, marks: tuple[Span, ...], written: str) -> None:
    assert emphasise(text, marks) == written


@given(st.text(alphabet="ab*_\\~|` \n-#1.", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_bold_does_not_change_a_word(text: str, one: int, other: int) -> None:
    marks = ((min(one, other), max(one, other)),)
    bare = re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", emphasise(text, marks))
    assert re.sub(r"\\(.)", r"\1", bare) == text
