"""What taking documents in costs: `python -m tests.bench.ingesting [--documents N] [--pages N]`.

The baseline is the first `qa ingest` of a folder of web pages of drawn words; the second finds them
unchanged, and is printed as a share of it. A PDF of many pages follows, with the memory of the command and of
the child process that reads for it. Reads /proc, which Linux has.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random

from index.ingestion import Ingestion
from index.shelf import Library
from tests.bench.bench import Row, report, say, timed
from tests.index.formats.pdf_samples import lines, pdf

AGAIN_TARGET = 0.02  # of the time of the first
MEMORY_TARGET = 600.0  # MB
EVERY = 0.02  # seconds between two looks at the memory
_LINES, _WORDS = 25, 11  # of a page
_PARAGRAPHS, _SENTENCES = 3, 3  # of a web page
PROC = Path("/proc")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ingesting", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="web pages (default: 1000)")
    parser.add_argument("--pages", type=int, default=1000, help="of the PDF (default: 1000)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        rows = []
        for row in chain(again(folder, options.documents), large(folder, options.pages)):
            say(f"{row.name}: {row.value:.4g} {row.unit}")
            rows.append(row)
    report(rows, as_json=options.json)


def again(folder: Path, count: int) -> Iterator[Row]:
    """Times in seconds of the first and the second time, and how quickly web pages are read."""
    pages, draw = folder / "pages", Random(0)  # noqa: S311 - the same documents on every machine
    pages.mkdir()
    for number in range(count):
        (pages / f"{number:05}.html").write_text(_web_page(draw), encoding="utf-8")
    megabytes = sum(path.stat().st_size for path in pages.iterdir()) / 1e6
    say(f"ingesting: {count} web pages, {megabytes:.1f} MB")
    first = timed(partial(ingest, folder, pages)) / 1000
    yield Row(f"{count} web pages for the first time", first, "s")
    second = timed(partial(ingest, folder, pages)) / 1000
    yield Row("the same unchanged", second, "s")
    yield Row("the same unchanged ÷ for the first time", second / first, "×", AGAIN_TARGET)
    seconds = read(folder / "read pages", pages)
    yield Row("web pages read, without an index", count / seconds, "a second")
    yield Row("web pages read, without an index", megabytes / seconds, "MB/s")


def large(folder: Path, pages: int) -> Iterator[Row]:
    """How quickly a PDF of so many pages is read, and the memory that it takes."""
    draw, path = Random(1), folder / "large.pdf"  # noqa: S311 - the same on every machine
    path.write_bytes(pdf(*(_page(draw) for _ in range(pages))))
    say(f"ingesting: a PDF of {pages} pages, {path.stat().st_size / 1e6:.1f} MB")
    yield Row("pages of a PDF read, without an index", pages / read(folder / "read pdf", path), "a second")
    began = time.perf_counter()
    peaks = ingest(folder, path)
    yield Row(f"a PDF of {pages} pages, with its index", time.perf_counter() - began, "s")
    command, children = peaks.pop("qa"), max(peaks.values(), default=0.0)
    yield Row("memory of the command at its peak", command, "MB", MEMORY_TARGET)
    yield Row("memory of its child at its peak", children, "MB", MEMORY_TARGET)


def read(data: Path, path: Path) -> float:
    """The seconds that it takes to take a file or a folder into a library alone."""
    began = time.perf_counter()
    for one in Ingestion(Library(data)).take([str(path)]):
        if one.state != "added":
            raise SystemExit(f"{one.origin}: {one.reason}")
    return time.perf_counter() - began


def ingest(folder: Path, path: Path) -> Counter[str]:
    """Run `qa ingest`; the most memory that it and each of its children had, in MB."""
    environment = os.environ | {"QA_DATA_DIR": str(folder / "data"), "QA_CORPUS": str(folder / "corpus")}
    command = (sys.executable, "-m", "qa", "ingest", str(path))
    peaks: Counter[str] = Counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            for name, pid in (("qa", process.pid), *((str(pid), pid) for pid in _children(process.pid))):
                peaks[name] = max(peaks[name], _peak(pid))
            time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return peaks


def _children(pid: int) -> Iterator[int]:
    """The processes that a process has started from any of its threads."""
    for told in PROC.glob(f"{pid}/task/*/children"):
        try:
            yield from map(int, told.read_text(encoding="ascii").split())
        except OSError:  # the thread has ended meanwhile
            continue


def _peak(pid: int) -> int:
    """The most memory that a process has had so far, in MB; 0 for one that has ended."""
    try:
        found = re.search(r"^VmHWM:\s+(\d+) kB$", (PROC / f"{pid}/status").read_text("ascii"), re.MULTILINE)
    except OSError:
        return 0
    return round(int(found[1]) * 1024 / 1e6) if found else 0


def _web_page(draw: Random) -> str:
    told = "".join(
        f"<h2>{_line(draw)}</h2><p>{' '.join(_line(draw) for _ in range(_SENTENCES))}</p>"
        for _ in range(_PARAGRAPHS)
    )
    title = _line(draw)
    return f"<html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>{told}</body></html>"


def _page(draw: Random) -> str:
    return lines(50, 750, [_line(draw) for _ in range(_LINES)], 11)


def _line(draw: Random) -> str:
    words = ("".join(draw.choices("aeioubdklmnrst", k=draw.randint(2, 9))) for _ in range(_WORDS))
    return " ".join(words).capitalize() + "."


if __name__ == "__main__":
    main()
