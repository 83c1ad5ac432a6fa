"""A statement as a language model wrote it: its words, and the evidence that it says they rest on."""

from __future__ import annotations

from pydantic import Field

from index.documents import Frozen


class ProseStatement(Frozen):
    """Nothing is true of it until the gate has let it pass: the ids may not even be there."""

    text: str = Field(max_length=2_000)
    evidence: tuple[str, ...] = Field(default=(), max_length=20)
