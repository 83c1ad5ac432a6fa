"""Writes index/encoder/ranges.npz: `python -m tests.bench.ranges PARAGRAPHS.json … [--count N]`.

Each PARAGRAPHS.json is a SQuAD file (`.gz` or not), best of different languages. Some of its paragraphs are
read in float32, whole and in thirds. Written down is what each column of the values given to a product lies
between.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from random import Random

import numpy as np

from index.encoder.encoder import Encoder
from index.encoder.layers import RANGES, Layers
from index.encoder.model_file import Floats, ModelFile
from tests.bench.bench import say
from tests.bench.precision import FloatGraph

_LONGEST = 700  # characters: about as long as a passage


class WatchedGraph(FloatGraph):
    """Layers that also tell what is given to each product: `watched` names it."""

    def __init__(self, model: ModelFile) -> None:
        super().__init__(model)
        self.watched: dict[str, str] = {}

    def _attention(self, given: str, at: str) -> str:
        self._watch(f"{at}qkv", given)
        return super()._attention(given, at)

    def _product(self, given: str, name: str, columns: int, rows: int) -> str:
        self._watch(name, given)
        return super()._product(given, name, columns, rows)

    def _watch(self, name: str, given: str) -> None:
        self.watched[name] = self._node("Identity", [given], f"{name}.watched")

    @property
    def outputs(self) -> list[str]:
        return [*super().outputs, *self.watched.values()]


class WatchedLayers(Layers):
    """Layers that keep the least and the greatest value in each column of what is given to a product."""

    def __init__(self, model: ModelFile, seen: dict[str, Floats]) -> None:
        self._graph, self._seen = WatchedGraph(model), seen
        self._open(self._graph)

    def run(self, texts: Sequence[Floats]) -> list[Floats]:
        return [self._run(text) for text in texts]

    def _run(self, text: Floats) -> Floats:
        lengths = np.array([len(text)], dtype=np.int32)
        changed, *watched = self._session.run(None, {"given": text[np.newaxis], "lengths": lengths})
        for name, values in zip(self._graph.watched, watched, strict=True):
            seen = np.concatenate([values[0], self._seen.get(name, values[0])])
            self._seen[name] = np.stack([seen.min(axis=0), seen.max(axis=0)])
        vectors: Floats = changed[0]
        return vectors


class WatchedEncoder(Encoder):
    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, Floats] = {}

    @cached_property
    def _layers(self) -> Layers:
        return WatchedLayers(self._model, self.seen)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ranges", description=__doc__)
    parser.add_argument("paragraphs", type=Path, nargs="+", help="SQuAD files")
    parser.add_argument("--count", type=int, default=24, help="paragraphs of each (default: 24)")
    options = parser.parse_args()
    encoder = WatchedEncoder()
    for file in options.paragraphs:
        say(f"ranges: {file.name}")
        encoder.encode([part for text in _drawn(file, options.count) for part in _parts(text)])
    np.savez(
        RANGES, allow_pickle=False, **{name: held.astype(np.float16) for name, held in encoder.seen.items()}
    )


def _drawn(file: Path, count: int) -> Iterator[str]:
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    articles = json.loads(content)["data"]
    texts = [paragraph["context"] for article in articles for paragraph in article["paragraphs"]]
    draw = Random(1)  # noqa: S311 - the same paragraphs each time
    yield from (text[:_LONGEST] for text in draw.sample(texts, min(count, len(texts))))


def _parts(text: str) -> list[str]:
    """A text, and each third of it."""
    third = len(text) // 3
    return [text, text[:third], text[third : 2 * third], text[2 * third :]]


if __name__ == "__main__":
    main()
