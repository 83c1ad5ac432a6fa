"""Whether an answer holds what a gold item asks for: forgiving of typography, strict about whole numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

CITED: Final = re.compile(r"\[\^?\d+(?:\s*[,、，;–-]\s*\d+)*\]|【\d+】|[¹²³⁰-⁹①-⑳]")
LISTED: Final = re.compile(r"^[ \t>]*\d{1,2}(?:[.)](?=\s)|、)", re.MULTILINE)
FULL_WIDTH_COMMA: Final = re.compile(r"，(?![０-９])")  # "89，87" are two numbers, "1，670" is one
AFTER_CHARACTER: Final = re.compile(r"(?<=[^\W\d_a-z])(?=\d)")  # "約3,000" begins a number
GROUPED: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:(?:,\d{3})+(?!\d)|(?: \d{3})+(?![0-9a-z]))")
DECIMAL_COMMA: Final = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d,])")
IGNORED: Final = r"\s\-‐-―*_`"
TOKEN: Final = re.compile(rf"\d+(?:\.\d+)?|[^{IGNORED}]")


def normalise(text: str) -> str:
    """`text` with width, case and apostrophes folded, 1,670 and 1 670 as 1670, the decimal 1,67 as 1.67."""
    spaced = FULL_WIDTH_COMMA.sub(", ", text.replace("’", "'"))
    folded = AFTER_CHARACTER.sub(" ", unicodedata.normalize("NFKC", spaced).casefold())
    joined = GROUPED.sub(lambda match: re.sub(r"[, ]", "", match[0]), folded)
    return DECIMAL_COMMA.sub(r"\1.\2", joined)


def without_marks(answer: str) -> str:
    """The answer without the markers of citations and the numbers of lists."""
    return LISTED.sub(" ", CITED.sub(" ", answer))


def holds(text: str, wanted: str) -> bool:
    """Whether normalised `text` holds `wanted`, ignoring spaces, hyphens and emphasis.

    A number matches only as a whole ("20" is not in "2023"), a word only from its beginning on.
    """
    tokens = TOKEN.findall(normalise(wanted))
    if not tokens:
        return False
    before, after = "", ""
    if tokens[0][0].isdigit():
        before = r"(?<![0-9a-z])(?<![0-9][.])"
    elif tokens[0].isascii() and tokens[0].isalpha():
        before = r"(?<![a-zà-ÿ])"
    if tokens[-1][-1].isdigit():
        after = r"(?![0-9])(?!\.[0-9])"
    body = rf"[{IGNORED}]*".join(map(re.escape, tokens))
    return re.search(before + body + after, text) is not None
