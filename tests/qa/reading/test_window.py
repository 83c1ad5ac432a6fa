"""Windows: where a passage is divided, and where the sentences of a window stand."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reading.window import SAMPLE, WIDE, WIDE_CJK, WIDE_SHARE, joined, width, windows_of

FEW = int(SAMPLE * WIDE_SHARE)  # wide characters that a text in letters may have

sentences = st.lists(
    st.builds(
        lambda start, middle, count, end: f"{start}{middle * count}{end}",
        st.sampled_from("Aé字かハ한"),
        st.sampled_from(("b", "b c", "字", "仮名", "é")),
        st.integers(0, 500),
        st.sampled_from((".", "。", "…", "»", "!")),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("", WIDE),
        ("Boats float on water.", WIDE),
        ("Où est l’école ? Là-bas.", WIDE),
        ("Δοκιμή. Проверка.", WIDE),
        ("这本书很好。", WIDE_CJK),
        ("船が浮く。", WIDE_CJK),
        ("ひらがな", WIDE_CJK),
        ("カタカナ", WIDE_CJK),
        ("한국어", WIDE_CJK),
        ("DeepSeek R1 于一月二十日发布。", WIDE_CJK),
        ("字" * FEW + "a" * (SAMPLE - FEW), WIDE),
        ("字" * (FEW + 1) + "a" * (SAMPLE - FEW), WIDE_CJK),
        ("a" * SAMPLE + "字" * SAMPLE, WIDE),
        ("字" * (FEW + 1) + "a" * 4 * SAMPLE, WIDE_CJK),
    ],
)
def test_the_script_of_its_beginning_gives_the_width(text: str, characters: int) -> None:
    assert width(text) == characters


@pytest.mark.parametrize(
    ("parts", "text", "spans"),
    [
        ([], "", ()),
        (["One."], "One.", ((0, 4),)),
        (["One.", "Two!"], "One. Two!", ((0, 4), (5, 9))),
        (["一。", "二。"], "一。二。", ((0, 2), (2, 4))),
        (["One.", "二。", "3."], "One. 二。3.", ((0, 4), (5, 7), (7, 9))),
        (["One.", "One."], "One. One.", ((0, 4), (5, 9))),
        (["« Oui. »", "Non."], "« Oui. » Non.", ((0, 8), (9, 13))),
        (["“One.”", "Two."], "“One.” Two.", ((0, 6), (7, 11))),
    ],
)
def test_sentences_are_joined_as_they_are_written(
    parts: list[str], text: str, spans: tuple[tuple[int, int], ...]
) -> None:
    window = joined(parts)
    assert (window.text, window.sentences) == (text, spans)


@pytest.mark.parametrize(
    ("parts", "firsts"),
    [
        ([], []),
        (["One."], [0]),
        (["One.", "Two.", "Three."], [0]),
        (["a" * 224, "b" * 225], [0]),  # 450 characters with the space between
        (["a" * 350, "b" * 150], [0, 1]),
        (["a" * 160] * 5, [0, 3]),
        (["a" * 200] * 7, [0, 2, 4, 6]),
        (["a" * 2000], [0]),
        (["a" * 2000, "Two."], [0, 1]),
        (["字" * 93 + "。", "字" * 94 + "。"], [0]),
        (["字" * 120 + "。", "字" * 80 + "。"], [0, 1]),
        (["字" * 60 + "。"] * 5, [0, 3]),
        (["a" * 300] * 2, [0, 1]),
        (["字" * 90 + "。"] * 4, [0, 2]),
        (["One.", "a" * 2000, "Two."], [0, 1, 2]),
    ],
)
def test_a_passage_is_divided_by_its_length(parts: list[str], firsts: list[int]) -> None:
    assert [first for first, _ in windows_of(parts)] == firsts


@given(sentences)
def test_each_sentence_is_whole_in_one_window(parts: list[str]) -> None:
    found = windows_of(parts)
    held = [window.text[start:end] for _, window in found for start, end in window.sentences]
    assert held == parts
    counts = [len(window.sentences) for _, window in found]
    assert 0 not in counts
    assert [first for first, _ in found] == list(accumulate(counts, initial=0))[:-1]


@given(sentences)
def test_no_more_windows_than_the_text_is_wide(parts: list[str]) -> None:
    text = " ".join(parts)
    assert len(windows_of(parts)) <= -(-len(text) // width(text))


@given(sentences)
def test_nothing_but_spaces_stands_between_sentences(parts: list[str]) -> None:
    window = joined(parts)
    bounds = [bound for span in window.sentences for bound in span]
    assert [0, *bounds, len(window.text)] == sorted([0, *bounds, len(window.text)])
    between = [window.text[end:start] for (_, end), (start, _) in pairwise(window.sentences)]
    assert set(between) <= {"", " "}
    assert len("".join(parts)) + len("".join(between)) == len(window.text)
