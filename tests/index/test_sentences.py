"""Sentence spans: where sentences end, in every script, and that offsets are exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST, LONGEST_CJK, sentences_of, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        # each line is one sentence; the lines are joined with spaces
        "It rose 3.5 points.\nThen it fell.",
        "He lived in the U.S. for years.\nShe did not.",
        "He left the U.S.\nThe law stayed.",
        "Mr. Smith of Foo Inc. spoke to Dr. J. K. Jones, Ph.D. of Yale.\nThen he left.",
        "She works at Foo Inc.\nThe firm is old.",
        "Qwen2.5-Max scores 79.\nLlama 3.1 405B.\nIt won!",
        "See vol. 2, pp. 3 ff. and fig. 4.\nNo. 5 is best.",
        "As Jones et al. 1998 and Foo et al. (1999) say.\nThe end.",
        "She said no.\nHe came with me.\nIt is art.\nIn Dec. 2024 it won.",
        "It opened at 5 p.m. Monday.\nReally?\nYes!",
        "It was 30 °C.\nThis is at 19.2°E.\nThere it ends.",
        'He asked "Really?" and left.\n"Yes," she said.',
        "It ended (see below. It did) at once.\nGood.",
        "Wait… what?\nIt is over…\nNow.",
        "Really?!\nNo...\nYes.",
        "This is known.[4]\nThat is not.[vague]",
        "« Oui. »\nIl dit : « Quoi ? »\nPuis M. Dupont part.",
        "Il compte 1,67 milliard de dollars.\nEn 2025, c'est peu.",
        "Yahoo! said no.\nIt was in 1999.\n5 people came.",
    ],
)
def test_sentences_with_spaces(text: str) -> None:
    assert sentences(text.replace("\n", " ")) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        # each line is one sentence; the lines are joined with nothing
        "得分为89分。\n排名第二！\n真的吗？！\n是的",
        "他说：“你好。我走了。”\n然后离开。",
        "（见附录。）\n好。",
        "模型是Llama 3.1 405B.\n这是最大的。",
        "它在……之后。\n完",
        "「これは。それは。」と彼は言った。\n「はい。」\n彼は笑った。",
        "値は3.5である．\n次に進む。",
        "便利である。\napt-watch は速い。",
        "It was over.\nThe end.",
    ],
)
def test_sentences_without_spaces(text: str) -> None:
    assert sentences(text.replace("\n", "")) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Title\n\nFirst\nline. Second.\n- item. Two",
            ["Title", "First\nline.", "Second.", "item.", "Two"],
        ),
        ("One. ! Two.", ["One. !", "Two."]),
        ("Version 2.0.", ["Version 2.0."]),
        ("open (never closed. Then more.", ["open (never closed.", "Then more."]),
        ("wrong ) way. Next (a [b) c]. Last.", ["wrong ) way.", "Next (a [b) c].", "Last."]),
        ("a.b.C is a name. Node.Js too.", ["a.b.C is a name.", "Node.Js too."]),
        ("...", ["..."]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_edges(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_long_aside_is_divided_after_all() -> None:
    aside = "A sentence of some length stands here. " * 10
    assert len(sentences(f"Before ({aside.strip()}) after. Next.")) == 11


def test_a_part_of_a_text_has_offsets_of_the_whole() -> None:
    text = "Skip. One. Two. Skip."
    assert split_sentences(text, 6, 15) == [(6, 10), (11, 15)]
    assert sentences_of(text, 5, 15) == [(6, 10), (11, 15)]
    assert sentences_of(text, 10, 11) == []


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("; ".join(["a clause of the sentence, which goes on"] * 30) + ".", LONGEST),
        (" ".join(["word"] * 300), LONGEST),
        ("，".join(["这是句子的一个部分"] * 60) + "。", LONGEST_CJK),
        ("、".join(["東京", "大阪"] * 60) + "。", LONGEST_CJK),
    ],
)
def test_a_sentence_too_long_to_quote_is_divided(text: str, longest: int) -> None:
    parts = split_sentences(text)
    assert len(parts) > 1
    assert max(end - start for start, end in parts) <= longest
    assert min(end - start for start, end in parts) >= longest // 6
    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")


def test_a_long_sentence_without_any_joint_stays_whole() -> None:
    assert sentences("あ" * 500) == ["あ" * 500]


TEXTS = st.text(
    alphabet=st.sampled_from("aB1é .!?,;。！，、「」（）()\"'«»“”…\n-#|°字ひカＡ．[]🙂\u3000"), max_size=120
)


@given(TEXTS | st.text(max_size=200))
def test_spans_are_ordered_disjoint_and_trimmed(text: str) -> None:
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@given(TEXTS)
def test_every_letter_is_in_a_sentence(text: str) -> None:
    covered = {i for start, end in split_sentences(text) for i in range(start, end)}
    assert all(i in covered for i, character in enumerate(text) if character.isalpha())


@pytest.mark.parametrize(
    "run", ["x", "あ", "。", "(", "(]", "([", "(a. Bc. ", "“a.” ", "a.b", "!", "x; ", "1"]
)
def test_a_run_of_300_000_characters_is_split_in_a_moment(run: str) -> None:
    """In time that grows with the length: with its square, any of these would take minutes."""
    text = "A " + run * (300_000 // len(run)) + " z."
    spans = split_sentences(text)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)


def test_of_asides_in_one_another_the_outermost_counts() -> None:
    assert sentences("He (so. “Or. Not.” Ah. (No. Yes.) Oh.) left. She stayed.") == [
        "He (so. “Or. Not.” Ah. (No. Yes.) Oh.) left.",
        "She stayed.",
    ]
