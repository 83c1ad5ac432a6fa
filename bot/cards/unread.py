"""Why a file could not be read, in the reader's language.

The reason comes as English text from another process, and is kept so with a batch. Where an English message
of the bot says the same, that message says it in every language; other reasons stay in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from qa.wording.messages import Messages

MESSAGES: Final = (
    *("encrypted", "protected", "copying", "empty", "no-text", "blank", "script", "pictures"),
    *("scan", "scan-alone", "large", "text", "characters", "millions", "pages", "slow", "memory"),
    *("kind", "unknown", "binary", "no-pdf", "office", "archive", "zip"),
    *("damaged", "damaged-pdf", "damaged-page", "cut-off"),
)
VALUES: Final = {name: f"<{name}>" for name in ("count", "most", "suffix", "what")}
NUMBER: Final = re.compile(r"\d[\d,]{0,14}")


def why_unread(messages: Messages, locale: str, reason: str) -> str:
    """The reason in the language of `locale`, where there are words for it."""
    for name, pattern in _patterns(messages).items():
        if found := pattern.fullmatch(reason):
            values = {key: _value(text) for key, text in found.groupdict().items()}
            return messages.format(locale, name, **values)
    return reason


@cache
def _patterns(messages: Messages) -> Mapping[str, re.Pattern[str]]:
    """What the English messages say, with any values."""
    said = {name: messages.format("en", name, **VALUES) for name in (f"unread-{one}" for one in MESSAGES)}
    return {
        name: re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^;]{1,40})", re.escape(text)))
        for name, text in said.items()
    }


def _value(text: str) -> str | int:
    return int(text.replace(",", "")) if NUMBER.fullmatch(text) else text
