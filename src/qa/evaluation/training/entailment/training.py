"""Training what tells whether a statement follows: blocks of claims, drawn by seed and number."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from index.encoder.model_file import ModelFile
from index.encoder.tokenizer import PREFIX, QUERY, Tokenizer
from index.excerpt import Span
from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.evaluation.training.entailment.claims import Claims
from qa.evaluation.training.reader.network import MASKED, Lower, Upper
from qa.evaluation.training.reader.shipped import take_over
from qa.evaluation.training.reader.training import BlockProgress, load_state, save_state, share_of_rate
from qa.prose.as_quoted import as_quoted
from qa.prose.entailment import LONGEST_PIECE, LONGEST_QUESTION, LONGEST_STATEMENT, PARTS
from qa.reading.reader import UPPER

BLOCK: Final = 1024
BATCH: Final = 16
RATE: Final = 1.2e-4
WEIGHT_DECAY: Final = 0.01
WORDS: Final = 0.5  # weight of the words that do not follow, beside the whole
UNKNOWN: Final = -1.0
KEPT: Final = 40_000  # texts whose lower states are kept: 25 KB each


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in tokens: each text by its part, which tokens of the statement are wrong, if it follows."""

    texts: tuple[Tensor, ...]
    parts: tuple[int, ...]
    wrong: Tensor  # [statement]: 1 wrong, 0 right, UNKNOWN
    follows: bool

    def __len__(self) -> int:
        return sum(map(len, self.texts))


class ClaimTokenizer:
    """Claims as rows of tokens."""

    def __init__(self, model: ModelFile) -> None:
        self._tokenizer, self._special = Tokenizer(model), model.special

    def row(self, claim: TaughtClaim) -> ClaimRow:
        read = as_quoted(claim.statement, claim.pieces)
        wrong = None if claim.wrong is None else tuple(map(read.moved, claim.wrong))
        said = self._tokenizer.tokenize([read.text], PREFIX)[0]
        ids, spans = said.ids[:LONGEST_STATEMENT], said.spans[:LONGEST_STATEMENT]
        asked = self._tokenizer.tokenize([claim.question], QUERY)[0].ids[:LONGEST_QUESTION]
        told = [one.ids[:LONGEST_PIECE] for one in self._tokenizer.tokenize(read.pieces, PREFIX)]
        texts = tuple(self._whole(one) for one in (ids, asked, *told))
        parts = (PARTS["statement"], PARTS["question"], *[PARTS["piece"]] * len(told))
        return ClaimRow(texts, parts, torch.from_numpy(_wrong(spans, wrong)), claim.follows)

    def _whole(self, ids: np.ndarray) -> Tensor:
        return torch.from_numpy(np.concatenate([[self._special.begin], ids, [self._special.end]]))


def _wrong(spans: np.ndarray, wrong: Sequence[Span] | None) -> np.ndarray:
    found = np.full(len(spans) + 2, UNKNOWN, dtype=np.float32)
    if wrong is not None:
        real = spans[:, 1] > spans[:, 0]
        found[1:-1][real] = 0.0
        for start, end in wrong:
            found[1:-1][real & (spans[:, 0] < end) & (spans[:, 1] > start)] = 1.0
    return found


class EntailmentTraining:
    """A network in training; what `save` writes, `resume` reads."""

    def __init__(self, claims: Claims, blocks: int, seed: int = 0, begin: Path | None = UPPER) -> None:
        """Begins with the layers of the reader in the file `begin`, or with the encoder's."""
        torch.manual_seed(seed)
        model = ModelFile()
        self._claims, self._blocks, self._seed = claims, blocks, seed
        self._tokens = ClaimTokenizer(model)
        self._lower = Lower(model)
        for module in self._lower.modules():
            if isinstance(module, torch.nn.Linear):
                module.bfloat16()
        self.upper = Upper(model, len(PARTS), outputs=1)
        if begin is not None:
            reader = Upper(model)
            take_over(reader, begin)
            self.upper.layers.load_state_dict(reader.layers.state_dict())
            with torch.no_grad():
                self.upper.parts[:2] = reader.parts
        self._optimizer = torch.optim.AdamW(
            self.upper.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY, fused=True
        )
        self._kept: dict[bytes, Tensor] = {}
        self.done = 0

    def row(self, claim: TaughtClaim) -> ClaimRow:
        """A claim in tokens."""
        return self._tokens.row(claim)

    def resume(self, file: Path) -> None:
        """Takes the state that is in `file` over. Raises FootnoteError for a file that holds none."""
        self.done = load_state(file, self.upper, self._optimizer)

    def save(self, file: Path) -> None:
        """Writes the state to `file`, whole or not at all."""
        save_state(file, self.upper, self._optimizer, self.done)

    def average(self, files: Sequence[Path]) -> None:
        """Takes the mean of its weights and those of the states in `files`, which errs less than each."""
        held = [{name: tensor.clone() for name, tensor in self.upper.state_dict().items()}]
        for file in files:
            load_state(file, self.upper, self._optimizer)
            held.append({name: tensor.clone() for name, tensor in self.upper.state_dict().items()})
        self.upper.load_state_dict(
            {name: torch.stack([one[name] for one in held]).mean(0) for name in held[0]}
        )

    def run(self, after: Callable[[BlockProgress], None]) -> None:
        """Trains to the end of the plan; `after` is called after each block."""
        while self.done < self._blocks:
            begun = time.monotonic()
            loss = self._block(self.done)
            self.done += 1
            after(BlockProgress(self.done, self._blocks, loss, time.monotonic() - begun))

    def _block(self, number: int) -> float:
        draw = random.Random(self._seed * 1_000_003 + number)  # noqa: S311 - claims, no secrets
        rows = sorted((self.row(claim) for claim in self._claims.draw(BLOCK, draw)), key=len)
        batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        draw.shuffle(batches)
        losses = []
        for place, batch in enumerate(batches):
            rate = RATE * share_of_rate(number + place / len(batches), self._blocks)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            loss = loss_of(batch, *self.outputs(batch))
            self._optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.upper.parameters(), 1.0)
            self._optimizer.step()
            losses.append(loss.item())
        return float(np.mean(losses))

    def outputs(self, rows: Sequence[ClaimRow]) -> tuple[Tensor, Tensor]:
        """What the network gives for rows: see `Upper.forward`."""
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                texts = iter(self._states([text for row in rows for text in row.texts]))
            joined = [torch.cat([next(texts) for _ in row.texts]) for row in rows]
            part = [
                torch.cat([torch.full((len(t),), p) for t, p in zip(row.texts, row.parts, strict=True)])
                for row in rows
            ]
            lengths = torch.tensor([len(states) for states in joined])
            given: tuple[Tensor, Tensor] = self.upper(
                pad_sequence(joined, batch_first=True), pad_sequence(part, batch_first=True), lengths
            )
        return given

    def _states(self, texts: Sequence[Tensor]) -> list[Tensor]:
        """The lower states of texts; those of about one length are read together, and some are kept."""
        keys = [text.numpy().tobytes() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._kept}
        order = sorted(missing, key=lambda key: len(missing[key]))
        found: dict[bytes, Tensor] = {}
        for at in range(0, len(order), BATCH):
            batch = [missing[key] for key in order[at : at + BATCH]]
            lengths = torch.tensor([len(text) for text in batch])
            states = self._lower(pad_sequence(batch, batch_first=True), lengths).bfloat16()
            for key, held, text in zip(order[at : at + BATCH], states, batch, strict=True):
                found[key] = held[: len(text)].clone()
        whole = [(found.get(key, self._kept.get(key))) for key in keys]
        if len(self._kept) < KEPT:
            self._kept |= found
        return [states for states in whole if states is not None]


def loss_of(rows: Sequence[ClaimRow], outputs: Tensor, whole: Tensor) -> Tensor:
    """What is lost by a statement as a whole, by its worst word, and by the words that are known."""
    longest = max(len(row.wrong) for row in rows)
    wrong = torch.full((len(rows), longest), UNKNOWN)
    inside = torch.zeros((len(rows), longest), dtype=torch.bool)
    for number, row in enumerate(rows):
        wrong[number, : len(row.wrong)] = row.wrong
        inside[number, 1 : len(row.wrong) - 1] = True
    words = outputs[:, :longest, 0]
    right = torch.tensor([float(not row.follows) for row in rows])
    worst = words.masked_fill(~inside, MASKED).amax(1)
    loss = functional.binary_cross_entropy_with_logits(whole, right)
    loss = loss + WORDS * functional.binary_cross_entropy_with_logits(worst, right)
    known = wrong >= 0
    if known.any():
        loss = loss + WORDS * _by_word(words, wrong, known)
    return loss


def _by_word(words: Tensor, wrong: Tensor, known: Tensor) -> Tensor:
    """The mean loss of the known words; wrong ones, which are few, weigh as much as right ones."""
    each = functional.binary_cross_entropy_with_logits(words, wrong.clamp(min=0), reduction="none")
    parts = [each[known & (wrong == value)] for value in (0, 1)]
    held = [part.mean() for part in parts if len(part)]
    return sum(held[1:], held[0]) / 2
