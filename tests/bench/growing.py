"""What one document more costs: `python -m tests.bench.growing [--documents N]`.

Documents of a paragraph of drawn words are indexed with the bundled model, nothing known before. Then one is
added, one changed and one removed. What is printed are the times, and the changes' as shares of the first.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from index.build import IndexBuilder
from index.embedding import BundledEmbedder
from tests.bench.bench import Row, report, say, timed
from tests.index.samples import write_corpus

TARGET = 0.03
_SENTENCES, _WORDS = 5, 16


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growing", description=__doc__)
    parser.add_argument("--documents", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        report(list(rows(Path(folder), options.documents)), as_json=options.json)


def rows(folder: Path, count: int) -> Iterator[Row]:
    """Times in seconds, and shares of the time of the first index."""
    draw = Random(0)  # noqa: S311 - the same documents on every machine
    bodies = {f"d{number:06}": _paragraph(draw) for number in range(count)}
    embedder = BundledEmbedder()
    builder = IndexBuilder(folder / "corpus", folder / "data", embedder)

    def spent(change: Callable[[], object]) -> float:
        change()
        return timed(builder.build) / 1000

    say(f"growing: indexing {count} documents")
    first = spent(lambda: write_corpus(builder.corpus, bodies))
    yield Row(f"indexing {count} documents", first, "s")
    middle = builder.corpus / "digests" / f"d{count // 2:06}.md"
    changes: dict[str, Callable[[], object]] = {
        "adding one": lambda: write_corpus(builder.corpus, {f"d{count // 3:06}x": _paragraph(draw)}),
        "changing one": lambda: write_corpus(builder.corpus, {middle.stem: _paragraph(draw)}),
        "removing one": middle.unlink,
    }
    for name, change in changes.items():
        seconds = spent(change)
        yield Row(name, seconds, "s")
        yield Row(f"{name} ÷ indexing all", seconds / first, "×", TARGET)


def _paragraph(draw: Random) -> str:
    return " ".join(_sentence(draw) for _ in range(_SENTENCES))


def _sentence(draw: Random) -> str:
    words = ("".join(draw.choices("aeioubdklmnrst", k=draw.randint(2, 9))) for _ in range(_WORDS))
    return " ".join(words).capitalize() + "."


if __name__ == "__main__":
    main()
