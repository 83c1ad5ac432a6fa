"""Years, months and days that are written in Chinese numerals or by an era, in digits: one way to compare."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = {one: str(value) for value, one in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
YEAR: Final = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=\s?年)")
ERA: Final = re.compile(r"(明治|大正|昭和|平成|令和|民國|民国)\s?(元|\d{1,3}|[一二三四五六七八九十百]+)\s?年")
ROC: Final = re.compile(r"(?<![\d.])(1[0-4]\d)\s?[學学]?年(?=度|\s?(?:1[0-2]|0?[1-9])\s?月)")
"""A year of the Republic's calendar without its name: 110年8月. Nothing else of three digits has a month."""
DAY: Final = re.compile(
    r"(?<![一二三四五六七八九十数幾几])([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日](?![间間]))"
)


def in_digits(text: str) -> str:
    """A text with its years, months and days in digits; nothing else is changed."""
    text = YEAR.sub(lambda match: "".join(DIGITS[one] for one in match[0]), text)
    text = ERA.sub(lambda match: f"{FIRST[match[1]] + _number(match[2])}年", text)
    text = ROC.sub(lambda match: f"{FIRST['民國'] + int(match[1])}年", text)
    return DAY.sub(lambda match: str(_number(match[1])), text)


def _number(written: str) -> int:
    """A number up to 199: 元, 35, 三十五, 百二."""
    if written == "元":
        return 1
    if written.isdigit():
        return int(written)
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * bool(_) * (int(DIGITS.get(hundreds, "1")))
    value += 10 * int(DIGITS.get(tens, "1")) if ten else 0
    return value + int(DIGITS.get(ones, "0"))


FIRST: Final = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
"""The year before each era's first."""
