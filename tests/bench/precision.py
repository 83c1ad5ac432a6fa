"""What the encoder loses and gains in int8: `python -m tests.bench.precision QUESTIONS.json …`.

Each QUESTIONS.json is a SQuAD file. Its paragraphs are read in float32 and in 8 bits, as the encoder does,
in turn. What is printed for each file: the cosine of the two vectors of a paragraph, nDCG@10 of the
paragraphs ranked by either, and the time that int8 takes as a multiple of that of float32.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.embedding import BundledEmbedder, Vectors
from index.encoder.encoder import Encoder
from index.encoder.layers import LayerGraph, Layers
from index.encoder.model_file import Floats, ModelFile
from qa.evaluation.squad.file import read_squad
from tests.bench.bench import Row, report, say

CLOSE = 0.99
LOSS = 0.003
_AT_ONCE = 24  # paragraphs read by the one, then by the other


class FloatGraph(LayerGraph):
    """The same layers in float32."""

    def _attention(self, given: str, at: str) -> str:
        weights, bias = self.attention_weights(at)
        inputs = [given, self._weight(f"{at}qkv.w", weights), self._weight(f"{at}qkv.b", bias), "lengths"]
        return self._node("Attention", inputs, f"{at}attended", fused=True, num_heads=self.sizes.heads)

    def _product(self, given: str, name: str, columns: int, rows: int) -> str:
        unpacked = self._model.matrix(f"{name}.w", rows, columns).rows()
        return self._node("MatMul", [given, self._weight(f"{name}.w", unpacked.T)], name)


class FloatLayers(Layers):
    def __init__(self, model: ModelFile) -> None:
        self._open(FloatGraph(model))


class FloatEncoder(Encoder):
    """The encoder in float32."""

    @cached_property
    def _layers(self) -> Layers:
        return FloatLayers(self._model)


def main() -> None:
    options = _options()
    exact, small = FloatEncoder(), Encoder()
    rows: list[Row] = []
    for file in options.questions:
        say(f"precision: {file.name}")
        rows += _compared(file, exact, small, options.count)
    report(rows, as_json=options.json)


def ndcg(passages: Vectors, queries: Vectors, right: Sequence[int], depth: int = 10) -> float:
    """nDCG@`depth` of passages [n, d] ranked by cosine for queries [m, d], each with one that is `right`."""
    scores = queries @ passages.T
    ranks = (scores > scores[np.arange(len(right)), right][:, np.newaxis]).sum(axis=1)
    return float(np.mean([1 / math.log2(rank + 2) if rank < depth else 0.0 for rank in ranks]))


def _compared(file: Path, exact: Encoder, small: Encoder, count: int) -> Iterator[Row]:
    paragraphs, items = read_squad(file)
    held = paragraphs[:count]
    places = {paragraph.id: place for place, paragraph in enumerate(held)}
    asked = [item for item in items if item.paragraph in places]
    floats, bytes_, ratio = _read([one.text for one in held], exact, small)
    queries = BundledEmbedder().embed_queries([item.question for item in asked])
    right = [places[item.paragraph] for item in asked]
    before, after = ndcg(floats, queries, right), ndcg(bytes_, queries, right)
    cosines = (floats * bytes_).sum(axis=1)
    yield Row(f"{file.name}: nDCG@10 in float32 ({len(asked)} questions)", before, "")
    yield Row(f"{file.name}: nDCG@10 in int8", after, "")
    yield Row(f"{file.name}: nDCG@10 lost", before - after, "", LOSS)
    yield Row(f"{file.name}: 1 - cosine, mean", float(1 - cosines.mean()), "", 1 - CLOSE)
    yield Row(f"{file.name}: 1 - cosine, most", float(1 - cosines.min()), "", 1 - CLOSE)
    yield Row(f"{file.name}: time of int8 ÷ float32", ratio, "×")


def _read(texts: Sequence[str], exact: Encoder, small: Encoder) -> tuple[Vectors, Vectors, float]:
    """The vectors of `texts` by both, and the time that the second took as a multiple of the first's."""
    spent = [0.0, 0.0]
    found: tuple[list[Floats], list[Floats]] = [], []
    for encoder in (exact, small):
        encoder.encode(texts[:1])  # loads it
    for start in range(0, len(texts), _AT_ONCE):
        for place, encoder in enumerate((exact, small)):
            started = time.perf_counter()
            read = encoder.encode(texts[start : start + _AT_ONCE])
            spent[place] += time.perf_counter() - started
            found[place].extend(tokens.mean() for tokens in read)
    return np.array(found[0]), np.array(found[1]), spent[1] / spent[0]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.precision", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+", help="SQuAD files")
    parser.add_argument("--count", type=int, default=240, help="paragraphs of each (default: 240)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON instead of a table")
    return parser.parse_args()


if __name__ == "__main__":
    main()
