"""Which of two things is said to be more, clause by clause."""

from __future__ import annotations

import pytest

from qa.prose.names import NameReader
from qa.prose.orders import in_order
from tests.qa.prose.drafts import told

LINES = (
    ("Ring line", "passengers", "21.6", "2024"),
    ("Ring line", "punctuality", "99.2%", "2024"),
    ("Hill line", "passengers", "33.9", "2024"),
    ("Hill line", "punctuality", "98.7%", "2024"),
)


def ordered(text: str, language: str = "en") -> bool | None:
    return in_order(text, told("", "en", *LINES).rows, NameReader(), language)


@pytest.mark.parametrize(
    ("text", "language", "right"),
    [
        ("The Hill line has more passengers than the Ring line.", "en", True),
        ("The Ring line has more passengers than the Hill line.", "en", False),
        ("The Ring line's punctuality was 99.2%, higher than the Hill line's 98.7%.", "en", True),
        ("The Ring line's punctuality was 99.2%, lower than the Hill line's 98.7%.", "en", False),
        ("La Hill line transporte 33,9, plus que la Ring line.", "fr", True),
        ("Ring line载客21.6万，低于Hill line的33.9万。", "zh-Hans", True),
        ("Ring line载客21.6万，高于Hill line的33.9万。", "zh-Hans", False),
        ("Ring lineはHill lineより乗客が多い。", "ja", False),
        ("Hill lineの乗客は33.9で、Ring lineより多い。", "ja", True),
    ],
)
def test_two_things_are_put_in_order(text: str, language: str, right: bool) -> None:
    assert ordered(text, language) is right


@pytest.mark.parametrize(
    "text",
    [
        "The Ring line has 21.6 passengers. On the Hill line they fell to 33.9.",
        "Travel became harder: the Ring line has 21.6, the Hill line 33.9.",
        "The Ring line has more passengers.",
        "They are more or less alike.",
    ],
)
def test_where_nothing_is_compared_none_can_be_told(text: str) -> None:
    assert ordered(text) is None
