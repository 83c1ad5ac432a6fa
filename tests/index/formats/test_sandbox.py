"""Real child processes with readers that loop, eat memory, crash, lie: one clear error each, and no harm."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.formats.converted import Converted, PlaceMark, UnreadableError
from index.formats.pipes import as_json
from index.formats.sandbox import Sandbox
from tests.index.formats.bad_readers import READERS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its limits are those of POSIX systems")
LINUX = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="forbidden on Linux"
)
MEMORY = 400_000_000


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(MEMORY, 60, readers=READERS) as opened:
        yield opened


def pid_of(sandbox: Sandbox) -> int:
    return int(sandbox.convert(b"x", "a.reports").text.split()[0])


def is_running(pid: int) -> bool:
    """Whether a process runs: neither gone nor, where nobody waits for it, dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for_the_end_of(pid: int) -> bool:
    for _ in range(600):
        if not is_running(pid):
            return True
        time.sleep(0.05)
    return False


def framed(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def test_a_file_is_converted_with_all_that_is_known_of_it(sandbox: Sandbox) -> None:
    assert sandbox.convert(b"x", "a.places") == Converted(
        "one\n\ntwo\n",
        title="A title",
        language="fr",
        places=(PlaceMark(0, "page", "i"), PlaceMark(5, "page", "ii")),
        recognised=True,
        notes=("2 hidden sheets were skipped",),
    )


def test_formats_are_read_as_without_a_sandbox(sandbox: Sandbox) -> None:
    assert sandbox.convert("# Été\r\n\r\ntext 文\n".encode(), "a.md").text == "# Été\n\ntext 文\n"
    with pytest.raises(UnreadableError, match=r"^is an archive; unpack it and give the files in it$"):
        sandbox.convert(b"\x1f\x8b\x08\0", "a.pdf")


def test_one_child_serves_for_many_files(sandbox: Sandbox) -> None:
    first = pid_of(sandbox)
    with pytest.raises(UnreadableError):
        sandbox.convert(b"", "a.txt")
    assert pid_of(sandbox) == first


@pytest.mark.parametrize(
    ("reader", "problem"),
    [
        ("eats", "needs more memory than allowed to read; divide it"),
        ("hides", "needs more memory than allowed to read; divide it"),
        ("faults", "crashed its reader (SIGSEGV); save it again, or convert it to PDF"),
        ("aborts", "crashed its reader (SIGABRT); save it again, or convert it to PDF"),
        ("leaves", "crashed its reader (exit code 3); save it again, or convert it to PDF"),
        ("fails", "crashed its reader (KeyError); save it again, or convert it to PDF"),
        ("nests", "is nested more deeply than its reader can follow; save it again"),
    ],
)
def test_what_ends_a_reader_is_one_error_and_the_next_file_is_read(
    sandbox: Sandbox, reader: str, problem: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        sandbox.convert(b"x", f"a.{reader}")
    assert str(caught.value) == problem
    assert sandbox.convert(b"next", "b.md").text == "next"


@pytest.mark.parametrize("reader", ["loops", "sleeps"])
def test_what_takes_too_long_is_ended(reader: str) -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        pid = pid_of(sandbox)
        sandbox._seconds = 0.5
        begun = time.monotonic()
        with pytest.raises(UnreadableError, match=r"^took longer than 0\.5 s to read; divide it$"):
            sandbox.convert(b"x", f"a.{reader}")
        assert time.monotonic() - begun < 30
        assert not is_running(pid)
        sandbox._seconds = 60
        assert sandbox.convert(b"next", "b.md").text == "next"


def test_a_child_that_a_signal_ends_is_told_from_one_that_crashes() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        sandbox.convert(b"next", "b.md")
        assert sandbox._child
        killer = threading.Timer(0.3, os.kill, (sandbox._child._process.pid, signal.SIGKILL))
        killer.start()
        sandbox._seconds = 2
        with pytest.raises(UnreadableError, match="took longer than 2 s"):  # tried again in a new child
            sandbox.convert(b"x", "a.sleeps")
        killer.join()
        killer = threading.Timer(0.1, end_soon, (sandbox,))
        killer.start()
        sandbox._seconds = 60
        with pytest.raises(UnreadableError, match="needs more memory than there is"):
            sandbox.convert(b"x", "a.sleeps")
        killer.join()


def end_soon(sandbox: Sandbox) -> None:
    """Kill the child as soon as there is one that reads, as a system does that has no memory left."""
    for _ in range(600):
        child = sandbox._child
        if child is not None and is_running(child._process.pid):
            time.sleep(0.3)
            os.kill(child._process.pid, signal.SIGKILL)
            return
        time.sleep(0.05)


def test_a_file_larger_than_the_memory_is_refused() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        for _ in range(2):
            with pytest.raises(UnreadableError, match="needs more memory than allowed"):
                sandbox.convert(bytes(450_000_000), "a.reports")
        assert sandbox.convert(b"next", "b.md").text == "next"


def test_no_file_pays_for_those_before_it() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        told = [sandbox.convert(b"150000000", "a.leaks").text.split() for _ in range(3)]
    assert [number for number, _ in told] in (["1", "2", "1"], ["1", "1", "1"])
    assert len({pid for _, pid in told}) > 1


def test_a_refusal_is_one_short_line(sandbox: Sandbox) -> None:
    with pytest.raises(UnreadableError) as caught:
        sandbox.convert(b"x", "a.refuses")
    assert str(caught.value).startswith(r"is encrypted;\nremove its password xxx")
    assert len(str(caught.value)) < 320


def test_what_a_library_prints_is_no_answer(sandbox: Sandbox) -> None:
    assert sandbox.convert(b"x", "a.prints").text == "printed\n"
    assert sandbox.convert(b"next", "b.md").text == "next"


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff" * 8 + b"x",
        framed(b"nonsense", b"text"),
        framed(b"[1]", b"text"),
        framed(b"[" * 100_000, b"text"),
        framed(as_json({"converted": {"text": 1}}), b"text"),
        framed(as_json({"converted": {"text": "", "places": [["0", "page", "i"]]}}), b"text"),
        framed(as_json({"converted": {"text": "", "places": [[0, "moon", "i"]]}}), b"text"),
        framed(as_json({"converted": {"text": ""}}), b"\xff\xfe"),
        framed(as_json({}), b"text"),
    ],
    ids=["length", "no JSON", "a list", "nested", "no text", "a start", "a place", "not UTF-8", "nothing"],
)
def test_an_answer_that_makes_no_sense_is_a_crash(answer: bytes) -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        with pytest.raises(UnreadableError, match="crashed its reader"):
            sandbox.convert(answer, "a.answers")
        assert sandbox.convert(b"next", "b.md").text == "next"


def test_a_picture_is_given_time_of_its_own_and_endless_ones_are_not() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        pid = pid_of(sandbox)
        sandbox._seconds = 0.5
        assert sandbox.convert(b"1", "a.recognises").text == "recognised\n"
        assert pid_of(sandbox) == pid
        with pytest.raises(UnreadableError, match="its answer makes no sense"):
            sandbox.convert(b"502", "a.recognises")
        assert not is_running(pid)


@pytest.mark.parametrize(
    ("held", "problem"),
    [
        ({"text": "", "places": [[9, "page", "i"]]}, "its parts are out of order"),
        ({"text": "", "places": [[2, "page", "i"], [1, "page", "ii"]]}, "its parts are out of order"),
    ],
)
def test_an_answer_is_checked_again(held: dict[str, object], problem: str) -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox, pytest.raises(UnreadableError, match=problem):
        sandbox.convert(framed(as_json({"converted": held}), b"text"), "a.answers")


def test_a_child_that_stops_answering_is_ended() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        pid = pid_of(sandbox)
        with pytest.raises(UnreadableError, match="crashed its reader"):
            sandbox.convert(b"x", "a.closes")
        assert not is_running(pid)


def test_a_child_sees_nothing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    with Sandbox(MEMORY, 60, readers=READERS) as fresh:
        pid, session, folder, *names = fresh.convert(b"x", "a.reports").text.split()
    assert set(names) <= {
        *("PATH", "LANG", "LC_CTYPE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH"),
        *("PYTHONUTF8", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"),
        "OPENCV_FOR_THREADS_NUM",
        *("OMP_WAIT_POLICY", "OPENBLAS_THREAD_TIMEOUT"),  # which `index` sets itself
    }
    assert (pid, folder) == (session, "/")
    assert int(pid) != os.getpid()


def test_a_child_has_limits(sandbox: Sandbox) -> None:
    memory, written, core, files, processor = map(int, sandbox.convert(b"x", "a.measures").text.split())
    assert (memory, written, core, files) == (MEMORY, 0, 0, 64)
    assert 60 < processor < 120
    assert sandbox.convert(b"x", "a.threads").text == "1 thread\n"


@LINUX
def test_a_child_reaches_no_network_and_no_process(sandbox: Sandbox, tmp_path: Path) -> None:
    told = tried(sandbox, tmp_path / "none")
    names = ("socket", "fork", "program", "kill")
    assert {name: told[name] for name in names} == dict.fromkeys(names, "PermissionError")


@LINUX
@pytest.mark.skipif(
    sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) < 1, reason="no Landlock"
)
def test_a_child_changes_no_file(sandbox: Sandbox, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    told = tried(sandbox, kept)
    names = ("new file", "old file", "removal")
    assert {name: told[name] for name in names} == dict.fromkeys(names, "PermissionError")
    assert kept.read_text() == "kept"
    assert [*tmp_path.iterdir()] == [kept]


def tried(sandbox: Sandbox, path: Path) -> dict[str, str]:
    lines = sandbox.convert(str(path).encode(), "a.tries").text.splitlines()
    return dict(line.split(": ") for line in lines)


def test_a_closed_sandbox_leaves_no_process() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        pid = pid_of(sandbox)
        assert is_running(pid)
    assert not is_running(pid)
    assert pid_of(sandbox) != pid
    sandbox.close()


@pytest.mark.parametrize("reader", ["reports", "loops"])
def test_a_child_does_not_outlive_its_parent(reader: str) -> None:
    program = f"""
        from threading import Thread
        from time import sleep
        import os, signal, sys
        from index.formats.sandbox import Sandbox
        from tests.index.formats.bad_readers import READERS
        sandbox = Sandbox({MEMORY}, 60, readers=READERS)
        print(sandbox.convert(b"x", "a.reports").text.split()[0], flush=True)
        Thread(target=lambda: (sleep(0.3), os.kill(os.getpid(), signal.SIGKILL))).start()
        sandbox.convert(b"x", "a.{reader}")
        sleep(60)
    """
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert wait_for_the_end_of(int(done.stdout))


def test_several_threads_may_ask(sandbox: Sandbox) -> None:
    texts: dict[int, str] = {}

    def ask(number: int) -> None:
        texts[number] = sandbox.convert(f"text {number}".encode(), "a.md").text

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert texts == {number: f"text {number}" for number in range(8)}


def test_a_child_whose_thread_has_ended_is_replaced() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        thread = threading.Thread(target=sandbox.convert, args=(b"first", "a.md"))
        thread.start()
        thread.join()
        assert sandbox.convert(b"second", "a.md").text == "second"


def test_an_interrupted_child_answers_no_other_file() -> None:
    with Sandbox(MEMORY, 60, readers=READERS) as sandbox:
        pid = pid_of(sandbox)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        interrupt = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        interrupt.start()
        try:
            with pytest.raises(KeyboardInterrupt):
                sandbox.convert(b"x", "a.sleeps")
        finally:
            interrupt.join()
            signal.signal(signal.SIGINT, before)
        assert not is_running(pid)
        assert sandbox.convert(b"next", "b.md").text == "next"


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("/bin/false", "cannot be read: the process that reads files does not start"),
        ("/bin/none", r"cannot be read: no process can be started for it \(No such file or directory\)"),
    ],
)
def test_a_child_that_does_not_start_is_one_error(
    program: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with Sandbox(MEMORY, 60) as sandbox, pytest.raises(UnreadableError, match=f"^{problem}$"):
        sandbox.convert(b"x", "a.md")
