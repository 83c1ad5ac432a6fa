"""Training the reader: blocks of lessons, drawn by seed and number, so that it can be resumed."""

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
from index.errors import FootnoteError
from index.excerpt import Span
from index.shown import shown
from qa.evaluation.training.reader.lesson import WindowLesson
from qa.evaluation.training.reader.network import MASKED, Lower, Upper, sentence_logits
from qa.evaluation.training.reader.windows import Windows

BLOCK: Final = 1024  # lessons that are drawn, and sorted by length, at once
BATCH: Final = 32
RATE: Final = 1.2e-4
WARM_UP: Final = 6  # blocks over which the rate rises
DECAY: Final = 0.3  # last share of the blocks, over which it falls
LEAST: Final = 0.02  # of the rate, at the end
WEIGHT_DECAY: Final = 0.01
LONGEST_QUESTION: Final = 64  # tokens
LONGEST_WINDOW: Final = 200
MARKS: Final = 0.5  # weight of the words that answer, beside the sentence


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A lesson in tokens: ids, the sentence of each token of the window, and what is right."""

    question: Tensor
    window: Tensor
    sentence: Tensor
    answers: frozenset[int]
    begins: int  # token of the window; -1 where the words are not marked
    ends: int


class RowTokenizer:
    """Lessons as rows of tokens."""

    def __init__(self, model: ModelFile) -> None:
        self._tokenizer, self._special = Tokenizer(model), model.special

    def row(self, lesson: WindowLesson) -> TokenRow:
        question = self._tokenizer.tokenize([lesson.question], QUERY)[0].ids[: LONGEST_QUESTION - 2]
        window = self._tokenizer.tokenize([lesson.text], PREFIX)[0]
        ids, spans = window.ids[: LONGEST_WINDOW - 2], window.spans[: LONGEST_WINDOW - 2]
        sentence = np.full(len(ids) + 2, -1)
        for number, (start, end) in enumerate(lesson.sentences):
            inside = (spans[:, 0] < end) & (spans[:, 1] > start) & (spans[:, 1] > spans[:, 0])
            sentence[1:-1][inside] = number
        held = frozenset(number for number in lesson.answers if (sentence == number).any())
        begins, ends = _marked(spans, lesson.marked)
        if lesson.marked is not None and (ends < 0 or not held):
            begins = ends = -1
        return TokenRow(
            self._whole(question), self._whole(ids), torch.from_numpy(sentence), held, begins, ends
        )

    def _whole(self, ids: np.ndarray) -> Tensor:
        return torch.from_numpy(np.concatenate([[self._special.begin], ids, [self._special.end]]))


def _marked(spans: np.ndarray, marked: Span | None) -> Span:
    """The first and the last token of the marked words, or (-1, -1)."""
    if marked is None:
        return -1, -1
    inside = np.flatnonzero(
        (spans[:, 0] < marked[1]) & (spans[:, 1] > marked[0]) & (spans[:, 1] > spans[:, 0])
    )
    whole = len(inside) and spans[inside[-1], 1] >= marked[1]
    return (int(inside[0]) + 1, int(inside[-1]) + 1) if whole else (-1, -1)


@dataclass(slots=True)
class BlockProgress:
    """How far a training is: blocks done, and the mean loss of the last."""

    block: int
    blocks: int
    loss: float
    seconds: float


class Training:
    """A network in training; what `save` writes, `resume` reads."""

    def __init__(self, windows: Windows, blocks: int, seed: int = 0) -> None:
        torch.manual_seed(seed)
        model = ModelFile()
        self._windows, self._blocks, self._seed = windows, blocks, seed
        self._tokens = RowTokenizer(model)
        self._lower = Lower(model)
        for module in self._lower.modules():
            if isinstance(module, torch.nn.Linear):
                module.bfloat16()
        self.upper = Upper(model)
        self._optimizer = torch.optim.AdamW(
            self.upper.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY, fused=True
        )
        self.done = 0

    def row(self, lesson: WindowLesson) -> TokenRow:
        """A lesson in tokens."""
        return self._tokens.row(lesson)

    def resume(self, file: Path) -> None:
        """Takes the state that is in `file` over. Raises FootnoteError for a file that holds none."""
        self.done = load_state(file, self.upper, self._optimizer)

    def save(self, file: Path) -> None:
        """Writes the state to `file`, whole or not at all."""
        save_state(file, self.upper, self._optimizer, self.done)

    def run(self, after: Callable[[BlockProgress], None], blocks: int | None = None) -> None:
        """Trains to the end of the plan, or for `blocks`; `after` is called after each block."""
        until = self._blocks if blocks is None else min(self._blocks, self.done + blocks)
        while self.done < until:
            begun = time.monotonic()
            loss = self._block(self.done)
            self.done += 1
            after(BlockProgress(self.done, self._blocks, loss, time.monotonic() - begun))

    def _block(self, number: int) -> float:
        draw = random.Random(self._seed * 1_000_003 + number)  # noqa: S311 - lessons, no secrets
        rows = [self._tokens.row(lesson) for lesson in self._windows.draw(BLOCK, draw) if lesson.sentences]
        rows.sort(key=lambda row: len(row.question) + len(row.window))
        batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
        draw.shuffle(batches)
        losses = []
        for place, batch in enumerate(batches):
            rate = RATE * share_of_rate(number + place / len(batches), self._blocks)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            loss = self._loss(batch)
            self._optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.upper.parameters(), 1.0)
            self._optimizer.step()
            losses.append(loss.item())
        return float(np.mean(losses))

    def _loss(self, rows: Sequence[TokenRow]) -> Tensor:
        return loss_of(rows, *self.outputs(rows))

    def outputs(self, rows: Sequence[TokenRow]) -> tuple[Tensor, Tensor]:
        """What the network gives for rows: see `Upper.forward`."""
        with torch.autocast("cpu", torch.bfloat16):
            joined, part, lengths = self._joined(rows)
            given: tuple[Tensor, Tensor] = self.upper(joined, part, lengths)
        return given

    def _joined(self, rows: Sequence[TokenRow]) -> tuple[Tensor, Tensor, Tensor]:
        """The states of question and window behind each other [n, t, d], the part of each, and lengths."""
        with torch.no_grad():
            questions = self._states([row.question for row in rows])
            windows = self._states([row.window for row in rows])
        joined = [torch.cat([q, w]) for q, w in zip(questions, windows, strict=True)]
        part = [torch.cat([torch.zeros(len(r.question)), torch.ones(len(r.window))]).long() for r in rows]
        lengths = torch.tensor([len(states) for states in joined])
        return pad_sequence(joined, batch_first=True), pad_sequence(part, batch_first=True), lengths

    def _states(self, texts: Sequence[Tensor]) -> list[Tensor]:
        lengths = torch.tensor([len(text) for text in texts])
        states = self._lower(pad_sequence(list(texts), batch_first=True), lengths)
        return [held[: len(text)] for held, text in zip(states, texts, strict=True)]


def loss_of(rows: Sequence[TokenRow], outputs: Tensor, nothing: Tensor) -> Tensor:
    """What is lost by the sentence, or nothing, that should have been chosen, and by the words."""
    sentence = torch.full(outputs.shape[:2], -1)
    inside = torch.zeros(outputs.shape[:2], dtype=torch.bool)
    for number, row in enumerate(rows):
        first = len(row.question)
        sentence[number, first : first + len(row.sentence)] = row.sentence
        inside[number] = sentence[number] >= 0
    count = int(sentence.max()) + 1
    logits = torch.cat([nothing[:, None], sentence_logits(outputs, sentence, max(1, count))], dim=1)
    right = torch.zeros(logits.shape, dtype=torch.bool)
    for number, row in enumerate(rows):
        right[number, [1 + answer for answer in row.answers] or [0]] = True
    chosen = torch.logsumexp(logits, 1) - torch.logsumexp(logits.masked_fill(~right, MASKED), 1)
    loss = chosen.mean()
    marked = [n for n, row in enumerate(rows) if row.begins >= 0]
    if marked:
        words = outputs[..., :2].masked_fill(~inside[..., None], MASKED)[marked]
        offsets = [len(rows[n].question) for n in marked]
        begins = torch.tensor([rows[n].begins + o for n, o in zip(marked, offsets, strict=True)])
        ends = torch.tensor([rows[n].ends + o for n, o in zip(marked, offsets, strict=True)])
        both = functional.cross_entropy(words[..., 0], begins) + functional.cross_entropy(words[..., 1], ends)
        loss = loss + MARKS * both / 2 * (len(marked) / len(rows))
    return loss


def share_of_rate(block: float, blocks: int) -> float:
    """The share of the rate at a block of the plan: it rises, stays and falls."""
    falling = (blocks - block) / (DECAY * blocks)
    return min(1.0, (block + 0.2) / WARM_UP, max(LEAST, falling))


def load_state(file: Path, network: torch.nn.Module, optimizer: torch.optim.Optimizer) -> int:
    """Takes the state that is in `file` over; the blocks that were done.

    Raises FootnoteError for a file that holds none.
    """
    try:
        held = torch.load(file, weights_only=True)
        network.load_state_dict(held["upper"])
        optimizer.load_state_dict(held["optimizer"])
        return int(held["done"])
    except Exception as error:  # for what is damaged torch has a dozen kinds, some of them its own
        raise FootnoteError(
            f"{shown(file)} holds no state that a training can go on from; "
            "remove it, or choose another --checkpoint."
        ) from error


def save_state(file: Path, network: torch.nn.Module, optimizer: torch.optim.Optimizer, done: int) -> None:
    """Writes the state of a training to `file`, whole or not at all."""
    beside = file.with_suffix(".new")
    torch.save({"upper": network.state_dict(), "optimizer": optimizer.state_dict(), "done": done}, beside)
    beside.replace(file)
