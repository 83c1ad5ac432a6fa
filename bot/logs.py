"""The bot's log: one line per event on stderr, without secrets."""

from __future__ import annotations

import logging
import re
from typing import Final

LINE: Final = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
INTERACTION_TOKEN: Final = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{20,}")
HIDDEN: Final = "[hidden]"


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, and hides the bot's token and those of interactions in URLs."""

    def __init__(self, secret: str = "") -> None:
        super().__init__(LINE)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        text = INTERACTION_TOKEN.sub(rf"\1{HIDDEN}", super().format(record))
        return text.replace(self._secret, HIDDEN) if self._secret else text


def _matters(record: logging.LogRecord) -> bool:
    """Whether a record matters to an operator: this bot does not miss the voice library."""
    return not (record.name == "discord.client" and "voice will NOT be supported" in str(record.msg))


def start_logging(level: str, secret: str = "") -> None:
    """Log from `level` ("INFO") to stderr; discord.py at INFO or above, whatever `level` is."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secret))
    handler.addFilter(_matters)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it reports each instruction set it does not find
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
