"""The sign of weights in 8 bits: on which processors their products are exact, and how they lose it.

The products of signed weights are twice as quick where a processor has instructions for them (VNNI, and those
of ARM). On one that has only AVX2 the sums of two such products do not fit the 16 bits that they are kept in.
There weights are given without a sign, which makes the same sums in more time. That is found out by computing
one, not by the processor's name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto

PROBE: Final = Path(__file__).with_name("probe.onnx")
"""A graph of one product `made` of `given`, unsigned [1, 4], and four weights of 127.

`python -m tests.index.encoder.probe` writes it.
"""

GREATEST: Final = 255 * 127 * 4
_HALF: Final = 128  # what a weight of 0 is without a sign


@cache
def overflows() -> bool:
    """Whether this processor cannot add up products of the greatest weights with a sign."""
    from onnxruntime import InferenceSession

    session = InferenceSession(str(PROBE), providers=["CPUExecutionProvider"])
    (made,) = session.run(None, {"given": np.full((1, 4), 255, dtype=np.uint8)})
    return bool(made.item() != GREATEST)


def unsigned(array: NDArray[Any]) -> NDArray[Any]:
    """Weights, or their zero points, without a sign; anything that is not in signed 8 bits as it is."""
    return (array.astype(np.int16) + _HALF).astype(np.uint8) if array.dtype == np.int8 else array


def without_signs(proto: ModelProto) -> ModelProto:
    """The same graph with weights that have no sign, those that it holds and those that it is given."""
    from onnx import ModelProto, TensorProto, numpy_helper

    changed = ModelProto()
    changed.CopyFrom(proto)
    for tensor in changed.graph.initializer:
        if tensor.data_type == TensorProto.INT8 and tensor.external_data:
            tensor.data_type = TensorProto.UINT8
        elif tensor.data_type == TensorProto.INT8:
            tensor.CopyFrom(numpy_helper.from_array(unsigned(numpy_helper.to_array(tensor)), tensor.name))
    return changed


def read_without_signs(file: Path) -> bytes:
    """The graph in a file, with weights that have no sign."""
    import onnx  # as long as all else that is opened: only where it must be

    read: bytes = without_signs(onnx.load(file)).SerializeToString()
    return read
