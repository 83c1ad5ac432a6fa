"""The layers of the encoder as an ONNX graph, run by ONNX Runtime.

The graph is made of the fused operators that ONNX Runtime's own optimiser writes for BERT (`com.microsoft`:
QAttention, MatMulIntegerToFloat, SkipLayerNormalization, BiasGelu), so that nothing is left to optimise when
it is opened. Matrices are multiplied in 8 bits, which takes less time than float32 and a quarter of its
memory, and keeps the order of what is found (`tests.bench.precision`). See `index.encoder.signs` for the
sign of weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoder.model_file import Floats, ModelFile, Sizes
from index.encoder.signs import overflows, read_without_signs, unsigned, without_signs
from index.threads import threads_for

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto
    from onnxruntime import InferenceSession

RANGES: Final = Path(__file__).with_name("ranges.npz")
"""Between what each column of the values given to a product lies [2, columns], as `tests.bench.ranges` found.

They hardly depend on the text: the extremes are those of a few dimensions of the tokens that belong to every
text. Looking for them in each batch takes longer, and a text's vectors would depend on what is in it, too.
"""

_FUSED: Final = "com.microsoft"
_OPSET: Final = 18
_FORMAT: Final = 10  # of ONNX files
_MOST: Final = 255  # the greatest whole number
_MOST_WEIGHT: Final = 127  # the greatest weight of a column in whole numbers

_MIGRATION: Final = 0.7  # of the difficulty from values to weights
_SHIFT: Final = 50  # the most that is taken from a column of values
_MOST_THREADS: Final = 4  # its matrices are small: more wait for each other

BATCH: Final = 512
"""Tokens, padding included, that are run together: more do not fit the processor's cache and are slower."""


class Layers:
    """The layers of the encoder: the vectors of the tokens of a text, each changed in the light of all."""

    def __init__(self, model: ModelFile) -> None:
        """Unpacks their weights and opens their graph: 60 ms and 4 MB each."""
        self._open(LayerGraph(model))

    def _open(self, graph: LayerGraph) -> None:
        from onnxruntime import InferenceSession, OrtValue

        proto = graph.proto()
        options = session_options()
        weights = graph.weights
        if overflows():
            proto, weights = without_signs(proto), {name: unsigned(array) for name, array in weights.items()}
        values = [OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
        options.add_external_initializers(list(weights), values)
        self._session = InferenceSession(
            proto.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def run(self, texts: Sequence[Floats]) -> list[Floats]:
        """See `run_layers`."""
        return run_layers(self._session, texts)


def run_layers(session: InferenceSession, texts: Sequence[Floats]) -> list[Floats]:
    """The vectors [t, d] of each text after the layers of a graph; those of about one length go together."""
    found = list(texts)
    for batch in batches([len(text) for text in texts]):
        lengths = np.array([len(texts[place]) for place in batch], dtype=np.int32)
        given = padded([texts[place] for place in batch])
        (changed,) = session.run(None, {"given": given, "lengths": lengths})
        for row, place in zip(changed, batch, strict=True):
            found[place] = row[: len(texts[place])]
    return found


def padded(texts: Sequence[Floats]) -> Floats:
    """Texts [t, d] beside each other, [n, most t, d]."""
    given = np.zeros((len(texts), max(map(len, texts)), texts[0].shape[1]), dtype=np.float32)
    for row, text in zip(given, texts, strict=True):
        row[: len(text)] = text
    return given


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


def session_options() -> Any:  # noqa: ANN401 - ONNX Runtime has no types
    """How graphs are run: with as many threads as may be, a few at most, which sleep when idle.

    Memory is given back between texts: an arena for each graph would keep 25 MB and save one part in twenty
    of the time.
    """
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.intra_op_num_threads = threads_for(_MOST_THREADS)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def open_graph(file: Path) -> InferenceSession:
    """The graph in a file, its weights without a sign where the processor needs that; raises what it will."""
    from onnxruntime import InferenceSession

    graph = read_without_signs(file) if overflows() else str(file)
    return InferenceSession(graph, session_options(), providers=["CPUExecutionProvider"])


class _Rows(Protocol):
    """A matrix that is unpacked as a whole."""

    def rows(self) -> Floats: ...


class LayerWeights(Protocol):
    """The weights of layers by name, as `ModelFile` has those of the encoder."""

    @property
    def sizes(self) -> Sizes: ...

    def matrix(self, name: str, rows: int, columns: int, /) -> _Rows: ...

    def floats(self, name: str, /, *shape: int) -> Floats: ...


class LayerGraph:
    """The nodes of the graph and its weights by name; what adds a node returns the name of its output."""

    def __init__(
        self,
        model: LayerWeights,
        layers: range | None = None,
        ranges: Mapping[str, Floats] | None = None,
    ) -> None:
        """The `layers`, all where none are named, of a model whose products are given what `ranges` holds."""
        self._model, self.sizes = model, model.sizes
        self._which = range(self.sizes.layers) if layers is None else layers
        self._ranges = load_ranges() if ranges is None else ranges
        self._nodes: list[NodeProto] = []
        self.weights: dict[str, NDArray[Any]] = {}

    def proto(self, *, whole: bool = False) -> ModelProto:
        """The graph, whose weights stay outside of it unless it is to be `whole`."""
        from onnx import TensorProto, helper, numpy_helper

        self._add_layers()
        weights = self.weights.items()
        graph = helper.make_graph(
            self._nodes,
            "e5",
            [
                *self._given(),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["texts"]),
            ],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self.outputs],
            [
                numpy_helper.from_array(array, name) if whole else _outside(name, array)
                for name, array in weights
            ],
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_FORMAT)

    def _given(self) -> list[ValueInfoProto]:
        """What the graph is given beside the lengths."""
        from onnx import TensorProto, helper

        shape: list[str | int | None] = ["texts", "tokens", self.sizes.hidden]
        return [helper.make_tensor_value_info("given", TensorProto.FLOAT, shape)]

    @property
    def outputs(self) -> list[str]:
        """The names of what the graph gives, float32."""
        return ["changed"]

    def _add_layers(self) -> None:
        flowing = self._normalised(["given"], "emb.ln")
        for layer in self._which:
            flowing = self._layer(flowing, f"l{layer}.")
        self._node("Identity", [flowing], "changed")

    def _layer(self, given: str, at: str) -> str:
        hidden, inner = self.sizes.hidden, self.sizes.feed_forward
        attended = self._attention(given, at)
        mixed = self._product(attended, f"{at}ao", hidden, hidden)
        middle = self._normalised([mixed, given], f"{at}aln", f"{at}ao.b")
        widened = self._product(middle, f"{at}fi", hidden, inner)
        active = self._node("BiasGelu", [widened, self._floats(f"{at}fi.b", inner)], f"{at}gelu", fused=True)
        narrowed = self._product(active, f"{at}fo", inner, hidden)
        return self._normalised([narrowed, middle], f"{at}oln", f"{at}fo.b")

    def _attention(self, given: str, at: str) -> str:
        matrix, bias = self.attention_weights(at)
        values, weights, *scales, zero, zeros = self._in_whole_numbers(given, f"{at}qkv", matrix)
        inputs = [values, weights, self._weight(f"{at}qkv.b", bias), *scales, "lengths", zero, zeros]
        return self._node("QAttention", inputs, f"{at}attended", fused=True, num_heads=self.sizes.heads)

    def attention_weights(self, at: str) -> tuple[Floats, Floats]:
        """What makes queries, keys and values of a vector in the layer `at`: [d, 3 d] and [3 d]."""
        hidden = self.sizes.hidden
        parts = [self._model.matrix(f"{at}{part}.w", hidden, hidden).rows().T for part in "qkv"]
        biases = [self._model.floats(f"{at}{part}.b", hidden) for part in "qkv"]
        return np.concatenate(parts, axis=1), np.concatenate(biases)

    def _product(self, given: str, name: str, columns: int, rows: int) -> str:
        matrix = self._model.matrix(f"{name}.w", rows, columns).rows().T
        inputs = self._in_whole_numbers(given, name, matrix)
        return self._node("MatMulIntegerToFloat", inputs, name, fused=True)

    def _in_whole_numbers(self, given: str, name: str, matrix: Floats) -> list[str]:
        """What is `given` to the product `name` and its `matrix` [rows, columns], each in 8 bits.

        Returned are both, their scales, and which number is zero; for the matrix of each column.
        """
        least, greatest = self._ranges[name]
        factors = _factors(np.maximum(-least, greatest), matrix)
        scale = np.float32((greatest / factors).max() - (least / factors).min()) / _MOST
        smooth = self._node("Mul", [given, self._weight(f"{name}.by", 1 / factors)], f"{name}.smooth")
        scale_name = self._weight(f"{name}.scale", np.array(scale))
        zero = np.array(np.rint(-(least / factors).min() / scale), dtype=np.uint8)
        zero_name = self._weight(f"{name}.zero", zero)
        values = self._node("QuantizeLinear", [smooth, scale_name, zero_name], f"{name}.values")
        scales = np.abs(matrix * factors[:, np.newaxis]).max(axis=0) / _MOST_WEIGHT
        scales[scales == 0] = 1
        whole = np.rint(matrix * factors[:, np.newaxis] / scales)
        return [
            values,
            self._weight(f"{name}.w", whole.astype(np.int8)),
            scale_name,
            self._weight(f"{name}.scales", scales),
            zero_name,
            self._weight(f"{name}.zeros", np.zeros(len(scales), dtype=np.int8)),
        ]

    def _normalised(self, given: list[str], name: str, bias: str | None = None) -> str:
        """One input normalised, or the sum of two and the vector `bias`."""
        hidden, epsilon = self.sizes.hidden, self.sizes.epsilon
        inputs = [*given, self._floats(f"{name}.w", hidden), self._floats(f"{name}.b", hidden)]
        if bias is None:
            return self._node("LayerNormalization", inputs, name, epsilon=epsilon)
        inputs.append(self._floats(bias, hidden))
        return self._node("SkipLayerNormalization", inputs, name, fused=True, epsilon=epsilon)

    def _floats(self, name: str, length: int) -> str:
        return self._weight(name, self._model.floats(name, length))

    def _weight(self, name: str, array: NDArray[Any]) -> str:
        self.weights[name] = np.ascontiguousarray(array)
        return name

    def _node(
        self,
        operator: str,
        inputs: list[str],
        *outputs: str,
        fused: bool = False,
        **attributes: Any,  # noqa: ANN401 - ONNX's
    ) -> str:
        from onnx import helper

        domain = _FUSED if fused else ""
        self._nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **attributes))
        return outputs[0]


def load_ranges() -> dict[str, Floats]:
    """`RANGES`: the least and the greatest value of each column, float32 [2, columns], by product."""
    with np.load(RANGES) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def _factors(greatest: Floats, matrix: Floats) -> Floats:
    """By what each column of values, `greatest` at most, is divided, and the row of the matrix multiplied.

    A few columns have values a hundred times as great as the others, which would all be nought in 8 bits
    (SmoothQuant, Xiao et al. 2022, arXiv:2211.10438).
    """
    values, weights = np.log(np.maximum(greatest, 1e-3)), np.log(np.maximum(np.abs(matrix).max(axis=1), 1e-4))
    shift = _MIGRATION * values - (1 - _MIGRATION) * weights
    factors: Floats = np.exp(shift - shift.mean()).clip(1 / _SHIFT, _SHIFT).astype(np.float32)
    return factors


def _outside(name: str, array: NDArray[Any]) -> TensorProto:
    """The declaration of a weight that is handed over in memory."""
    from onnx import TensorProto, helper
    from onnx.external_data_helper import set_external_data

    tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(array.dtype), dims=array.shape)
    tensor.raw_data = b""
    set_external_data(tensor, location="memory")
    return tensor
