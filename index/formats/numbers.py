"""Numbers and dates of sheets and charts as they are shown: 0.125 in the format `0.0%` is "12.5%"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

GENERAL: Final = "General"
"""The format of what has none."""

BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0;-"$"#,##0', 6: '"$"#,##0;-"$"#,##0', 7: '"$"#,##0.00;-"$"#,##0.00',
    8: '"$"#,##0.00;-"$"#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-mm-dd", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0;(#,##0)", 42: '"$"#,##0;("$"#,##0)', 43: "#,##0.00;(#,##0.00)",
    44: '"$"#,##0.00;("$"#,##0.00)', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""The formats that files name by number alone (ECMA-376, part 1, 18.8.30)."""

_DIGITS: Final = 10  # digits of a number without a format, as sheets show it
_MOST_DECIMALS: Final = 30
_LARGEST: Final = 1e21  # from here on numbers are written as powers of ten
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<condition>[<>=]+-?[\d.]+)\]|\[[^\]]*\]|(?P<digits>[0#?][0#?,.]*(?:E[+-][0#?]+)?|\.[0#?]+)"
    r"|(?P<general>General)|(?P<literal>.)",
    re.DOTALL | re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"(?<=[#0])\\?[ \u00a0\u202f](?=[#0])")  # spaces between thousands
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")


class _FormatPart(NamedTuple):
    """One of the up to four parts of a format."""

    before: str
    digits: str  # empty where it shows no number
    after: str
    condition: str


def shown_number(value: float, code: str = GENERAL) -> str:
    """`value` in the number format `code` of a sheet, with "." before decimals and "," between thousands.

    What a format cannot be understood of (fractions, digits between words) is shown without one.
    """
    if value != value or abs(value) == float("inf"):
        return ""
    if is_date_format(code):
        return _general(value)
    sections = _sections(_GROUPED.sub(",", code[:255]))
    section, chosen = _choose(value, sections)
    if section is None:
        return _general(value)
    if not section.digits:
        return (section.before + section.after).strip()
    scaled = Decimal(repr(abs(value))) * (100 if "%" in section.before + section.after else 1)
    shown = _general(float(scaled)) if section.digits == GENERAL else _digits(scaled, section.digits)
    if shown is None:
        return _general(value)
    negative = value < 0 and not (chosen == 1 and len(sections) > 1 and not section.condition)
    minus = "-" if negative and re.search(r"[1-9]", shown) else ""
    return (minus + section.before + shown + section.after).strip()


def shown_moment(value: date | time | timedelta, code: str = "") -> str:
    """A date, time or duration as ISO writes it: 2025-03-31, 2025-03-31 14:30, 14:30, 26:15.

    Of a date only what the format `code` shows: "mmm-yy" gives 2025-03.
    """
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        minutes, rest = divmod(abs(seconds), 60)
        shown = f"{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
        return ("-" if seconds < 0 else "") + shown
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    kept = _kept(code)
    day = f"{value.year:04}-{value.month:02}-{value.day:02}"[
        : 4 if kept == "y" else 7 if kept == "ym" else 10
    ]
    if isinstance(value, datetime) and (value.hour or value.minute or value.second) and len(day) > 7:
        return f"{day} {shown_moment(value.time())}"
    return day


@lru_cache(maxsize=256)
def _kept(code: str) -> str:
    """Which of year and month a date format shows; empty where it shows the day, or no date."""
    letters = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code).lower()
    if "d" in letters or "y" not in letters or "h" in letters or "s" in letters:
        return ""
    return "ym" if "m" in letters else "y"


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """Whether numbers in the format `code` are days since 1900: it has years, months, days or hours in it."""
    if code.lower() == GENERAL.lower():
        return False
    letters = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', "", code.split(";")[0]).lower()
    return re.search(r"[ymdhs]", letters.replace(GENERAL.lower(), "")) is not None


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_FormatPart | None, ...]:
    """The parts of a format; None for those that are not understood."""
    return tuple(_section(part) for part in _parted(code)[:3])


def _parted(code: str) -> list[str]:
    """A format parted at its semicolons, but not at those in quotes."""
    parts = [""]
    for match in _TOKEN.finditer(code):
        if match["literal"] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _section(part: str) -> _FormatPart | None:
    around, digits, condition = ["", ""], "", ""
    for match in _TOKEN.finditer(part):
        number = GENERAL if match["general"] else match["digits"]
        if number and digits:
            return None
        if number:
            digits = number
        elif match["condition"]:
            condition = match["condition"]
        elif match["literal"] == "/" or match["literal"] == "@":
            return None
        else:
            written = match["quoted"] or match["escaped"] or match["currency"] or match["literal"] or ""
            around[bool(digits)] += written
    return _FormatPart(around[0], digits, around[1], condition)


def _choose(value: float, sections: tuple[_FormatPart | None, ...]) -> tuple[_FormatPart | None, int]:
    """The part of the format that holds for `value`, and its place."""
    if any(section and section.condition for section in sections):
        for place, section in enumerate(sections):
            if section and (not section.condition or _holds(value, section.condition)):
                return section, place
        return None, 0
    place = 1 if value < 0 else 2 if value == 0 else 0
    place = place if place < len(sections) else 0
    return sections[place], place


def _holds(value: float, condition: str) -> bool:
    found = _CONDITION.fullmatch(condition)
    if found is None:
        return False
    limit = float(found[2])
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[found[1]]


def _digits(value: Decimal, digits: str) -> str | None:
    """A number that is not negative in the digits of a format: `#,##0.00`, `0.0,,`, `0.00E+00`."""
    mantissa, _, power = digits.upper().partition("E")
    if power or value >= Decimal(_LARGEST):
        places = min(mantissa.partition(".")[2].count("0"), _MOST_DECIMALS)
        return f"{value:.{places}E}"
    whole, _, decimals = mantissa.partition(".")
    held = decimals.rstrip(",")
    scale = len(decimals) - len(held) if decimals else len(whole) - len(whole.rstrip(","))
    whole = whole.rstrip(",")
    if "," in held or "." in held:
        return None
    most = min(len(held), _MOST_DECIMALS)
    rounded = (value / 1000**scale).quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    shown = f"{rounded:,.{most}f}" if "," in whole else f"{rounded:.{most}f}"
    front, _, back = shown.partition(".")
    least = len(held.rstrip("#?"))
    back = back[:least] + back[least:].rstrip("0")
    front = (
        front.zfill(min(whole.count("0"), _MOST_DECIMALS)) if whole.count("0") else front.removeprefix("0")
    )
    return front + ("." + back if back else "")


def _general(value: float) -> str:
    """A number without a format: whole where it is, else with ten digits, as sheets show it."""
    if abs(value) >= _LARGEST or 0 < abs(value) < 1e-9:
        return f"{value:.{_DIGITS - 1}G}"
    if value == int(value):
        return str(int(value))
    decimals = max(0, _DIGITS - len(str(int(abs(value)))))
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")
