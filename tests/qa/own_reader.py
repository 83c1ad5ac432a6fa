"""Numbers in texts, read without `qa.numbers`, so that its gate can be checked from outside."""

from __future__ import annotations

import re

SCALES = {
    "trillion": 1e12, "billion": 1e9, "million": 1e6, "milliards": 1e9, "milliard": 1e9, "millions": 1e6,
    "万亿": 1e12, "萬億": 1e12, "兆": 1e12, "亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4, "B": 1e9, "M": 1e6,
}  # fmt: skip
SCALE = "|".join(SCALES)
NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
AMOUNT = re.compile(rf"({NUMBER})(?: ?({SCALE})(?![a-zé]))?(?:(\d+)({SCALE})?)?")
WORDS = {
    1: "one un une 一",
    2: "two deux 二 两 兩",
    3: "three trois 三 triple triplé",
    4: "four quatre 四",
    5: "five cinq 五",
    6: "six 六",
    7: "seven sept 七",
    8: "eight huit 八",
    9: "nine neuf 九",
    10: "ten dix 十",
    12: "twelve douze 十二",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def read(text: str) -> set[float]:
    """Every number of a text, alone and with the scale words that follow it."""
    found: set[float] = set()
    for match in AMOUNT.finditer(text):
        digits = match[1]
        grouped = re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+", digits)
        number = float(re.sub(r"\D", "", digits) if grouped else digits.replace(",", "."))
        value = number * SCALES.get(match[2] or "", 1.0)
        found |= {number, value}
        if match[3]:
            rest = float(match[3]) * SCALES.get(match[4] or "", 1.0)
            found |= {value + rest, float(match[3]), rest}
    return {round(value, 4) for value in found}


def claimed(statement: str) -> set[float]:
    """The numbers that a statement states as the whole of what it says: not the parts of a scaled one."""
    text = re.sub(r"\[\d+\]", " ", statement)
    found = set()
    for match in AMOUNT.finditer(text):
        digits = match[1]
        grouped = re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+", digits)
        number = float(re.sub(r"\D", "", digits) if grouped else digits.replace(",", "."))
        value = number * SCALES.get(match[2] or "", 1.0)
        if match[3]:
            value += float(match[3]) * SCALES.get(match[4] or "", 1.0)
        found.add(round(value, 4))
    return found
