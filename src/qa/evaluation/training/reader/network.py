"""The reader as a network that is trained: the upper layers of the encoder over question and window together.

The lower layers read question and window apart and stay as they are, so that the states of a window do not
depend on the question. What they give is joined, each part marked as what it is, and read by the upper ones.
Four numbers come of every token: whether the answer's words begin or end there, and how much it has to say,
with which weight, of whether its sentence answers; of the first token comes how likely nothing answers.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from index.encoder.model_file import ModelFile, Sizes

LOWER: Final = 6
"""Layers that read question and window apart."""

OUTPUTS: Final = 4  # begins, ends, weight, worth
MASKED: Final = -1e4


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of BERT, normalised after each half."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        hidden, inner = sizes.hidden, sizes.feed_forward
        self.heads = sizes.heads
        self.qkv, self.ao = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln = nn.LayerNorm(hidden, eps=sizes.epsilon)
        self.oln = nn.LayerNorm(hidden, eps=sizes.epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The states [n, t, d] after the layer; `mask` [n, 1, 1, t] is added to what attends."""
        n, t, d = states.shape
        q, k, v = self.qkv(states).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # By hand: torch's own product for processors takes nine times as long backwards in bfloat16.
        with torch.autocast("cpu", enabled=False):
            scores = torch.matmul(q * (d // self.heads) ** -0.5, k.transpose(-1, -2)) + mask.to(q.dtype)
            attended = torch.softmax(scores, dim=-1) @ v
        states = self.aln(states + self.ao(attended.transpose(1, 2).reshape(n, t, d)))
        changed: Tensor = self.oln(states + self.fo(functional.gelu(self.fi(states))))
        return changed

    def load(self, model: ModelFile, at: str) -> None:
        """Takes the weights of the encoder's layer `at`."""
        hidden, inner = model.sizes.hidden, model.sizes.feed_forward
        shapes = {"ao": (hidden, hidden), "fi": (inner, hidden), "fo": (hidden, inner)}
        for name, (rows, columns) in shapes.items():
            _fill(
                getattr(self, name),
                model.matrix(f"{at}{name}.w", rows, columns).rows(),
                model.floats(f"{at}{name}.b", rows),
            )
        parts = [model.matrix(f"{at}{part}.w", hidden, hidden).rows() for part in "qkv"]
        biases = [model.floats(f"{at}{part}.b", hidden) for part in "qkv"]
        _fill(self.qkv, np.concatenate(parts), np.concatenate(biases))
        for name in ("aln", "oln"):
            _fill(
                getattr(self, name),
                model.floats(f"{at}{name}.w", hidden),
                model.floats(f"{at}{name}.b", hidden),
            )


class Lower(nn.Module):  # type: ignore[misc]
    """The encoder up to its middle: words to states. Nothing of it is trained."""

    def __init__(self, model: ModelFile) -> None:
        super().__init__()
        sizes = model.sizes
        self._words = model.matrix("emb.word", sizes.vocabulary, sizes.hidden)
        self._places = torch.from_numpy(
            model.floats("emb.pos", sizes.positions, sizes.hidden)
            + model.floats("emb.type", sizes.segments, sizes.hidden)[0]
        )
        self.norm = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)
        _fill(self.norm, model.floats("emb.ln.w", sizes.hidden), model.floats("emb.ln.b", sizes.hidden))
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(LOWER))
        for number, layer in enumerate(self.layers):
            layer.load(model, f"l{number}.")
        self.requires_grad_(requires_grad=False)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """The states [n, t, d] of texts of `lengths` tokens, `ids` [n, t]."""
        distinct, places = np.unique(ids.numpy(), return_inverse=True)
        words = torch.from_numpy(self._words.rows(distinct))[torch.from_numpy(places.reshape(ids.shape))]
        states = self.norm(words + self._places[: ids.shape[1]])
        mask = masked(lengths, ids.shape[1])
        for layer in self.layers:
            states = layer(states, mask)
        return states


class Upper(nn.Module):  # type: ignore[misc]
    """What is trained: the upper layers, what marks question and window, and the outputs."""

    def __init__(self, model: ModelFile, parts: int = 2, outputs: int = OUTPUTS) -> None:
        super().__init__()
        sizes = model.sizes
        self.parts = nn.Parameter(torch.zeros(parts, sizes.hidden))
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers - LOWER))
        for number, layer in enumerate(self.layers, LOWER):
            layer.load(model, f"l{number}.")
        self.tokens = nn.Linear(sizes.hidden, outputs)
        self.nothing = nn.Linear(sizes.hidden, 1)

    def forward(self, states: Tensor, part: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Outputs of the tokens [n, t, 4], of nothing [n]; `part` [n, t] is 0 in a question, 1 after it.

        Other parts and outputs are those of what is trained with as many.
        """
        states = states + self.parts[part]
        mask = masked(lengths, states.shape[1])
        for layer in self.layers:
            states = layer(states, mask)
        return self.tokens(states).float(), self.nothing(states[:, 0]).squeeze(-1).float()


def masked(lengths: Tensor, longest: int) -> Tensor:
    """What is added where nothing is to be attended to: [n, 1, 1, longest]."""
    beyond = torch.arange(longest)[None, :] >= lengths[:, None]
    return (beyond * MASKED)[:, None, None, :]


def sentence_logits(outputs: Tensor, sentence: Tensor, count: int) -> Tensor:
    """How strongly each sentence speaks for itself, [n, count]; one without a token gets `MASKED`.

    `sentence` [n, t] is the sentence that a token is of, -1 for none.
    """
    member = sentence[:, None, :] == torch.arange(count)[None, :, None]
    weight = (outputs[:, None, :, 2]).masked_fill(~member, MASKED)
    shares = torch.softmax(weight, dim=-1) * member
    logits = (shares * outputs[:, None, :, 3]).sum(-1)
    return logits.masked_fill(~member.any(-1), MASKED)


def _fill(module: nn.Module, weight: np.ndarray, bias: np.ndarray) -> None:
    with torch.no_grad():
        module.weight.copy_(torch.from_numpy(np.array(weight)))
        module.bias.copy_(torch.from_numpy(np.array(bias)))
