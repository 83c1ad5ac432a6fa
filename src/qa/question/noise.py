"""What a message says, without the noise around it: marks of Discord and Markdown, quotes, links, emoji.

Nothing here knows a language. Names keep every character that tells them apart: R1-0528, GPT-4.5, o1-pro.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

FIRST_SYMBOL: Final = 0x2300  # "other symbols" from here on are pictures; ° and © come before
ENCLOSED: Final = range(0x3200, 0x3400)  # ㈱ and ㍻ are writing
VARIATION: Final = frozenset("\ufe0e\ufe0f\u20e3")  # selectors of an emoji's look, and the frame of a key
SKIN: Final = range(0x1F3FB, 0x1F400)
FENCE: Final = re.compile(r"```(?:[A-Za-z0-9+#-]*\n)?(.*?)(?:```|\Z)", re.DOTALL)
QUOTE_TO_END: Final = re.compile(r"^[ \t]*>>>[ \t]?(.*)", re.MULTILINE | re.DOTALL)
QUOTE_LINE: Final = re.compile(r"^[ \t]*>(?!\s*[=\d])[ \t]?(.*)$", re.MULTILINE)
KEYCAP: Final = re.compile(r"(\d)\ufe0f?\u20e3")
CIRCLED: Final = re.compile(r"[\u2460-\u2473]")
SPECIAL: Final = re.compile(r"<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>|<t:-?\d+(?::\w)?>|</[^<>\n]{1,99}:\d+>")
EVERYONE: Final = re.compile(r"(?<!\w)@(?:everyone|here)\b")
LINK: Final = re.compile(r"\[([^\[\]\n]*)\]\(<?https?://[^\s()<>]*>?\)")
ADDRESS: Final = re.compile(r"<?https?://[^\s<>\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+>?")
STRONG: Final = re.compile(r"\*\*|__|~~|\|\|")
EMPHASIS: Final = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*])")
HEADING: Final = re.compile(r"^[ \t]*(?:#{1,3}|-#)[ \t]+", re.MULTILINE)
ASKED: Final = re.compile(r"(?:[!！]\s?)*[?？⁇⁈⁉](?:\s?[?？!！⁇⁈⁉])*")
CALLED: Final = re.compile(r"[!！](?:\s?[!！])+")
DOTS: Final = re.compile(r"[.．…]{2,}|…")
STOPS: Final = re.compile(r"[。｡]{2,}")
BLANKS: Final = re.compile(r"[^\S\n]+")
LINES: Final = re.compile(r" ?\n[ \n]*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`text` is the message itself, `quoted` what it quotes; lines are kept, for lists have them."""

    text: str
    quoted: str = ""


def clean(message: str) -> Cleaned:
    """`message` without noise. Never raises; cleaning the text again changes nothing.

    Where nothing else is left, quotes and code are the message; of noise alone nothing is left.
    """
    text, quoted = _without_quotes(_plain_characters(message))
    text = _settled(text)
    if _speaks(text):
        return Cleaned(text, _settled(quoted))
    whole = _settled(_bared(message))
    return Cleaned(whole if _speaks(whole) else "")


def _settled(text: str) -> str:
    """`text` cleaned until nothing changes: a mark inside another shows only when that is gone."""
    while (again := _once(text)) != text:
        text = again
    return text


def _once(text: str) -> str:
    text = _without_quotes(_plain_characters(text))[0]
    text = LINK.sub(r"\1", text)
    for noise in (SPECIAL, EVERYONE, ADDRESS):
        text = noise.sub(" ", text)
    text = HEADING.sub("", STRONG.sub("", text)).replace("`", "")
    text = EMPHASIS.sub(r"\2", text)
    text = ASKED.sub(_one_mark, text)
    text = STOPS.sub("。", DOTS.sub("…", CALLED.sub("!", text)))
    return LINES.sub("\n", BLANKS.sub(" ", text)).strip()


def _one_mark(found: re.Match[str]) -> str:
    return "？" if "？" in found[0] else "?"


def _plain_characters(text: str) -> str:
    """Letters and digits in their plain width and style, without invisible characters and pictures."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = CIRCLED.sub(lambda m: f" {ord(m[0]) - 0x245F}) ", KEYCAP.sub(r"\1) ", text))
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    category, code = unicodedata.category(character), ord(character)
    if category == "Cf" or character in VARIATION:
        return ""
    if code in SKIN or (category == "So" and code >= FIRST_SYMBOL and code not in ENCLOSED):
        return " "
    if character in "－．":
        return unicodedata.normalize("NFKC", character)
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and plain.isalnum() and category != "No" else character


def _without_quotes(text: str) -> tuple[str, str]:
    """`text` without its quotes and code, and those."""
    quoted: list[str] = []

    def keep(found: re.Match[str]) -> str:
        quoted.append(found[1])
        return " "

    for form in (FENCE, QUOTE_TO_END, QUOTE_LINE):
        text = form.sub(keep, text)
    return text, "\n".join(quoted).strip()


def _bared(message: str) -> str:
    """A message that is all quote or code, without the marks that say so."""
    text = _plain_characters(message).replace("```", " ")
    return re.sub(r"^(?:[ \t]*>+)+[ \t]?", "", text, flags=re.MULTILINE)


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)
