"""What ties a process to its supervisor: it says when it is ready, and ends when the supervisor is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading

from bot.supervisor import READY


def say_ready() -> None:
    """Tell the supervisor that this process answers."""
    sys.stdout.buffer.write(READY + b"\n")
    sys.stdout.flush()


def hold_on() -> None:
    """End this process, as SIGTERM does, once nobody holds the other end of its standard input."""
    threading.Thread(target=_wait, name="lifeline", daemon=True).start()


def _wait() -> None:
    while os.read(0, 4_096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
