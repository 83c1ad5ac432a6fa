"""Replies to frames that a test makes itself, however questions are read."""

from __future__ import annotations

import time
from typing import Any

from qa.engine import Engine
from qa.models import Reply
from qa.question.frame import Frame


def reply_to(engine: Engine, language: str = "en", **asked: Any) -> Reply:
    """The engine's reply to the frame with the fields `asked`."""
    return engine._reply(Frame(question="?", language=language, **asked), time.perf_counter())
