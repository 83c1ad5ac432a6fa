"""What a check found, and what to do about it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from index.documents import Frozen

State: TypeAlias = Literal["ok", "warning", "fault"]


class CheckResult(Frozen):
    """`said` is one sentence; so is `advice`, "" where nothing is to be done."""

    check: str
    state: State
    said: str
    advice: str = ""


def ok(check: str, said: str) -> CheckResult:
    return CheckResult(check=check, state="ok", said=said)


def warning(check: str, said: str, advice: str) -> CheckResult:
    return CheckResult(check=check, state="warning", said=said, advice=advice)


def broken(check: str, said: str, advice: str) -> CheckResult:
    return CheckResult(check=check, state="fault", said=said, advice=advice)
