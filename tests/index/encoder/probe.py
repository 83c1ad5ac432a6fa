"""The graph by which the encoder finds out whether weights may have a sign.

`python -m tests.index.encoder.probe` writes it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from index.encoder.signs import PROBE


def probe() -> ModelProto:
    """One product, of the operator that the layers are made of."""
    held: dict[str, NDArray[Any]] = {
        "weights": np.full((4, 1), 127, dtype=np.int8),
        "scale": np.array(1, dtype=np.float32),
        "scales": np.ones(1, dtype=np.float32),
        "zero": np.array(0, dtype=np.uint8),
        "zeros": np.zeros(1, dtype=np.int8),
    }
    inputs = ["given", "weights", "scale", "scales", "zero", "zeros"]
    node = helper.make_node("MatMulIntegerToFloat", inputs, ["made"], domain="com.microsoft")
    graph = helper.make_graph(
        [node],
        "probe",
        [helper.make_tensor_value_info("given", TensorProto.UINT8, [1, 4])],
        [helper.make_tensor_value_info("made", TensorProto.FLOAT, [1, 1])],
        [numpy_helper.from_array(array, name) for name, array in held.items()],
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


if __name__ == "__main__":
    PROBE.write_bytes(probe().SerializeToString(deterministic=True))
