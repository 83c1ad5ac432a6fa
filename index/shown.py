"""Names of files and words of data files as a message may show them: on one line, all of it visible."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

LONGEST: Final = 60
_UNDECODED: Final = range(0xDC80, 0xDD00)  # how Python holds the bytes of a name that is not UTF-8


def shown(path: Path | str) -> str:
    r"""`path` with what cannot be seen escaped: a line break as `\n`, a byte that is not UTF-8 as `\xff`."""
    text = os.fspath(path)
    return text if text.isprintable() else "".join(map(_escaped, text))


def brief(text: object, longest: int = LONGEST) -> str:
    """The beginning of `text` in the same way; an ellipsis marks a cut."""
    written = str(text)
    return shown(written) if len(written) <= longest else shown(written[: longest - 1]) + "…"


def is_utf8(path: Path | str) -> bool:
    """Whether the name can be written down: Linux takes any bytes for one."""
    return not any("\ud800" <= character <= "\udfff" for character in os.fspath(path))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    if ord(character) in _UNDECODED:
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")
