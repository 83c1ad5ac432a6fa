"""What ties a process to its supervisor: it says how far it is, is told what to be, and ends with it."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from typing import Final

from bot.processes.tied_process import PREPARED, READY

CHILD: Final = "FOOTNOTE_CHILD"
"""The variable by which the supervisor tells a process which of several it is, from 1."""
PIECE: Final = 4_096


def child() -> int | None:
    """Which of several processes this is; None where it is not supervised."""
    told = os.environ.get(CHILD)
    return int(told) if told else None


def say_ready() -> None:
    """Tell the supervisor that this process answers."""
    _say(READY)


def say_prepared() -> None:
    """Tell the supervisor that this process could answer, had it any shards."""
    _say(PREPARED)


def assignment() -> Mapping[str, str] | None:
    """Wait for what the supervisor has this process be; None where the supervisor is gone."""
    said = b""
    while not said.endswith(b"\n"):
        piece = os.read(0, PIECE)
        if not piece:
            return None
        said += piece
    told: dict[str, str] = json.loads(said)
    return told


def hold_on() -> None:
    """End this process, as SIGTERM does, once nobody holds the other end of its standard input."""
    threading.Thread(target=_wait, name="lifeline", daemon=True).start()


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.flush()


def _wait() -> None:
    while os.read(0, PIECE):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
