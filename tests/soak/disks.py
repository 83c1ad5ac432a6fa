"""A disk that fills up: `python -m tests.soak.disks` (on Linux, by root, who may mount a disk).

The real commands of `qa` run on a small disk with less room than they need, at several levels, and `qa ask`
on the same disk. Each must say clearly that there is no room, the last version must answer, and no document
be lost or doubled; with room again, the next run must end as one does that always had room.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index.embedding import BundledEmbedder
from tests.soak.intake import (
    FIRST,
    QUESTION,
    QUOTE,
    THEN,
    State,
    difference,
    held,
    html,
    litter,
    served,
    state_of,
    write,
)

LEVELS: Final = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0, 2.0)
"""Room, as a share of what a run takes that is not disturbed."""
DISK: Final = 64 << 20  # bytes
BLOCK: Final = 4096  # bytes of which a disk gives a file whole ones
CLEAR: Final = "cannot be written (No space left on device)"


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of a trial; the reports and the corpus stand on a disk with room."""

    folder: Path
    data: Path

    def qa(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `qa` in a process of its own."""
        return self.run((), arguments)

    def run(self, under: Sequence[str], arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """The same, as what the program `under` begins."""
        environment = os.environ | {"QA_DATA_DIR": str(self.data), "QA_CORPUS": str(self.folder / "corpus")}
        command = (*under, sys.executable, "-m", "qa", *arguments)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def must(self, *arguments: str) -> None:
        done = self.qa(*arguments)
        if done.returncode:
            raise RuntimeError(f"qa {arguments[0]} fails on a disk with room: {done.stderr}")


@dataclass(slots=True)
class DiskReport:
    """What became of a command at a level."""

    command: str
    level: float
    ended: str = "done"
    faults: list[str] = field(default_factory=list)

    def row(self) -> str:
        return f"{self.command:8}{self.level:6.0%}  {self.ended:9}{'; '.join(self.faults) or 'sound'}"


Change = Callable[[Site], Sequence[str]]


def ingesting(site: Site) -> Sequence[str]:
    """The reports change; how they are taken in."""
    write(site.folder / "reports", THEN)
    return "ingest", str(site.folder / "reports")


def building(site: Site) -> Sequence[str]:
    """The corpus grows; how it is built."""
    (site.folder / "corpus" / "market.html").write_bytes(html("Market", 7))
    return "index", "build"


def removing(site: Site) -> Sequence[str]:
    return "corpus", "remove", "boats", "tower"


def prepared(site: Site) -> None:
    """A corpus, and reports that were taken in."""
    corpus, reports = site.folder / "corpus", site.folder / "reports"
    corpus.mkdir(parents=True)
    (corpus / "harbour.md").write_bytes(b"# The harbour\n\nThe harbour is deep. Ships come.\n")
    write(reports, FIRST)
    site.must("ingest", str(reports))


def trials(folder: Path, name: str, change: Change, levels: Sequence[float]) -> Iterator[DiskReport]:
    """What becomes of a command at each level."""
    site = Site(folder, folder / "data")
    prepared(site)
    command = change(site)
    undisturbed = Site(folder, folder / "undisturbed")
    shutil.copytree(site.data, undisturbed.data)
    undisturbed.must(*command)
    before, after = state_of(site.data), state_of(undisturbed.data)
    needed = _taken(undisturbed.data) - _taken(site.data)
    with small_disk(folder / "disk") as disk:
        for level in levels:
            on_disk = Site(folder, disk / "data")
            shutil.copytree(site.data, on_disk.data)
            yield _tried(on_disk, DiskReport(name, level), command, (before, after), int(level * needed))
            shutil.rmtree(on_disk.data)


def _tried(
    site: Site, report: DiskReport, command: Sequence[str], known: tuple[State, State], room: int
) -> DiskReport:
    corpus, disk = site.folder / "corpus", site.data.parent
    with filled(disk, room):
        done = site.qa(*command)
        report.faults += complaints(done)
        report.ended = "refused" if done.returncode else "done"
        answer = site.qa("ask", QUESTION)
        if answer.returncode or QUOTE not in answer.stdout:
            report.faults.append(f"no answer: {answer.stderr.strip()}")
    found = (*served(site.data, corpus, BundledEmbedder(), known), *held(site.data, known))
    site.must(*command) if command[0] != "corpus" else site.qa(*command)
    report.faults += [f"{fault.kind}: {fault.what}" for fault in (*found, *litter(site.data))]
    if told := difference(state_of(site.data), known[1]):
        report.faults.append(f"the next run ends otherwise: {told}")
    return report


def complaints(done: subprocess.CompletedProcess[str], clear: str = CLEAR) -> list[str]:
    """What is wrong with how a command ended: it must have done its work, or say why not."""
    if done.returncode == 0:
        return []
    last = done.stderr.strip().splitlines()[-1:] or [""]
    return [] if done.returncode == 1 and clear in last[0] else [f"ends with {done.returncode}: {last[0]}"]


def _taken(folder: Path) -> int:
    """Bytes that the files in a folder take of a disk."""
    return sum(-(-path.stat().st_size // BLOCK) * BLOCK for path in folder.rglob("*") if path.is_file())


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of its own, in memory."""
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder))
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(("umount", "--lazy", str(folder)), check=True)  # files that are mapped hold it


@contextmanager
def filled(disk: Path, room: int) -> Iterator[None]:
    """Within it the disk has `room` bytes left."""
    state, ballast = os.statvfs(disk), disk / "ballast"
    size = max(1, state.f_bavail * state.f_frsize - room)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)
    try:
        yield
    finally:
        ballast.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.disks", description=__doc__.splitlines()[0])
    known = {change.__name__: change for change in (ingesting, building, removing)}
    parser.add_argument("--only", nargs="+", choices=known, default=list(known))
    parser.add_argument("--levels", type=float, nargs="+", default=LEVELS, help="shares of the room needed")
    given = parser.parse_args()
    reports = []
    with tempfile.TemporaryDirectory(prefix="footnote-disks-") as folder:
        for name in given.only:
            for report in trials(Path(folder) / name, name, known[name], given.levels):
                sys.stdout.write(f"{report.row()}\n")
                sys.stdout.flush()
                reports.append(report)
    return any(report.faults for report in reports)


if __name__ == "__main__":
    sys.exit(main())
