"""Drafts that were written to learn from: what follows from quotes, and what is tempting and does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.errors import FootnoteError
from index.json_text import parse_json
from qa.evaluation.drafts.item import DraftItem
from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.prose.entailment import figure_line, titled

WRITTEN: Final = Path(__file__).with_name("written")
HELD_OUT: Final = 6
"""One item in this many is never taught: the limits are fitted to it."""


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """What was written to one question: drafts with the evidence of all of them."""

    drafts: tuple[DraftItem, ...]

    @property
    def is_held_out(self) -> bool:
        digest = hashlib.blake2b(self.drafts[0].question.encode(), digest_size=4).digest()
        return int.from_bytes(digest, "big") % HELD_OUT == 0

    def claims(self) -> Iterator[TaughtClaim]:
        for one in self.drafts:
            cited = [piece for piece in one.pieces if piece.id in one.cites]
            rows = [row for piece in cited for row in piece.rows]
            pieces = (
                *(titled(piece.title, piece.edition, piece.text) for piece in cited),
                *(figure_line(row.subject, row.figure, row.value, row.edition) for row in rows),
            )
            wrong = () if one.honest else None
            yield TaughtClaim(one.statement, one.question, pieces, one.honest, wrong, one.kind, one.language)


def read_written(folder: Path = WRITTEN) -> Sequence[WrittenItem]:
    """The items of the files `*.jsonl` of `folder`. Raises FootnoteError, which names the line."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip():
                continue
            try:
                found.append(WrittenItem(tuple(_drafts(parse_json(line), f"{file.stem}-{number}"))))
            except (ValueError, KeyError, TypeError) as error:
                raise FootnoteError(f"{file.name}:{number} is not a written item ({error}).") from error
    return found


def _drafts(held: Any, name: str) -> Iterator[DraftItem]:  # noqa: ANN401 - JSON
    whole = {key: held[key] for key in ("language", "question", "pieces")}
    said = [*((*one, "honest") for one in held["honest"]), *held["hostile"]]
    for number, (statement, cites, kind) in enumerate(said):
        yield DraftItem(
            **whole,
            id=f"{name}-{number}",
            statement=statement,
            cites=tuple(cites),
            honest=number < len(held["honest"]),
            kind=kind,
        )
