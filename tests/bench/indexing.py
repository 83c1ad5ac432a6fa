"""How quickly documents are indexed: `python -m tests.bench.indexing PARAGRAPHS.json MODEL [--rounds N]`.

PARAGRAPHS.json is a SQuAD file, each paragraph of which is a document; MODEL is a SentenceTransformer, best
one with the weights of the bundled model. In every round some paragraphs are embedded as they are by MODEL,
in torch and float32, and by the bundled model, then with their sentences, and then indexed, in turn. What is
printed are paragraphs a second, and times as a multiple of MODEL's.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random

from index.build import build_from_documents
from index.documents import Document
from index.embedding import BundledEmbedder, Embedder, open_embedder
from index.passages import chunk
from qa.evaluation.squad.file import read_squad
from qa.evaluation.squad.indexes import documents
from tests.bench.bench import Row, report, say, timed

TARGET = 1 / 1.1
BASE = "torch: paragraphs alone"
WHOLE = "indexing: paragraphs, sentences and terms"


def main() -> None:
    options = _options()
    paragraphs, _ = read_squad(options.paragraphs)
    held = documents(paragraphs)
    bundled, other = BundledEmbedder(), open_embedder(options.model)
    draw = Random(0)  # noqa: S311 - the same paragraphs on every machine
    taken: dict[str, list[float]] = {}
    for round_ in range(options.rounds + 1):  # the first loads the models and does not count
        say(f"indexing: round {round_} of {options.rounds}")
        drawn = draw.sample(held, min(options.count, len(held)))
        for name, call in ways(drawn, bundled, other).items():
            taken.setdefault(name, []).append(timed(call) / 1000)
    report(list(rows(taken, options.count)), as_json=options.json)


def ways(drawn: list[Document], bundled: Embedder, other: Embedder) -> Mapping[str, Callable[[], object]]:
    """What is measured, by name."""
    texts = [document.text for document in drawn]
    spans = [
        (document, span)
        for document in drawn
        for passage in chunk(document)
        for span in ((passage.start, passage.end), *passage.sentences)
    ]
    parts = [document.text[start:end] for document, (start, end) in spans]
    return {
        BASE: partial(other.embed_passages, texts),
        "encoder: paragraphs alone": partial(bundled.embed_documents, texts),
        "encoder: passages and sentences": partial(bundled.embed_documents, parts),
        WHOLE: partial(_index, drawn, bundled),
    }


def rows(taken: Mapping[str, list[float]], count: int) -> Iterator[Row]:
    """Rates over all rounds but the first, and times as multiples of torch's."""
    seconds = {name: sum(times[1:]) for name, times in taken.items()}
    rounds = len(taken[BASE]) - 1
    for name, spent in seconds.items():
        yield Row(name, count * rounds / spent, "a second")
    for name, spent in seconds.items():
        if name != BASE:
            yield Row(f"{name} ÷ torch", spent / seconds[BASE], "×", TARGET if name == WHOLE else None)


def _index(drawn: list[Document], bundled: Embedder) -> None:
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        build_from_documents(drawn, Path(folder), bundled)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.indexing", description=__doc__)
    parser.add_argument("paragraphs", type=Path, help="a SQuAD file")
    parser.add_argument("model", help="the name or folder of a SentenceTransformer")
    parser.add_argument("--count", type=int, default=24, help="paragraphs a round (default: 24)")
    parser.add_argument("--rounds", type=int, default=5, help="how often all is measured (default: 5)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
