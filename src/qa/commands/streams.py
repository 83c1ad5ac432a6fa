"""The standard streams of `qa`, whatever they are: closed, full, a pipe that nobody reads, not in UTF-8."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from index.errors import StorageError
from index.shown import brief

LONGEST: Final = 2000  # characters of a complaint: an argument may have more than a hundred thousand


def open_streams() -> None:
    """Let the streams carry any text, and stand in for those that are closed.

    What an encoding cannot write is replaced, and so is what cannot be read. Raises StorageError where there
    is no standard output: the next file opened would take its place, and get what is printed.
    """
    closed = sys.stdout is None
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    if closed:
        raise StorageError("Standard output is closed; send it to a file or to /dev/null.")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def undelivered() -> OSError | None:
    """Why what was printed cannot be written, if it cannot; it is then given up.

    Otherwise Python would try once more when it ends, and complain in words of its own.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        return error
    return None


def complain(message: str) -> None:
    """Print one line of bearable length on standard error, if anybody can be told at all."""
    with suppress(OSError):
        print(f"qa: {brief(' '.join(message.split()), LONGEST)}", file=sys.stderr)  # noqa: T201
