"""The layers of the encoder as an ONNX graph, run by ONNX Runtime.

The graph is made of the fused operators that ONNX Runtime's own optimiser writes for BERT (`com.microsoft`:
Attention, SkipLayerNormalization, BiasGelu), so that nothing is left to optimise when it is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encoder.model_file import Floats, ModelFile

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

_FUSED: Final = "com.microsoft"
_OPSET: Final = 18
_FORMAT: Final = 10  # of ONNX files
_MOST_THREADS: Final = 4  # its matrices are small: more wait for each other

BATCH: Final = 512
"""Tokens, padding included, that are run together: more do not fit the processor's cache and are slower."""


class Layers:
    """Some layers of the encoder: the vectors of the tokens of a text, each changed in the light of all."""

    def __init__(self, model: ModelFile, layers: range) -> None:
        """Unpacks the weights of `layers`, from 0, and opens their graph: 40 ms and 14 MB each."""
        from onnxruntime import InferenceSession, OrtValue, SessionOptions

        graph = _Graph(model, layers)
        proto = graph.proto()
        options = SessionOptions()
        options.intra_op_num_threads = min(_MOST_THREADS, os.cpu_count() or 1)
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        values = [OrtValue.ortvalue_from_numpy(array) for array in graph.weights.values()]
        options.add_external_initializers(list(graph.weights), values)
        self._session = InferenceSession(
            proto.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, texts: Sequence[Floats]) -> list[Floats]:
        """The vectors [t, d] of each text after these layers; those of about one length are run together."""
        found = list(texts)
        for batch in batches([len(text) for text in texts]):
            lengths = np.array([len(texts[place]) for place in batch], dtype=np.int32)
            given = np.zeros((len(batch), lengths.max(), texts[batch[0]].shape[1]), dtype=np.float32)
            for row, place in zip(given, batch, strict=True):
                row[: len(texts[place])] = texts[place]
            (changed,) = self._session.run(None, {"given": given, "lengths": lengths})
            for row, place in zip(changed, batch, strict=True):
                found[place] = row[: len(texts[place])]
        return found


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of `lengths` in groups that are run together: about equally long, `BATCH` tokens at most.

    A longer one is alone.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[place] * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


class _Graph:
    """The nodes of the graph and its weights by name; what adds a node returns the name of its output."""

    def __init__(self, model: ModelFile, layers: range) -> None:
        self._model, self._sizes, self._layers = model, model.sizes, layers
        self._nodes: list[NodeProto] = []
        self.weights: dict[str, Floats] = {}

    def proto(self) -> ModelProto:
        """The graph, whose weights stay outside of it."""
        from onnx import TensorProto, helper

        self._add_layers()
        shape: list[str | int | None] = ["texts", "tokens", self._sizes.hidden]
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [
                helper.make_tensor_value_info("given", TensorProto.FLOAT, shape),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info("changed", TensorProto.FLOAT, shape)],
            [_outside(name, array) for name, array in self.weights.items()],
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_FORMAT)

    def _add_layers(self) -> None:
        flowing = "given" if self._layers.start else self._normalised(["given"], "emb.ln")
        for layer in self._layers:
            flowing = self._layer(flowing, f"l{layer}.")
        self._node("Identity", [flowing], "changed")

    def _layer(self, given: str, at: str) -> str:
        hidden, inner = self._sizes.hidden, self._sizes.feed_forward
        attended = self._attention(given, at)
        mixed = self._product(attended, f"{at}ao", hidden, hidden)
        middle = self._normalised([mixed, given], f"{at}aln", f"{at}ao.b")
        widened = self._product(middle, f"{at}fi", hidden, inner)
        active = self._node("BiasGelu", [widened, self._floats(f"{at}fi.b", inner)], f"{at}gelu", fused=True)
        narrowed = self._product(active, f"{at}fo", inner, hidden)
        return self._normalised([narrowed, middle], f"{at}oln", f"{at}fo.b")

    def _attention(self, given: str, at: str) -> str:
        hidden = self._sizes.hidden
        parts = [self._model.matrix(f"{at}{part}.w", hidden, hidden).rows().T for part in "qkv"]
        biases = [self._model.floats(f"{at}{part}.b", hidden) for part in "qkv"]
        weights = self._weight(f"{at}qkv.w", np.concatenate(parts, axis=1))
        bias = self._weight(f"{at}qkv.b", np.concatenate(biases))
        inputs = [given, weights, bias, "lengths"]
        return self._node("Attention", inputs, f"{at}attended", fused=True, num_heads=self._sizes.heads)

    def _product(self, given: str, name: str, columns: int, rows: int) -> str:
        unpacked = self._model.matrix(f"{name}.w", rows, columns).rows()
        return self._node("MatMul", [given, self._weight(f"{name}.w", unpacked.T)], name)

    def _normalised(self, given: list[str], name: str, bias: str | None = None) -> str:
        """One input normalised, or the sum of two and the vector `bias`."""
        hidden, epsilon = self._sizes.hidden, self._sizes.epsilon
        inputs = [*given, self._floats(f"{name}.w", hidden), self._floats(f"{name}.b", hidden)]
        if bias is None:
            return self._node("LayerNormalization", inputs, name, epsilon=epsilon)
        inputs.append(self._floats(bias, hidden))
        return self._node("SkipLayerNormalization", inputs, name, fused=True, epsilon=epsilon)

    def _floats(self, name: str, length: int) -> str:
        return self._weight(name, self._model.floats(name, length))

    def _weight(self, name: str, array: Floats) -> str:
        self.weights[name] = np.ascontiguousarray(array)
        return name

    def _node(
        self,
        operator: str,
        inputs: list[str],
        output: str,
        *,
        fused: bool = False,
        **attributes: Any,  # noqa: ANN401 - ONNX's
    ) -> str:
        from onnx import helper

        domain = _FUSED if fused else ""
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output


def _outside(name: str, array: Floats) -> TensorProto:
    """The declaration of a weight that is handed over in memory."""
    from onnx import TensorProto
    from onnx.external_data_helper import set_external_data

    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=array.shape)
    tensor.raw_data = b""
    set_external_data(tensor, location="memory")
    return tensor
