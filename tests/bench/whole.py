"""What a passage costs beside its vectors: `python -m tests.bench.whole [--counts N …]`.

Documents of ten passages of six sentences of drawn words are indexed, with vectors that are drawn as well;
a process of its own then opens the index, as a bot does. What is printed are its files, the memory that it
holds and cannot drop, the processor time of opening it and of a search by words, and how they grow.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from index.build import build_from_documents
from index.documents import Document
from index.passage_index import PassageIndex
from index.text import terms
from tests.bench.bench import Row, report, run, say
from tests.bench.collections import DrawnEmbedder
from tests.bench.scale import held

PASSAGES: Final = 10  # of a document
SENTENCES: Final = 6  # of a passage
WORDS: Final = 20_000  # there are, the n-th of which is drawn as often as one in n
ASKED: Final = 50


def main() -> None:
    options = _options()
    if options.work:
        sys.stdout.write(json.dumps(opened(options.work)) + "\n")
        return
    rows: list[Row] = []
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="footnote-bench-", dir=options.folder) as folder:
            say(f"whole: {count:,} passages")
            build_from_documents(list(documents(count // PASSAGES)), Path(folder), DrawnEmbedder())
            command = [sys.executable, "-m", __spec__.name, "--work", folder]
            rows += told(json.loads(run(command, os.environ)))
    report(rows, as_json=options.json)


def documents(count: int) -> Iterator[Document]:
    """Documents that are the same on every machine."""
    draw = Random(0)  # noqa: S311
    letters = "aeioubdklmnrst"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(WORDS)]
    weights = [1 / (place + 1) for place in range(WORDS)]

    def passage() -> str:
        drawn = draw.choices(words, weights, k=16 * SENTENCES)
        said = (" ".join(drawn[at : at + 16]).capitalize() + "." for at in range(0, len(drawn), 16))
        return f"## {' '.join(drawn[:3])}\n\n{' '.join(said)}"

    for number in range(count):
        text = "\n\n".join(passage() for _ in range(PASSAGES))
        given = {"id": f"d{number}", "title": f"Report {number}", "edition": "", "language": "en"}
        yield Document(**given, published=None, sources=(), license=None, text=text)


def opened(folder: Path) -> dict[str, Any]:
    """Open the index, and search it by the words of some of its sentences."""
    before, began = held("Pss_Anon"), time.process_time()
    index = PassageIndex.open(folder)
    found: dict[str, Any] = {"seconds": time.process_time() - began}
    times = []
    for row in range(0, len(index.sentences), max(1, len(index.sentences) // ASKED)):
        asked = terms(index.sentence_text(row))
        began = time.thread_time()
        index.lexical.search(asked, 100)
        times.append((time.thread_time() - began) * 1000)
    found["words"] = median(times)
    found["anonymous"] = held("Pss_Anon") - before
    found["files"] = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }
    found["passages"], found["sentences"] = len(index.passages), len(index.sentences)
    return found


def told(found: dict[str, Any]) -> Iterator[Row]:
    count, files = found["passages"], found["files"]
    name = f"{count:,} passages, {found['sentences']:,} sentences"
    vectors = sum(size for file, size in files.items() if file.endswith(".npy") and "/" not in file)
    yield Row(f"{name}: opened in", found["seconds"], "s of the processor")
    yield Row(f"{name}: memory that it holds", found["anonymous"], "MB")
    yield Row(f"{name}: … a passage", found["anonymous"] * 1e6 / count, "bytes")
    yield Row(f"{name}: vectors, a passage with its sentences", vectors / count, "bytes")
    yield Row(f"{name}: other files, a passage", (sum(files.values()) - vectors) / count, "bytes")
    yield Row(f"{name}: a search by words, p50", found["words"], "ms")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.whole", description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[10_000, 30_000], help="passages")
    parser.add_argument("--folder", type=Path, help="where to write (default: the system's place)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
