"""The bot's log: one line per event, as text or JSON, without secrets, and how far a long work is."""

from __future__ import annotations

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from qa.operation.request import request_id

LINE: Final = "%(asctime)s %(levelname)-7s %(request)s %(name)s: %(message)s"
LOG_FORMATS: Final = ("text", "json")
NO_REQUEST: Final = "-"
INTERACTION_TOKEN: Final = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{20,}")
HIDDEN: Final = "[hidden]"
NEEDLESS: Final = (
    ("discord.client", "voice will NOT be supported"),  # this bot has no use for it
    ("discord.state", "Guilds intent seems to be disabled"),  # of a client that simcord only looks at
)
OURS: Final = ("bot", "qa", "index", "__main__")
EVERY: Final = 5.0  # seconds between two lines about one work
MINUTE: Final = 60.0


class RedactingFormatter(logging.Formatter):
    """Formats records, tracebacks included, and hides the bot's token and those of interactions in URLs."""

    def __init__(self, secret: str = "") -> None:
        super().__init__(LINE)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        record.request = request_id() or NO_REQUEST
        return self.redacted(super().format(record))

    def redacted(self, text: str) -> str:
        """`text` without what is nobody's business."""
        text = INTERACTION_TOKEN.sub(rf"\1{HIDDEN}", text)
        return text.replace(self._secret, HIDDEN) if self._secret else text


class JsonFormatter(RedactingFormatter):
    """The same, as one object of JSON a line; each value is hidden before it is written as JSON."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redacted(record.getMessage()),
        }
        if request := request_id():
            told["request"] = request
        if record.exc_info:
            told["exception"] = self.redacted(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _matters(record: logging.LogRecord) -> bool:
    """Whether a record matters to an operator."""
    return not any(record.name == name and said in str(record.msg) for name, said in NEEDLESS)


def start_logging(level: str, secret: str = "", form: str = "text") -> None:
    """Log from `level` ("INFO") to stderr; libraries at INFO or above, whatever `level` is.

    `form` is one of the `LOG_FORMATS`.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(secret) if form == "json" else RedactingFormatter(secret))
    handler.addFilter(_matters)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    root, chosen = logging.getLogger(), logging.getLogger().level
    root.setLevel(max(logging.INFO, chosen))  # libraries log what they are given: questions are among it
    for name in OURS:
        logging.getLogger(name).setLevel(chosen)
    logging.getLogger("faiss").setLevel(logging.WARNING)  # it reports each instruction set it does not find


def place_of(error: BaseException) -> str:
    """Where an error was raised, without its message, which may quote a question."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()


class ProgressLog:
    """Says in the log how far a long work is: every few seconds, with the minutes left, and at its end."""

    def __init__(self, log: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._log, self._clock = log, clock
        self._label, self._begun, self._said, self._at_first = "", 0.0, 0.0, 0

    def __call__(self, label: str, done: int, total: int) -> None:
        now = self._clock()
        if label != self._label:
            self._label, self._begun, self._said, self._at_first = label, now, now, done
        if not total or (done < total and now - self._said < EVERY):
            return
        self._said = now
        self._log.info("%s: %d of %d%s", label, done, total, self._left(done, total, now))

    def _left(self, done: int, total: int, now: float) -> str:
        """How long the rest takes at the pace until now; nothing where that is no minute."""
        moved = done - self._at_first
        left = (now - self._begun) / moved * (total - done) / MINUTE if moved > 0 else 0.0
        return f"; about {left:.0f} min left" if left >= 1 else ""
