"""A trained network as files that ONNX Runtime reads, in 8 bits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import torch
from torch import nn

from index.atomic import write_whole
from index.encoder.layers import LayerGraph, LayerWeights
from index.encoder.model_file import Floats, ModelFile, Sizes
from qa.evaluation.training.reader.network import LOWER, Layer, Upper
from qa.evaluation.training.reader.training import TokenRow, Training

if TYPE_CHECKING:
    from onnx import ValueInfoProto

PRODUCTS: Final = ("qkv", "ao", "fi", "fo")
R = TypeVar("R")


class _Whole:
    """A matrix in memory."""

    def __init__(self, matrix: Floats) -> None:
        self._matrix = matrix

    def rows(self) -> Floats:
        return self._matrix


class UpperWeights(LayerWeights):
    """The trained layers by the names that `LayerGraph` asks for."""

    def __init__(self, network: Upper, sizes: Sizes) -> None:
        self._sizes = sizes
        self._layers: dict[str, Layer] = {
            f"l{number}.": layer
            for number, layer in enumerate(network.layers, LOWER)
            if isinstance(layer, Layer)
        }
        self.parts = network.parts.detach().numpy().copy()
        self.heads = {
            "tokens": (network.tokens.weight, network.tokens.bias),
            "nothing": (network.nothing.weight, network.nothing.bias),
        }

    @property
    def sizes(self) -> Sizes:
        return self._sizes

    def matrix(self, name: str, rows: int, columns: int, /) -> _Whole:
        at, part, _ = _parts(name)
        layer, hidden = self._layers[at], self._sizes.hidden
        if part in ("q", "k", "v"):
            first = "qkv".index(part) * hidden
            return _Whole(_array(layer.qkv.weight)[first : first + hidden].reshape(rows, columns))
        return _Whole(_array(getattr(layer, part).weight).reshape(rows, columns))

    def floats(self, name: str, /, *shape: int) -> Floats:
        at, part, kind = _parts(name)
        layer, hidden = self._layers[at], self._sizes.hidden
        if part in ("q", "k", "v"):
            first = "qkv".index(part) * hidden
            return _array(layer.qkv.bias)[first : first + hidden]
        return _array(getattr(getattr(layer, part), "weight" if kind == "w" else "bias")).reshape(shape)


class UpperGraph(LayerGraph):
    """The upper layers, before them the marks of question and window, after them the outputs."""

    def __init__(self, weights: UpperWeights, ranges: dict[str, Floats]) -> None:
        super().__init__(weights, range(LOWER, weights.sizes.layers), ranges)
        self._upper = weights

    @property
    def outputs(self) -> list[str]:
        return ["tokens", "nothing"]

    def _given(self) -> list[ValueInfoProto]:
        from onnx import TensorProto, helper

        part = helper.make_tensor_value_info("part", TensorProto.INT64, ["texts", "tokens"])
        return [*super()._given(), part]

    def _add_layers(self) -> None:
        marks = self._node("Gather", [self._weight("parts", self._upper.parts), "part"], "marks")
        flowing = self._node("Add", ["given", marks], "marked")
        for layer in self._which:
            flowing = self._layer(flowing, f"l{layer}.")
        self._head(flowing, "tokens", "tokens")
        first = self._node(
            "Gather", [flowing, self._weight("first", np.array([0], dtype=np.int64))], "first_token", axis=1
        )
        self._head(first, "nothing", "nothing_column")
        axis = self._weight("column", np.array([1, 2], dtype=np.int64))
        self._node("Squeeze", ["nothing_column", axis], "nothing")

    def _head(self, given: str, name: str, output: str) -> None:
        weight, bias = self._upper.heads[name]
        product = self._node(
            "MatMul", [given, self._weight(f"{name}.w", _array(weight).T)], f"{name}.product"
        )
        self._node("Add", [product, self._weight(f"{name}.b", _array(bias))], output)


def export(training: Training, rows: Sequence[TokenRow], upper: Path, lower: Path) -> None:
    """Write the network and the layers below it; what products are given is measured on `rows`."""
    export_upper(training.upper, training.outputs, rows, upper)
    write_whole(lower, LayerGraph(ModelFile(), range(LOWER)).proto(whole=True).SerializeToString())


def export_upper(network: Upper, outputs: Callable[[list[R]], object], rows: Sequence[R], file: Path) -> None:
    """Write a network, whose `outputs` of `rows` are made to measure what products are given."""
    weights = UpperWeights(network, ModelFile().sizes)
    graph = UpperGraph(weights, measured_ranges(network, outputs, rows))
    write_whole(file, graph.proto(whole=True).SerializeToString())


def measured_ranges(
    network: Upper, outputs: Callable[[list[R]], object], rows: Sequence[R], batch: int = 32
) -> dict[str, Floats]:
    """The least and the greatest of each column that is given to each product, [2, columns]."""
    found: dict[str, Floats] = {}

    def watch(name: str) -> Any:  # noqa: ANN401 - a hook of torch's
        def hook(module: nn.Module, given: tuple[torch.Tensor, ...]) -> None:  # noqa: ARG001
            held = given[0].detach().reshape(-1, given[0].shape[-1])
            both = np.stack([held.amin(0).float().numpy(), held.amax(0).float().numpy()])
            before = found.get(name, both)
            found[name] = np.stack([np.minimum(before[0], both[0]), np.maximum(before[1], both[1])])

        return hook

    hooks = [
        getattr(layer, product).register_forward_pre_hook(watch(f"l{number}.{product}"))
        for number, layer in enumerate(network.layers, LOWER)
        for product in PRODUCTS
    ]
    with torch.no_grad():
        for start in range(0, len(rows), batch):
            outputs([*rows[start : start + batch]])
    for hook in hooks:
        hook.remove()
    return found


def _parts(name: str) -> tuple[str, str, str]:
    """The layer, the part and the kind of a weight: "l7.", "ao", "w" of "l7.ao.w"."""
    at, part, kind = name.split(".")
    return f"{at}.", part, kind


def _array(tensor: torch.Tensor) -> Floats:
    array: Floats = tensor.detach().float().numpy()
    return array
