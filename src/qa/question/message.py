"""A message as it was taken in: its questions, its language, and what these may refer to."""

from __future__ import annotations

from dataclasses import dataclass

from qa.models import Turn
from qa.question.splitter import Parts


@dataclass(frozen=True, slots=True)
class Message:
    """`asked` is its text as it was checked, `split` the questions in it, `turns` what was said before.

    `spoken` is its language, `fixed` one that its answer has to be in.
    """

    asked: str
    split: Parts
    spoken: str
    fixed: str | None
    turns: tuple[Turn, ...]
