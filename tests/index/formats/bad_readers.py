"""Readers that do what readers must not: run in a sandbox by its tests, never anywhere else."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from index.formats.converted import Converted, PlaceMark, UnreadableError

READERS = {
    f".{name}": f"{__name__}.{name}"
    for name in (
        *("loops", "sleeps", "eats", "hides", "faults", "aborts", "nests", "fails", "leaves", "refuses"),
        *("prints", "answers", "closes", "reports", "tries", "leaks", "places", "measures", "threads"),
        *("recognises",),
    )
}
_leaked: list[bytes] = []


def loops(raw: bytes) -> Converted:
    while True:
        pass


def sleeps(raw: bytes) -> Converted:
    time.sleep(3_600)
    raise AssertionError


def eats(raw: bytes) -> Converted:
    held = []
    while True:
        held.append(bytearray(20_000_000))


def hides(raw: bytes) -> Converted:
    """As libraries do that take any error for a damaged file."""
    try:
        return eats(raw)
    except MemoryError as error:
        raise UnreadableError("is a damaged file") from error


def faults(raw: bytes) -> Converted:
    ctypes.string_at(0)
    raise AssertionError


def aborts(raw: bytes) -> Converted:
    os.abort()


def nests(raw: bytes) -> Converted:
    return nests(raw)


def fails(raw: bytes) -> Converted:
    raise KeyError("not\nfor operators")


def leaves(raw: bytes) -> Converted:
    os._exit(3)


def refuses(raw: bytes) -> Converted:
    raise UnreadableError("is encrypted;\nremove its password " + "x" * 10_000)


def prints(raw: bytes) -> Converted:
    sys.stdout.write("a library that prints\n")
    sys.stdout.flush()
    os.write(1, b"and one that writes")
    assert sys.stdin.read() == ""
    return Converted("printed\n")


def answers(raw: bytes) -> Converted:
    """A reader that was taken over: it answers by itself, and badly."""
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, raw)
        except OSError:
            continue
    time.sleep(3_600)
    raise AssertionError


def closes(raw: bytes) -> Converted:
    for descriptor in range(3, 10):
        try:
            os.close(descriptor)
        except OSError:
            continue
    time.sleep(3_600)
    raise AssertionError


def reports(raw: bytes) -> Converted:
    """What it can see of its parent: its environment, and its process."""
    names = " ".join(sorted(os.environ))
    return Converted(f"{os.getpid()} {os.getsid(0)} {Path.cwd()} {names}\n")


def tries(raw: bytes) -> Converted:
    """What it is refused, one line each; `raw` is the path of a file."""
    kept = Path(raw.decode())
    attempts: dict[str, Callable[[], object]] = {
        "socket": lambda: socket.socket().close(),
        "fork": os.fork,
        "program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "kill": lambda: os.kill(os.getppid(), signal.SIGTERM),
        "new file": lambda: kept.with_name("new").write_text("x"),
        "old file": lambda: kept.write_text(""),
        "removal": kept.unlink,
    }
    told = []
    for name, attempt in attempts.items():
        try:
            done = attempt()
        except OSError as error:
            told.append(f"{name}: {type(error).__name__}")
        else:
            if name == "fork" and done == 0:
                os._exit(0)
            told.append(f"{name}: done")
    return Converted("\n".join(told) + "\n")


def leaks(raw: bytes) -> Converted:
    _leaked.append(bytes(int(raw)))
    return Converted(f"{len(_leaked)} {os.getpid()}\n")


def places(raw: bytes) -> Converted:
    return Converted(
        "one\n\ntwo\n",
        title=" A \n title ",
        published="2025-13",
        language="fr",
        places=(PlaceMark(0, "page", "i"), PlaceMark(5, "page", "ii")),
        recognised=True,
        notes=("2 hidden sheets were skipped",),
    )


def measures(raw: bytes) -> Converted:
    """Its limits, and how much processor time it has used and may use."""
    names = ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_CPU")
    return Converted(" ".join(str(resource.getrlimit(getattr(resource, name))[0]) for name in names))


def recognises(raw: bytes) -> Converted:
    """It says that it reads a picture, as often as `raw` says, and takes longer than it is given."""
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, bytes(8 * int(raw)))
        except OSError:
            continue
    time.sleep(1)
    return Converted("recognised\n")


def threads(raw: bytes) -> Converted:
    done: list[int] = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return Converted(f"{len(done)} thread\n")
