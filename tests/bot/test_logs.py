from __future__ import annotations

import logging

import pytest

from bot.logs import OURS, ProgressLog, RedactingFormatter, start_logging

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
