"""Tables of contents of plain texts, and the headings, titles and addresses that are broken in them."""

from __future__ import annotations

import pytest

from index.formats.plain import read_plain

PARTS = ("Boats", "What is a ferry?", "Ports and harbours", "Prices", "Staff", "The year ahead")
BODY = "It carried nine thousand passengers a day in the second quarter."


def text_of(text: str) -> str:
    return read_plain(text.encode()).text


def numbered(form: str, parting: str = "\n") -> str:
    return parting.join(form.format(number=at, name=name) for at, name in enumerate(PARTS, 1))


@pytest.mark.parametrize(
    "contents",
    [
        numbered("1.{number}. {name}"),
        numbered("    1.{number}. {name}"),
        numbered("* 1.{number}. {name}", "\n\n"),
        numbered("{name} ........ {number}"),
        numbered("{number} {name}   1{number}", "\n\n"),
    ],
)
def test_a_table_of_contents_is_left_out(contents: str) -> None:
    parts = "\n\n".join(f"1.{at}. {name}\n\n{BODY}" for at, name in enumerate(PARTS, 1))
    text = text_of(f"The Ferry\n\nContents\n\n{contents}\n\n{parts}\n")
    written = "\n\n".join(f"### 1.{at}. {name}\n\n{BODY}" for at, name in enumerate(PARTS, 1))
    assert text == f"The Ferry\n\nContents\n\n{written}\n"


@pytest.mark.parametrize(
    "listed",
    [
        numbered("- {name}"),  # no numbers
        "1. Boats\n2. Prices\n3. Staff",  # too few
        numbered("{number}. Better {name}"),  # nothing stands again
    ],
)
def test_a_list_is_none(listed: str) -> None:
    parts = "\n\n".join(f"{name}\n{'=' * len(name)}\n\n{BODY}" for name in PARTS)
    assert listed in text_of(f"It has these parts:\n\n{listed}\n\n{parts}\n")


def test_items_are_numbered_through_levels() -> None:
    assert text_of("Steps:\n\n1. Go\n1.1. Left\n1.2. Right,\n    then on\n") == (
        "Steps:\n\n1. Go\n- 1.1. Left\n- 1.2. Right, then on\n"
    )


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("1.2. What is a ferry?", "### 1.2. What is a ferry?"),
        ("1.2. 什么是渡轮？", "### 1.2. 什么是渡轮？"),
        ("1.2. What is a ferry,\nand why is it one?", "### 1.2. What is a ferry, and why is it one?"),
        ("2.1. How boats are\ncounted at noon", "### 2.1. How boats are counted at noon"),
        ("Boats\n" + "*" * 78, "# Boats"),
        ("=====\nBoats\n=====", "# Boats"),
    ],
)
def test_what_stands_alone_is_a_heading(text: str, heading: str) -> None:
    assert text_of(f"{text}\n\n{BODY}\n") == f"{heading}\n\n{BODY}\n"


@pytest.mark.parametrize(
    "text", ["1. What is a ferry?", "2.1. The tenant pays the rent,\nand the town the rest."]
)
def test_a_numbered_sentence_is_none(text: str) -> None:
    assert "#" not in text_of(f"{text}\n\n{BODY}\n")


def test_the_first_mark_under_headings_is_that_of_the_highest() -> None:
    text = f"Ferry\n*****\n\nBoats\n=====\n\nOld boats\n---------\n\n{BODY}\n"
    assert text_of(text) == f"# Ferry\n\n## Boats\n\n### Old boats\n\n{BODY}\n"


def test_rules_are_left_out_wherever_they_stand() -> None:
    assert text_of(f"{BODY}\n\n      {'-' * 70}\n\n{BODY}\n") == f"{BODY}\n\n{BODY}\n"


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("about Debian GNU/\nLinux today", "about Debian GNU/Linux today"),
        ("see (https://\nwww.ferry.example/a) now", "see (https://www.ferry.example/a) now"),
        ("see (https://www.ferry.example/a#\nboats) now", "see (https://www.ferry.example/a#boats) now"),
        ("see (https://www.ferry.example\n/boats) now", "see (https://www.ferry.example/boats) now"),
        ("see https://www.ferry.example/\n(the ferry)", "see https://www.ferry.example/ (the ferry)"),
        ("see https://www.ferry.example/a\nnow and then", "see https://www.ferry.example/a now and then"),
        ("boats / \nferries", "boats / ferries"),
    ],
)
def test_what_is_broken_within_a_word_is_joined(broken: str, joined: str) -> None:
    assert text_of(f"It was said that one can\n{broken}\n") == f"It was said that one can {joined}\n"
