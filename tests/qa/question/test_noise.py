"""Noise around a question: taken out wholly, and nothing else with it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.question.noise import clean

NAMES = ("R1-0528", "GPT-4.5", "o1-pro", "Qwen3-235B-A22B", "ERNIE 4.0 Turbo", "01.AI", "豆包1.5 Pro", "H20")
NOISE = (
    *("<@123>", "<@!42>", "<@&7>", "<#99>", "<:party:1>", "<a:x:12>", "<t:1700000000:R>", "@everyone"),
    *("🚀", "👍🏽", "❤️", "🇫🇷", "\u200b", "\ufeff", "\u2060", "https://example.org/a?b=c#d", "</ask:123>"),
)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("<@123> what did R1 score???", "what did R1 score?"),
        ("ＤｅｅｐＳｅｅｋ　Ｒ１－０５２８は？？", "DeepSeek R1-0528は？"),
        ("𝐑𝟏 score", "R1 score"),
        ("**R1** or __Kimi__ ~~Qwen~~ ||o1||?!?!", "R1 or Kimi Qwen o1?"),
        ("*R1* `R1-0528` score", "R1 R1-0528 score"),
        ("## R1 score", "R1 score"),
        ("see [the post](https://example.org/x) on R1", "see the post on R1"),
        ("https://example.org/这个R1多少分", "这个R1多少分"),
        ("R1🚀score 👍🏽", "R1 score"),
        ("R\u200b1 sco\u00adre", "R1 score"),
        ("R1 score......", "R1 score…"),
        ("1️⃣ R1 score\n2️⃣ Kimi users", "1) R1 score\n2) Kimi users"),
        ("①R1多少分②豆包月活", "1) R1多少分 2) 豆包月活"),
        ("models > 80", "models > 80"),
        ("> 80 in Q1?", "> 80 in Q1?"),
        ("snake_case_name", "snake_case_name"),
        ("㈱百度 25° ©", "㈱百度 25° ©"),
    ],
)
def test_noise_goes(message: str, text: str) -> None:
    assert clean(message).text == text


def test_a_quote_and_code_are_context() -> None:
    quoting = clean("> R1 scores 89\n> in Q1\nwhy?")
    assert (quoting.text, quoting.quoted) == ("why?", "R1 scores 89\nin Q1")
    coding = clean("what is this?\n```python\nprint('R1')\n```")
    assert (coding.text, coding.quoted) == ("what is this?", "print('R1')")
    assert clean("why?\n>>> all of\nthis").quoted == "all of\nthis"


@pytest.mark.parametrize("message", ["> R1 score", "```R1 score```", ">>> R1 score", "```\nR1 score\n```"])
def test_a_message_that_is_all_quote_is_the_question(message: str) -> None:
    assert clean(message).text == "R1 score"


@pytest.mark.parametrize("message", NOISE)
def test_of_noise_alone_nothing_is_left(message: str) -> None:
    assert clean(message).text == ""


@given(st.text(max_size=300))
@example("<<@1>@2>")
@example("> > a")
@example("*_a_*")
@example("> ")
@example("``````")
def test_cleaning_is_idempotent_and_never_fails(message: str) -> None:
    once = clean(message)
    assert clean(once.text).text == once.text


@given(st.text(alphabet="<>@:*_~`|#-[]()!?.。？！1aR豆 \n\u200b🚀\ufe0f\u20e3①．", max_size=60))
def test_marks_in_any_order_settle(message: str) -> None:
    once = clean(message)
    assert clean(once.text).text == once.text


@given(st.lists(st.sampled_from(NOISE), max_size=6), st.sampled_from(NAMES), st.integers(0, 6))
def test_names_stay_whole(noise: list[str], name: str, place: int) -> None:
    words = [*noise[:place], f"what about {name} ?", *noise[place:]]
    assert clean(" ".join(words)).text == f"what about {name} ?"


@pytest.mark.parametrize("unit", ["<@1>", "**", "> ", "`", "[a](", "😀", "||", "1️⃣", "_a", "?!"])
def test_the_longest_message_is_cleaned_at_once(unit: str) -> None:
    message = (unit * 2000)[:1990] + " R1 score"
    assert "R1 score" in clean(message).text
