from __future__ import annotations

import json
import logging
import sys

import pytest

from bot.logs import OURS, JsonFormatter, ProgressLog, RedactingFormatter, start_logging
from qa.operation.request import requested

HIDE = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


def test_tokens_never_reach_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        start_logging("DEBUG", HIDE)
        log = logging.getLogger("test")
        log.info("Bot %s", HIDE)
        logging.getLogger("discord.client").warning("PyNaCl is not installed, voice will NOT be supported")
        log.warning("POST https://discord.com/api/v10/webhooks/123/%s/messages", "aW50ZXJhY3Rpb246" * 3)
        try:
            raise ValueError(HIDE)
        except ValueError:
            log.exception("with a traceback")
        assert not logging.getLogger("discord.http").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("aiosqlite").isEnabledFor(logging.DEBUG)
        assert logging.getLogger("bot.handlers").isEnabledFor(logging.DEBUG)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.NOTSET)
    said = capsys.readouterr().err
    assert HIDE not in said
    assert "aW50" not in said
    assert "PyNaCl" not in said
    assert "Bot [hidden]" in said
    assert "/webhooks/123/[hidden]/messages" in said
    assert "ValueError: [hidden]" in said


def test_without_a_secret_nothing_else_is_hidden() -> None:
    record = logging.LogRecord("n", logging.INFO, "", 1, "plain %s", ("words",), None)
    assert RedactingFormatter().format(record).endswith("n: plain words")


def test_json_is_one_object_a_line_with_the_request_and_without_secrets() -> None:
    form = JsonFormatter(HIDE)
    try:
        raise ValueError(f"{HIDE} \n 三")
    except ValueError:
        raised = sys.exc_info()
    record = logging.LogRecord("n", logging.WARNING, "", 1, '"%s"\nnext', (HIDE,), raised)
    with requested() as name:
        line = form.format(record)
    assert "\n" not in line
    told = json.loads(line)
    exception = told.pop("exception")
    assert exception.endswith("ValueError: [hidden] \n 三")
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "WARNING", "logger": "n", "message": '"[hidden]"\nnext', "request": name}
    assert "request" not in json.loads(form.format(logging.LogRecord("n", 20, "", 1, "m", (), None)))


def test_a_line_of_text_has_the_request() -> None:
    record = logging.LogRecord("n", logging.INFO, "", 1, "said", (), None)
    with requested() as outer, requested() as name:
        assert (len(name), name) == (8, outer)
        assert RedactingFormatter().format(record).endswith(f" INFO    {name} n: said")
    assert RedactingFormatter().format(record).endswith(" INFO    - n: said")


def test_a_long_work_is_told_of_every_few_seconds_and_at_its_end(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    told = ProgressLog(logging.getLogger("work"), lambda: now)
    with caplog.at_level(logging.INFO, "work"):
        for done in range(101):
            told("documents", done, 100)
            now += 2.0
        told("texts", 0, 3)
        told("texts", 3, 3)
        told("nothing", 0, 0)
    assert caplog.messages[:2] == [
        "documents: 3 of 100; about 3 min left",
        "documents: 6 of 100; about 3 min left",
    ]
    assert caplog.messages[-3:] == ["documents: 99 of 100", "documents: 100 of 100", "texts: 3 of 3"]
    assert len(caplog.messages) == 33 + 2
