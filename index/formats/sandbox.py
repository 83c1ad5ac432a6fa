"""Conversion and pictures of pages in a process of its own, which foreign files may crash, fill or stall."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, Final, Self, TypeVar

from index.formats.answers import EndedError, converted_of, crash, picture_of
from index.formats.child import READY
from index.formats.converted import MOST_PICTURES, Converted, UnreadableError
from index.formats.pdf.pictured import PagePicture, PageQuote
from index.formats.pipes import (
    LARGEST_HEAD,
    LARGEST_TEXT,
    PICTURE,
    PICTURE_SECONDS,
    BrokenAnswerError,
    as_json,
    receive,
    send,
)

T = TypeVar("T")

STARTING: Final = 60.0
"""Seconds that the process may take to start, on a machine that has much else to do."""
ENDING: Final = 2.0
"""Seconds for a process that has closed its pipe to end by itself, so that it can be seen how it did."""

# All of the environment that is passed on: nothing in it is secret.
_PASSED_ON: Final = ("PATH", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")
_SET: Final = {  # a thread of a numerical library takes addresses, which are limited
    "PYTHONUTF8": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
    "MALLOC_ARENA_MAX": "2",
}


class Sandbox:
    """Converts files in a child process, which is started at the first and serves for many.

    It may be used from several threads: one file is read at a time. On Linux the child ends with the thread
    that started it; if that thread is gone, another child is started for the next file.
    """

    def __init__(
        self,
        memory: int = 1_500_000_000,
        seconds: float = 120.0,
        *,
        readers: Mapping[str, str] | None = None,
    ) -> None:
        """`memory` is in bytes of addresses, `seconds` those that a file may take from end to end.

        For each picture that is read for its text it is given PICTURE_SECONDS more.
        `readers` is for tests: dotted names of functions of bytes, by the suffixes that they read.
        """
        self._memory, self._seconds, self._readers = memory, seconds, dict(readers or {})
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The next file starts another."""
        with self._lock:
            self._end()

    def convert(
        self, raw: bytes, name: str, *, url: str | None = None, charset: str | None = None
    ) -> Converted:
        """What `index.formats.formats.convert` makes of a file. Raises UnreadableError.

        A file that ends the child or fills its memory is tried once more in a new one unless it was the
        first: those before it may have been the cause.
        """
        return self._told({"name": name, "url": url, "charset": charset}, raw, converted_of)

    def picture(self, raw: bytes, page: int, quotes: Sequence[PageQuote]) -> PagePicture:
        """What `index.formats.pdf.pictured.pictured` makes of a page of a PDF. Raises UnreadableError."""
        return self._told({"page": page, "quotes": quotes}, raw, picture_of)

    def _told(self, asked: dict[str, object], raw: bytes, read: Callable[[bytes, bytes], T]) -> T:
        request = as_json({**asked, "seconds": self._seconds})
        with self._lock:
            while True:
                used = self._child is not None and self._child.is_alive()
                try:
                    return self._ask(request, raw, read)
                except EndedError as ended:
                    if ended.late or not used:
                        raise UnreadableError(str(ended)) from ended

    def _ask(self, request: bytes, raw: bytes, read: Callable[[bytes, bytes], T]) -> T:
        try:
            if self._child is None or not self._child.is_alive():
                self._end()
                self._child = _Child(self._memory, self._readers)
            return read(*self._child.ask(request, raw, self._seconds))
        except UnreadableError:
            raise
        except BaseException:  # an interrupted child would answer the next file with this one's text
            self._end()
            raise

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
        self._child = None


class _Child:
    """A process that runs `index.formats.child`, and is ready; raises EndedError where it does not start."""

    def __init__(self, memory: int, readers: Mapping[str, str]) -> None:
        options = json.dumps({"memory": memory, "parent": os.getpid(), "readers": readers})
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program's own module
                # -P: nothing is imported from the folder that it is started in; -B: it could write nothing
                [sys.executable, "-P", "-B", "-m", "index.formats.child", options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=os.path.abspath(os.sep),  # noqa: PTH100 - the root, on Windows that of the drive
                start_new_session=True,
            )
        except OSError as error:
            raise EndedError(
                f"cannot be read: no process can be started for it ({error.strerror})"
            ) from error
        self._is_late = False
        try:
            with self._limited(STARTING), suppress(BrokenAnswerError):
                if receive(self._pipes[1], len(READY)) == READY:
                    return
        except BaseException:
            self.end()
            raise
        self.end()
        raise EndedError("cannot be read: the process that reads files does not start")

    @property
    def _pipes(self) -> tuple[Any, Any]:  # Any: Popen's pipes are None for those that asked for none
        return self._process.stdin, self._process.stdout

    def is_alive(self) -> bool:
        return not self._is_late and self._process.poll() is None

    def ask(self, request: bytes, raw: bytes, seconds: float) -> tuple[bytes, bytes]:
        """The parts of the answer. Raises EndedError where the child is of no use any more."""
        requests, answers = self._pipes
        head: bytes | None = None
        text: bytes | None = None
        with self._limited(seconds) as limit, suppress(BrokenAnswerError):
            with suppress(BrokenPipeError):  # it ended; what it answered before that counts
                send(requests, request, raw)
            for _ in range(MOST_PICTURES + 1):
                head = receive(answers, LARGEST_HEAD)
                if head != PICTURE:
                    break
                limit.put_off(PICTURE_SECONDS)
            text = receive(answers, LARGEST_TEXT)
        if head is None or text is None:
            raise self._how_it_ended(limit.seconds)
        return head, text

    def end(self) -> None:
        """End the process, if it still runs, and all that it may have started."""
        self._kill()
        self._process.wait()
        for pipe in self._pipes:
            with suppress(OSError):  # what was not sent is lost
                pipe.close()

    @contextmanager
    def _limited(self, seconds: float) -> Iterator[_TimeLimit]:
        """Kill the process if the block takes longer: its pipes close, and the block goes on."""
        limit = _TimeLimit(seconds, self._expire)
        try:
            yield limit
        finally:
            limit.end()

    def _expire(self) -> None:
        self._is_late = True
        self._kill()

    def _kill(self) -> None:
        if self._process.poll() is not None:
            return
        with suppress(OSError):  # it ended in this moment
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _how_it_ended(self, seconds: float) -> EndedError:
        try:
            code = self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            return EndedError(crash("it stopped answering"))
        if self._is_late or code == -getattr(signal, "SIGXCPU", signal.SIGTERM):
            return EndedError(f"took longer than {seconds:g} s to read; divide it", late=True)
        if code == -getattr(signal, "SIGKILL", signal.SIGTERM):  # by the system: this process did not
            return EndedError("needs more memory than there is; divide it")
        named = signal.Signals(-code).name if -code in {*signal.Signals} else f"exit code {code}"
        return EndedError(crash(named))


class _TimeLimit:
    """Calls `expire` in so many seconds, unless it is put off or ends before."""

    def __init__(self, seconds: float, expire: Callable[[], None]) -> None:
        self.seconds = seconds
        self._begun, self._expire = monotonic(), expire
        self._timer = self._started()

    def put_off(self, seconds: float) -> None:
        self.end()
        self.seconds += seconds
        self._timer = self._started()

    def end(self) -> None:
        self._timer.cancel()
        self._timer.join()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._begun + self.seconds - monotonic(), self._expire)
        timer.daemon = True
        timer.start()
        return timer


def _environment() -> dict[str, str]:
    passed_on = {name: value for name in _PASSED_ON if (value := os.environ.get(name))}
    path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)  # noqa: PTH100 - as Python finds modules
    return {"LANG": "C.UTF-8"} | passed_on | _SET | {"PYTHONPATH": path}
