"""Training on from weights in 8 bits: what `export` wrote is read back, to teach a reader more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from index.encoder.model_file import Floats
from index.errors import FootnoteError
from qa.evaluation.training.reader.export import PRODUCTS
from qa.evaluation.training.reader.network import LOWER, Upper


def take_over(network: Upper, file: Path) -> None:
    """Put the weights that are in `file` into `network`. Raises FootnoteError for a file that has others.

    A weight differs from the one that was written by half a step of 8 bits at most, which some blocks mend.
    """
    import onnx
    from onnx import numpy_helper

    try:
        held = {one.name: numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
        state = {f"layers.{number - LOWER}.{name}": array for number, name, array in _layers(network, held)}
        for head in ("tokens", "nothing"):
            state |= {f"{head}.weight": held[f"{head}.w"].T, f"{head}.bias": held[f"{head}.b"]}
        state["parts"] = held["parts"]
        tensors = {name: torch.from_numpy(np.array(array)) for name, array in state.items()}
        network.load_state_dict(tensors)
    except (OSError, KeyError, RuntimeError, ValueError) as error:
        raise FootnoteError(f"{file} holds no reader that can be trained on ({error}).") from error


def _layers(network: Upper, held: dict[str, Floats]) -> list[tuple[int, str, Floats]]:
    """The arrays of each layer by the names that torch gives them."""
    found: list[tuple[int, str, Floats]] = []
    for number in range(LOWER, LOWER + len(network.layers)):
        at = f"l{number}."
        for product in PRODUCTS:
            whole = held[f"{at}{product}.w"].astype(np.float32)
            matrix = whole * held[f"{at}{product}.scales"] * held[f"{at}{product}.by"][:, np.newaxis]
            found += [
                (number, f"{product}.weight", matrix.T),
                (number, f"{product}.bias", held[f"{at}{product}.b"]),
            ]
        for norm in ("aln", "oln"):
            found += [
                (number, f"{norm}.{name}", held[f"{at}{norm}.{kind}"])
                for name, kind in (("weight", "w"), ("bias", "b"))
            ]
    return found
