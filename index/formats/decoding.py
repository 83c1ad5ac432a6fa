"""Bytes of a text file as text: which of the encodings of the world's languages they are written in.

A byte order mark or valid UTF-8 settles it. Otherwise each encoding of Chinese, Japanese and Korean is tried
and the text that it gives is judged by how usual its characters are; all others are charset-normalizer's.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from index.formats.converted import UnreadableError
from index.yamlfile import load_yaml

SAMPLE: Final = 60_000
"""Bytes that are tried in each encoding."""

BINARY: Final = "is binary data, not text; give it the suffix of its format"

_SIGNATURES: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"{\\rtf",
    b"\x1f\x8b",
    b"\x7fELF",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
)
_MARKS: Final = (  # the longer first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED: Final = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"), (b"\x1b(", "iso2022_jp_ext"))
_CYRILLIC: Final = ("ru",)
_KNOWN: Final = {  # the encodings, and the languages that are written in them
    "gb18030": ("zh-Hans", "zh-Hant"),
    "big5hkscs": ("zh-Hant",),
    "cp932": ("ja",),
    "euc_jp": ("ja",),
    "cp949": ("ko",),
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "cp866": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
}
_WIDE: Final = ("utf-16-le", "utf-16-be")
_OTHERS: Final = [  # encodings of alphabets that files of this century are in
    *("cp1250", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("cp1251", "koi8_r", "iso8859_2", "mac_roman"),
]
_USUAL: Final = 1.0  # the average mark by which a text is taken to be in an encoding,
_CERTAIN: Final = 2.0  # and that by which it is although it reads well in cp1252, too,
_ALL_FREQUENT: Final = 2.9  # or in UTF-8
_SHORT: Final = 12  # bytes that may be valid UTF-8 by chance: 谢谢 in GB 18030
_MOST_BROKEN: Final = 0.002  # share of characters that may be broken in a text that is mostly sound
_MOST_CONTROLS: Final = 0.002  # share of control characters in a text
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MIXED: Final = re.compile("[A-Za-z](?=[\u0400-\u04ff])|[\u0400-\u04ff](?=[A-Za-z])|[а-яё](?=[А-ЯЁ])")
_MIXED_MARK: Final = -6.0  # for each place in a word where Cyrillic letters meet others
_MOST_CONTROL_BYTES: Final = 0.1  # share of such bytes in an encoding of one or two bytes
_CONTROL_BYTE: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW_SCRIPTS: Final = 0.9  # share of the three rows of Unicode that a text in UTF-16 uses most
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_PAIR: Final = re.compile(rb"[\x80-\xff]{2}")
_BROKEN: Final = "\ufffd"
_WESTERN: Final = frozenset(
    "àâäáãåæçéèêëíîïìñóôöòõøœúùûüßÀÂÄÁÅÆÇÉÈÊÎÑÓÔÖØŒÚÛÜ“”„‘’‚–—…«»‹›€£§°·•©®™\u00a0¿¡ªº²³½¼×±"
)
_WESTERN_RUN: Final = re.compile(r"[^\x00-\x7f]{4,}|[a-z][²³½¼×±¿¡ªº£][a-z]")


class _CommonCharacters(NamedTuple):
    """Those of each language; `levels` are those that its standard of encoding holds as common."""

    frequent: dict[str, frozenset[str]]
    levels: dict[str, frozenset[str]]
    others: dict[str, float]  # the mark of a common character that is not frequent, where it is not 1


def decoded_text(raw: bytes, name: str = "") -> str:
    r"""The text of a file without its byte order mark, with `\n` line ends.

    Characters in the file's `name`, a Chinese one for example, count for the encodings that they occur in.
    Raises UnreadableError for what is no text.
    """
    if raw.startswith(_SIGNATURES):
        raise UnreadableError(BINARY)
    text = _decoded(raw, name)
    controls = len(_CONTROL.findall(text[:SAMPLE]))
    if controls > max(2, _MOST_CONTROLS * min(len(text), SAMPLE)) or "\0" in text:
        raise UnreadableError(BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked:
        return raw.decode(marked, "replace")
    escaped = next((encoding for escape, encoding in _ESCAPED if escape in raw[:SAMPLE]), None)
    if escaped and not _HIGH.search(raw):
        return raw.decode(escaped, "replace")
    controls = len(_CONTROL_BYTE.findall(raw[:SAMPLE]))
    if b"\0" in raw[:SAMPLE] or controls > _MOST_CONTROL_BYTES * len(raw[:SAMPLE]):
        return raw.decode(_wide(raw), "replace")
    text = _utf8(raw)
    return raw.decode(encoding_of(raw, name), "replace") if text is None else text


def _utf8(raw: bytes) -> str | None:
    """The text if it is UTF-8, but for single broken characters; None if it is not."""
    text = raw.decode("utf-8", "replace")
    broken = text.count(_BROKEN)
    sound = sum(not character.isascii() for character in text) if broken else 0
    if broken > _MOST_BROKEN * sound:
        return None
    by_chance = 2 < len(raw) <= _SHORT and len(_HIGH.findall(raw)) == len(raw.strip())
    if by_chance and max(_usual(_part(raw, one), one, "") for one in _KNOWN) >= _ALL_FREQUENT:
        return None
    return text


def _wide(raw: bytes) -> str:
    """The UTF-16 that bytes with NUL among them are; raises UnreadableError if they are none."""
    sample = raw[:SAMPLE]
    texts = {encoding: _part(sample, encoding) for encoding in _WIDE}
    zeros = {"utf-16-le": sample[1::2].count(0), "utf-16-be": sample[::2].count(0)}
    fits = {
        one: 3 * _concentration(text) + _usual(text, None, "") + 10 * zeros[one] / len(sample)
        for one, text in texts.items()
    }
    best = max(_WIDE, key=lambda one: fits[one])
    broken = len(_CONTROL.findall(texts[best])) + texts[best].count(_BROKEN)
    if broken > _MOST_CONTROLS * len(raw) or _concentration(texts[best]) < _FEW_SCRIPTS:
        raise UnreadableError(BINARY)
    return best


def _concentration(text: str) -> float:
    """The share of the characters that are in three rows of Unicode, Chinese and Korean being one each."""
    rows = Counter(
        0x4E if "\u3400" <= one <= "\u9fff" else 0xAC if "\uac00" <= one <= "\ud7a3" else ord(one) >> 8
        for one in text
    )
    return sum(times for _, times in rows.most_common(3)) / max(len(text), 1)


def encoding_of(raw: bytes, name: str = "") -> str:
    """The encoding of bytes that are not in UTF-8, by what they say in each; cp1252 where nothing tells."""
    sample = raw[:SAMPLE]
    marks = {encoding: _usual(_part(sample, encoding), encoding, name) for encoding in _KNOWN}
    if len(raw) % 2 == 0:
        marks |= {encoding: _usual(_part(sample, encoding), None, name) for encoding in _WIDE}
    best = max(marks, key=lambda encoding: marks[encoding])
    if _reads_as_western(sample):
        several = best in _WIDE or (_KNOWN[best] != _CYRILLIC and _PAIR.search(sample))
        return best if several and marks[best] >= _CERTAIN else "cp1252"
    if marks[best] >= (_CERTAIN if _KNOWN.get(best) == _CYRILLIC else _USUAL):
        return best
    return _by_statistics(sample) or (best if marks[best] > 0 else "cp1252")


def _reads_as_western(sample: bytes) -> bool:
    """Whether bytes in cp1252 are what French, German or Spanish could be: few usual letters at once."""
    text = _part(sample, "cp1252")
    return _WESTERN_RUN.search(text) is None and all(one.isascii() or one in _WESTERN for one in set(text))


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # for alphabets other than these

    found = from_bytes(sample, cp_isolation=_OTHERS, preemptive_behaviour=False).best()
    return found.encoding if found else None


def _part(sample: bytes, encoding: str) -> str:
    """The text of the beginning of a file, which may be cut within a character."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample, final=len(sample) < SAMPLE)


def _usual(text: str, encoding: str | None, name: str) -> float:
    """How usual the characters beyond ASCII are in the languages of an encoding, on average: −10 to 3."""
    counts = Counter(one for one in text if not one.isascii() or _CONTROL.match(one))
    total = sum(counts.values())
    if not total:
        return 0.0
    mixed = _MIXED_MARK * len(_MIXED.findall(text)) / total
    languages = _KNOWN[encoding] if encoding else tuple(_common().frequent)
    return mixed + max(
        sum(times * _mark(one, language, name) for one, times in counts.items()) / total
        for language in languages
    )


def _mark(character: str, language: str, name: str) -> float:
    """How much a character speaks for a language: 3 for a frequent one, less than 0 for one it has not."""
    common, code = _common(), ord(character)
    if character in common.frequent[language] or character in name:
        return 3.0
    if 0x3041 <= code <= 0x30FF and character != "・":
        return 2.7 if language == "ja" else -1.0
    if character in "、。，．：；？！「」『』（）《》〈〉“”‘’…—·・～　":
        return 1.0
    if 0xFF10 <= code <= 0xFF5A:
        return 0.5
    if character == _BROKEN or 0xE000 <= code <= 0xF8FF or code < 0x20 or 0x7F <= code < 0xA0:
        return -10.0
    return common.others.get(language, 1.0) if character in common.levels[language] else -2.0


@cache
def _common() -> _CommonCharacters:
    held = load_yaml(Path(__file__).with_name("characters.yaml"))
    full = (range(0xA1, 0xFF),)
    rows = {  # of the common ones of each standard: GB 2312, Big5, JIS X 0208, KS X 1001
        "zh-Hans": ("gb2312", range(0xB0, 0xD8), full),
        "zh-Hant": ("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), *full)),
        "ja": ("euc_jp", range(0xB0, 0xD0), full),
        "ko": ("euc_kr", range(0xB0, 0xC9), full),
    }
    levels = {
        language: frozenset(
            "".join(
                bytes((lead, trail)).decode(charset, "ignore")
                for lead in leads
                for row in trails
                for trail in row
            )
        )
        for language, (charset, leads, trails) in rows.items()
    }
    levels["ru"] = frozenset(map(chr, range(0x410, 0x430))) | frozenset("цщэфъЁёІіЇїЄєҐґЎў")
    frequent = {language: frozenset("".join(lines)) for language, lines in held.items()}
    return _CommonCharacters(frequent, levels, {"ko": 1.5, "ru": 0.5})
