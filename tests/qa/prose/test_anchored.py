"""What is said to be more or less, against the sentence that is most like it."""

from __future__ import annotations

import pytest

from qa.prose.anchored import opposed
from qa.prose.told import ToldText
from tests.qa.prose.drafts import told

CITY = "北浜市の人口は2020年の48万6千人から47万1千人に減少した。世帯数は21万4千世帯で、わずかに増えている。"
TRIAL = "The 84 wearers slept 31 minutes more. Two participants gave up for lack of time."


@pytest.mark.parametrize(
    ("quote", "language", "text", "against"),
    [
        (CITY, "ja", "世帯数はわずかに減っている。", True),
        (CITY, "ja", "世帯数はわずかに増えている。", False),
        (TRIAL, "en", "Two participants gave up for a lower lack of time.", False),
        (TRIAL, "en", "The 84 wearers slept 31 minutes less.", True),
        ("总事业费为84亿元，高于计划的76亿元。", "zh-Hans", "总事业费为84亿元，低于计划。", True),
        ("玉川2号的抗倒伏性优于金禾9号。", "zh-Hans", "玉川2号的抗倒伏性不如金禾9号。", True),
    ],
)
def test_the_sentence_that_is_most_like_it_may_not_say_the_opposite(
    quote: str, language: str, text: str, against: bool
) -> None:
    assert opposed(ToldText(text, language), told(quote, language)) == against
