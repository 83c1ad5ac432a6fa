"""What a check found, and what to do about it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from index.documents import Frozen

State: TypeAlias = Literal["ok", "warning", "fault"]


class Finding(Frozen):
    """`said` is one sentence; so is `advice`, "" where nothing is to be done."""

    check: str
    state: State
    said: str
    advice: str = ""


def ok(check: str, said: str) -> Finding:
    return Finding(check=check, state="ok", said=said)


def warning(check: str, said: str, advice: str) -> Finding:
    return Finding(check=check, state="warning", said=said, advice=advice)


def broken(check: str, said: str, advice: str) -> Finding:
    return Finding(check=check, state="fault", said=said, advice=advice)
