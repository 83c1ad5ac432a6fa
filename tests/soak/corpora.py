"""Hostile corpora: a good one, harmed in one or several ways, indexed and asked in a process of its own.

`python -m tests.soak.corpora --count 150 --seed 0` exits 1 if any of them is met with anything but an answer
or one clear line. A corpus has a seed of its own, so `--seed N --count 1` makes corpus N again; with `--keep
FOLDER` it stays there.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from index.build import build_from_documents
from index.corpus_files import load_documents
from index.embedding import open_embedder
from index.passage_index import PassageIndex
from index.precomputed import VECTORS, save_vectors
from index.vectors import vectors_of
from tests.qa.small import write_small_corpus

QUESTION: Final = "Zephyr 2 score in Q1"
MEMORY: Final = 4 << 30  # bytes of address space, of which the encoders' weights and threads take most
PROCESSOR: Final = 30  # seconds
PATIENCE: Final = 300  # seconds of the clock, on a machine that has other things to do
UNEXPECTED: Final = ("Traceback", "unexpected", "Warning:")

NINE: Final = ", ".join(["*a{0}"] * 9)
SCALARS: Final = (
    *("0x" + "f" * 5_000, "9" * 10_000, "1e400", ".inf", "-.nan", "1:30", "0o17", "010", "-0", "1.0e+400"),
    *(
        "soon",
        "2025-13-45",
        "0000-00-00",
        "2025-02-30",
        "2022–2021",
        "null",
        "~",
        "yes",
        "true",
        "[]",
        "{}",
        "''",
    ),
    *(
        "&a 1",
        "*a",
        "!!int x",
        "!!bool ''",
        "!!python/object:os.system 1",
        "!!binary x",
        "<<",
        "? x",
        "|",
        ">",
    ),
    *(
        '"\\0"',
        '"\\uD800"',
        '"\\u202E"',
        '"\\n"',
        '"' + "x" * 200_000 + '"',
        "x" * 200_000,
        "../../etc",
        "/",
        "--",
    ),
    *(
        "[" * 30_000,
        "{" * 30_000,
        "- " * 30_000,
        "? " * 30_000,
        "[" * 20 + "]" * 20,
        "1970-01-01",
        "12345678901234567890",
    ),
)
BLOCKS: Final = (
    "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{NINE.format(i - 1)}]\n" for i in range(1, 11)),
    "a0: &a0 {k: 1}\n" + "".join(f"a{i}: &a{i} {{<<: [{NINE.format(i - 1)}]}}\n" for i in range(1, 10)),
    "a: &a [*a]\n",
    "".join(" " * i + "a:\n" for i in range(2_000)),
    "- id: &x y\n- *x\n",
    "k" * 500_000 + ": 1\n",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "\t\n",
    "\0",
    "\x1b[31m\n",
    "\u2028\u202e\ufeff\n",
)
NAMES: Final = (
    b"\xff\xfe.md",
    b"a\nb.md",
    b"\x1b[31m.md",
    "\u202e.md".encode(),
    b"x" * 250 + b".md",
    b"\xe9",
    b" .md",
)
Harm = Callable[[Path, Random], None]


def _files(corpus: Path) -> list[Path]:
    return sorted(path for path in corpus.rglob("*") if path.is_file() and not path.is_symlink())


def _texts(corpus: Path) -> list[Path]:
    return [path for path in _files(corpus) if path.suffix in (".md", ".yaml") and path.name.isascii()]


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _a_scalar(corpus: Path, random: Random) -> None:
    """Another value for a key."""
    path = random.choice(_texts(corpus))
    lines = _lines(path)
    keyed = [place for place, line in enumerate(lines) if b": " in line]
    if keyed:
        place = random.choice(keyed)
        key, _, _ = lines[place].partition(b": ")
        lines[place] = key + b": " + _encoded(random.choice(SCALARS))
        path.write_bytes(b"\n".join(lines))


def _a_block(corpus: Path, random: Random) -> None:
    """Lines that were not there."""
    path = random.choice(_texts(corpus))
    lines = _lines(path)
    lines.insert(random.randrange(min(len(lines), 12)), _encoded(random.choice(BLOCKS)))
    path.write_bytes(b"\n".join(lines))


def _some_bits(corpus: Path, random: Random) -> None:
    """Some bits the other way round."""
    path = random.choice(_files(corpus))
    content = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 1, 3, 50)) if content else 0):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def _an_end(corpus: Path, random: Random) -> None:
    """A file cut short."""
    path = random.choice(_files(corpus))
    content = path.read_bytes()
    path.write_bytes(content[: random.randrange(len(content) + 1)])


def _an_order(corpus: Path, random: Random) -> None:
    """Lines that have changed places, are missing, or stand there twice."""
    path = random.choice(_texts(corpus))
    lines = _lines(path)
    for _ in range(random.randrange(1, 6)):
        first, second = random.randrange(len(lines)), random.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]
    if random.random() < 0.5:
        lines.insert(random.randrange(len(lines)), random.choice(lines))
    if random.random() < 0.5:
        del lines[random.randrange(len(lines))]
    path.write_bytes(b"\n".join(lines))


def _some_characters(corpus: Path, random: Random) -> None:
    """Characters from anywhere in Unicode."""
    path = random.choice(_texts(corpus))
    content = path.read_text(encoding="utf-8", errors="replace")
    for _ in range(random.randrange(1, 10)):
        place = random.randrange(len(content) + 1)
        content = (
            content[:place] + chr(random.randrange(0x110000)) * random.choice((1, 1, 40)) + content[place:]
        )
    path.write_bytes(_encoded(content))


def _an_encoding(corpus: Path, random: Random) -> None:
    """A file in another encoding."""
    path = random.choice(_texts(corpus))
    content = path.read_text(encoding="utf-8", errors="replace")
    encoding = random.choice(("utf-16", "utf-32", "utf-8-sig", "latin-1", "gb18030", "utf-7"))
    path.write_bytes(content.encode(encoding, "replace"))


def _a_name(corpus: Path, random: Random) -> None:
    """A file that is called otherwise, or another one beside it."""
    path = random.choice(_files(corpus))
    other = path.with_name(os.fsdecode(random.choice(NAMES)))
    if random.random() < 0.5:
        path.rename(other)
    else:
        other.write_bytes(path.read_bytes() if random.random() < 0.5 else b"stray")


def _no_file(corpus: Path, random: Random) -> None:
    """Something in the place of a file, or beside it, that is none."""
    path = random.choice(_files(corpus))
    if random.random() < 0.5:
        path.unlink()
    else:
        path = path.with_stem("another")
        path.unlink(missing_ok=True)
    kind = random.randrange(6)
    if kind == 0:
        os.mkfifo(path)
    elif kind == 1:
        path.mkdir()
    elif kind == 2:
        path.symlink_to(path.name)
    elif kind == 3:
        path.symlink_to(random.choice(("/dev/zero", "/dev/full", "/proc/self/mem", "/nowhere")))
    elif kind == 4:
        path.symlink_to(path.parent, target_is_directory=True)
    else:
        _listen(path)


def _listen(path: Path) -> None:
    place = os.open(path.parent, os.O_RDONLY)
    try:  # by way of the folder's descriptor: the path of a socket may have a hundred characters
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"/proc/self/fd/{place}/{path.name}")
    finally:
        os.close(place)


def _some_vectors(corpus: Path, random: Random) -> None:
    """Foreign arrays in the file of vectors."""
    path = corpus / VECTORS
    try:
        with np.load(BytesIO(path.read_bytes())) as file:
            arrays: dict[str, Any] = dict(file)
    except Exception:  # harmed before
        return
    name = random.choice(sorted(arrays))
    count = len(np.atleast_1d(arrays[name]))
    arrays[name] = random.choice(
        (
            *(np.array("a string"), np.array(["x"] * count), np.array([object()] * count), np.array(3)),
            *(
                np.full((count, 384), np.nan),
                np.zeros((count, 16), np.uint8),
                np.zeros((0, 3)),
                np.eye(count, 5),
            ),
        )
    )
    (np.savez_compressed if random.random() < 0.3 else np.savez)(path, allow_pickle=True, **arrays)


HARMS: Final[tuple[Harm, ...]] = (
    *(
        _a_scalar,
        _a_scalar,
        _a_scalar,
        _a_block,
        _a_block,
        _some_bits,
        _some_bits,
        _an_end,
        _an_order,
        _an_order,
    ),
    *(_some_characters, _an_encoding, _a_name, _no_file, _some_vectors),
)


@cache
def _vectors() -> bytes:
    """The file of vectors of the unharmed corpus, so that only what is harmed has to be embedded."""
    embedder = open_embedder()
    with tempfile.TemporaryDirectory() as folder:
        corpus, version = write_small_corpus(Path(folder) / "corpus"), Path(folder) / "version"
        version.mkdir()
        build_from_documents(load_documents(corpus), version, embedder)
        index = PassageIndex.open(version)
        save_vectors(corpus / VECTORS, embedder, vectors_of(index))
        return (corpus / VECTORS).read_bytes()


def write_hostile_corpus(folder: Path, seed: int) -> tuple[str, ...]:
    """Write corpus number `seed` to `folder`; returns the names of what was done to it."""
    random = Random(seed)  # noqa: S311 - corpora, not secrets
    write_small_corpus(folder)
    (folder / VECTORS).write_bytes(_vectors())
    harms = random.sample(HARMS, random.choice((1, 1, 1, 2, 4)))
    for harm in harms:
        harm(folder, random)
    return tuple(harm.__name__.strip("_") for harm in harms)


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))


def fault(corpus: Path, data: Path) -> str | None:
    """What is wrong with how `qa ask` meets the corpus; None for an answer or one clear line."""
    command = [
        sys.executable,
        "-m",
        "qa",
        "ask",
        QUESTION,
        "--json",
        "--corpus",
        str(corpus),
        "--data-dir",
        str(data),
    ]
    before = _listed(corpus)
    try:
        done = subprocess.run(
            command, capture_output=True, preexec_fn=_limited, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "it hangs"
    told, found = done.stderr.decode("utf-8"), done.stdout.decode("utf-8")
    if any(word in told for word in UNEXPECTED):
        return told.strip()
    if done.returncode not in (0, 1):
        return f"exit code {done.returncode}: {told}"
    if done.returncode and (
        told.count("\n") != 1 or not told.startswith("qa: ") or len(told) > 2_200 or found
    ):
        return f"no clear line: {told!r}"
    if not done.returncode and "answer" not in json.loads(found):
        return f"no answer: {found}"
    litter = [path.name for path in data.rglob(".*") if path.name != ".lock"]
    if litter or _listed(corpus) != before:
        return f"left behind: {litter or 'something in the corpus'}"
    return None


def _listed(folder: Path) -> list[bytes]:
    return sorted(os.fsencode(path) for path in folder.rglob("*"))


@dataclass
class Tally:
    """How many corpora were harmed in which way, how many were answered from, and what went wrong."""

    harms: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    def table(self) -> str:
        rows = [("answered", self.answered), ("refused", self.refused), ("faults", len(self.faults))]
        lines = [f"{name:16} {count:6}" for name, count in (*rows, *self.harms.most_common())]
        return "\n".join([*lines, *self.faults])


def run(
    count: int, seed: int = 0, keep: Path | None = None, tell: Callable[[str], object] | None = None
) -> Tally:
    """Meet the corpora from number `seed` on; `tell` is told of each, and in `keep` they stay."""
    tally = Tally()
    for number in range(seed, seed + count):
        with tempfile.TemporaryDirectory() as folder:
            place = (keep or Path(folder)) / str(number)
            harms = write_hostile_corpus(place / "corpus", number)
            wrong = fault(place / "corpus", place / "data")
            tally.harms.update(harms)
            if wrong:
                tally.faults.append(f"{number} ({', '.join(harms)}): {wrong[:500]}")
            elif (place / "data" / "index" / "current").is_file():
                tally.answered += 1
            else:
                tally.refused += 1
            if tell:
                tell(f"{number} {'fault' if wrong else 'sound'} ({', '.join(harms)})")
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    tally = run(options.count, options.seed, options.keep, lambda line: sys.stderr.write(f"{line}\n"))
    sys.stdout.write(f"{tally.table()}\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
