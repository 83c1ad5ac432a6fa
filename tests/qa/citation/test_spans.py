"""The words of a quote that answer: what is marked, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text import aligned
from qa.citation.candidates import Candidate, QuestionWords, candidates, tokens, values_in
from qa.citation.spans import answer_spans, merged, overlap, shares

DATE, NUMBER, REASON = frozenset({"date"}), frozenset({"number"}), frozenset({"reason"})
PERSON, PLACE = frozenset({"person"}), frozenset({"place"})
NOTHING: frozenset[str] = frozenset()


def marked(quote: str, question: str, wants: frozenset[str]) -> list[str]:
    return [quote[start:end] for start, end in answer_spans(quote, question, wants)]


@pytest.mark.parametrize(
    ("quote", "question", "wants", "words"),
    [
        (
            "The bridge was opened on 3 May 1932 by the mayor.",
            "When was the bridge opened?",
            DATE,
            "3 May 1932",
        ),
        ("The bridge was built in the 19th century.", "When was the bridge built?", DATE, "19th century"),
        ("Le pont a été ouvert en mai 1932.", "Quand le pont a-t-il été ouvert ?", DATE, "mai 1932"),
        ("大橋於1932年5月3日通車。", "大橋何時通車?", DATE, "1932年5月3日"),
        ("この橋は1932年5月に開通した。", "橋が開通したのはいつか。", DATE, "1932年5月"),
        ("The tower has 1,250 steps.", "How many steps does the tower have?", NUMBER, "1,250"),
        (
            "La tour compte 700 000 visiteurs.",
            "Combien de visiteurs la tour compte-t-elle ?",
            NUMBER,
            "700 000",
        ),
        ("塔高约1.1亿毫米。", "塔高多少毫米？", NUMBER, "1.1亿"),
        ("この塔の階段は350段である。", "塔の階段は何段か。", NUMBER, "350段"),
        ("The tower was designed by Ada Moreau.", "Who designed the tower?", PERSON, "Ada Moreau"),
        ("塔はミラノに建てられた。", "塔はどこに建てられたか。", PLACE, "ミラノ"),
        ("这本书获得了《星空》杂志的奖。", "这本书获得了哪本杂志的奖？", NOTHING, "《星空》"),
        (
            "The tower fell because the ground was wet, the mayor said.",
            "Why did the tower fall?",
            REASON,
            "because the ground was wet",
        ),
    ],
)
def test_the_words_that_answer_are_marked(
    quote: str, question: str, wants: frozenset[str], words: str
) -> None:
    assert any(words in found or found in words for found in marked(quote, question, wants))
    assert all(len(found) <= 2 * len(words) for found in marked(quote, question, wants))


@pytest.mark.parametrize(
    ("quote", "question", "wants"),
    [
        ("The tower fell in 1932.", "Did the tower fall in 1932?", DATE),
        ("The tower fell.", "Why did the tower fall?", REASON),
        ("The tower fell in the night.", "When did the tower fall?", DATE),
        ("塔在1932年倒塌。", "塔在1932年倒塌了吗？", DATE),
        ("", "When?", DATE),
        ("…", "", NOTHING),
        ("it seems large and old", "what happened to the tower", NOTHING),
    ],
)
def test_nothing_is_marked_where_nothing_answers(quote: str, question: str, wants: frozenset[str]) -> None:
    assert answer_spans(quote, question, wants) == ()


def test_a_candidate_is_found_once_with_the_kind_that_is_most_telling() -> None:
    quote = "University of Warsaw, 1816: 『塔』"
    folded = aligned(quote)
    found = {
        quote[c.start : c.end]: c.kind for c in candidates(quote, folded, tokens(folded, QuestionWords("")))
    }
    assert found["University of Warsaw"] == "name"
    assert found["1816"] == "date"
    assert found["『塔』"] == found["塔"] == "quoted"


def test_capitals_that_only_begin_a_sentence_are_no_name() -> None:
    quote = "The Ada Engine of 1843 ran. In Turin it did not."
    folded = aligned(quote)
    found = [
        quote[c.start : c.end]
        for c in candidates(quote, folded, tokens(folded, QuestionWords("")))
        if c.kind == "name"
    ]
    assert found == ["Ada Engine of 1843", "Turin"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("about 1.67 billion US dollars", ["1.67 billion US dollars"]),
        ("89 points, R1-0528", ["89 points", "0528"]),
        ("超过6710亿", ["6710亿"]),
        ("約3500万人", ["約3500万人"]),
        ("seven labs", ["seven"]),
    ],
)
def test_numbers_are_taken_with_their_units(text: str, numbers: list[str]) -> None:
    found = [text[start:end] for start, end in values_in(aligned(text), "numbers")]
    assert [number for number in numbers if number not in found] == []


def test_folding_keeps_every_offset() -> None:
    assert aligned("臺灣ＡＢＣ ﬁ İ") == "台湾abc ﬁ İ"


def test_spans_that_touch_are_one() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (5, 9), (9, 9)]) == ((0, 3), (4, 9))
    assert merged([(3, 3)]) == ()


def test_candidates_that_differ_in_their_edges_support_one_another() -> None:
    assert overlap(Candidate(0, 10, "reason"), Candidate(5, 15, "reason")) == 0.5
    assert overlap(Candidate(0, 3, "date"), Candidate(3, 5, "date")) == 0.0


def test_the_shares_of_all_candidates_are_one_whole() -> None:
    found = shares("Ada opened the bridge in Turin in 1932.", QuestionWords("Who opened the bridge?"), PERSON)
    assert sum(share for _, share in found) == pytest.approx(1.0)
    assert shares("", QuestionWords("Who?"), PERSON) == []


texts = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [
            "1990年",
            "3 May",
            "「塔」",
            "Ada ",
            "of ",
            "because ",
            "ミラノ",
            "因为",
            "，",
            " ",
            "89 points",
            "的",
            "の",
            "('",
            "·",
        ]
    ),
    max_size=14,
).map("".join)


@given(
    texts, texts, st.sets(st.sampled_from(["date", "number", "person", "place", "reason", "manner", "other"]))
)
def test_spans_are_stretches_of_the_quote(quote: str, question: str, wants: set[str]) -> None:
    place = 0
    for start, end in answer_spans(quote, question, wants):
        assert place <= start < end <= len(quote)
        assert quote[start:end] == quote[start:end].strip()
        place = end


@given(texts)
def test_what_the_question_says_is_not_marked(quote: str) -> None:
    assert all(
        not one.isalnum() for a, b in answer_spans(quote, quote) for one in quote[a:b] if one > "\u3400"
    )


@pytest.mark.parametrize("question", ["Is R1 open?", "R1 or o1?", "Compare R1 and o1"])
def test_no_name_is_cut(question: str) -> None:
    quote = "OpenAI's o1 and DeepSeek R1 were trained on 671B of tokens."
    folded = aligned(quote)
    found = candidates(quote, folded, tokens(folded, QuestionWords(question)))
    words = {quote[one.start : one.end] for one in found}
    assert "671B" in words or "671" in words
    assert not [word for word in words if word.endswith(("R", " o"))]
