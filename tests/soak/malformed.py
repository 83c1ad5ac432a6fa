"""Malformed files of all formats, and what is no file at all: taken in and indexed in a process of its own.

`python -m tests.soak.malformed --count 300 --seed 0` exits 1 if that process crashes, hangs or fills its
memory, if it does not say of every file what became of it, or if anything is written where it should not be.
With `--keep FOLDER` the files stay there.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from index.build import IndexBuilder
from index.ingestion import Ingestion
from index.shelf import Library
from tests.index.samples import TermEmbedder
from tests.soak.malformed_files import write_malformed

MEMORY: Final = 1_500_000_000
"""Bytes that the main process may hold at most."""
PATIENCE: Final = 60.0
"""Seconds of the clock for each file, on a machine that has other things to do."""
LONGEST_REASON: Final = 600


@dataclass
class Malformations:
    """How many files of each kind there were, how many of them were read, and what went wrong."""

    files: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    memory: int = 0
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        lines = [f"{'kind':16} {'files':>6} {'read':>6} {'refused':>8}"]
        for kind, files in (*sorted(self.files.items()), ("all", self.files.total())):
            read = self.read.total() if kind == "all" else self.read[kind]
            lines.append(f"{kind:16} {files:6} {read:6} {files - read:8}")
        lines.append(f"memory of the main process: {self.memory / 1e6:,.0f} MB; faults: {len(self.faults)}")
        return "\n".join([*lines, *self.faults])


def run(folder: Path, count: int, seed: int = 0) -> Malformations:
    """Write the files to `folder`, take them in, and look at what was said of each."""
    files = folder / "files"
    kinds = write_malformed(files, count, seed)
    before = _listed(folder)
    command = [sys.executable, "-m", "tests.soak.malformed", "--take", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE * count, check=False)
    except subprocess.TimeoutExpired:
        return Malformations(Counter(kinds.values()), faults=["the main process hangs"])
    said = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    found = judged(files, kinds, {one["origin"]: one["reason"] for one in said if "origin" in one})
    found.memory = max((one["memory"] for one in said if "memory" in one), default=0)
    if done.returncode:
        end = done.stderr.decode("utf-8", "replace")[-2_000:]
        found.faults.append(f"the main process ended with {done.returncode}: {end}")
    if found.memory > MEMORY:
        found.faults.append("the main process holds too much memory")
    if left := {path for path in _listed(folder) - before if not path.startswith("data")}:
        found.faults.append(f"written where it should not be: {sorted(left)[:5]}")
    return found


def judged(folder: Path, kinds: Mapping[str, str], reasons: Mapping[str, str]) -> Malformations:
    """How the files of these kinds were met; a file that was read has an empty reason."""
    found = Malformations(Counter(kinds.values()))
    for name, kind in kinds.items():
        reason = reasons.get(str(folder / name))
        if reason is None:
            found.faults.append(f"{name!r} is not named")
        elif len(reason) > LONGEST_REASON or (reason and not reason.strip()):
            found.faults.append(f"{name!r} has no clear reason: {reason[:LONGEST_REASON]!r}")
        else:
            found.read[kind] += not reason
    return found


def _listed(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def take(folder: Path) -> None:
    """The main process: take the files in, say what became of each, and index what could be read."""
    library = Library(folder / "data")
    for one in Ingestion(library).take([str(folder / "files")]):
        _say(origin=one.origin, reason=one.reason)
    (folder / "data" / "corpus").mkdir()
    IndexBuilder(folder / "data" / "corpus", folder / "data", TermEmbedder()).build()
    _say(memory=_most_held())


def _say(**what: object) -> None:
    sys.stdout.write(f"{json.dumps(what)}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--take", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.take:
        take(options.take)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = run(options.keep or Path(folder), options.count, options.seed)
    sys.stdout.write(f"{found.table()}\n")
    return 1 if found.faults else 0


def _most_held() -> int:
    """Bytes that this process held at most: `ru_maxrss` counts what its parent held when it was started."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    sys.exit(main())
