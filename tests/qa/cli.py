"""Running `qa` in this process: what it prints, what it complains of, and its exit code."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qa.cli import main


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    def complains(self, code: int) -> str:
        """The one line on stderr of a run that failed with `code`."""
        assert self.code == code, (self.code, self.out, self.err)
        assert "Traceback" not in self.err
        lines = self.err.strip().split("\n")
        assert len(lines) == 1, self.err
        assert lines[0].startswith("qa: ")
        return lines[0]


Run = Callable[..., Outcome]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path, data_dir: Path | None = None, corpus: Path | None = None) -> Outcome:
        given = ["qa", *map(str, arguments)]
        given += ["--data-dir", str(data_dir)] if data_dir else []
        given += ["--corpus", str(corpus)] if corpus else []
        monkeypatch.setattr(sys, "argv", given)
        monkeypatch.setattr(logging, "basicConfig", lambda **_: None)  # pytest's handlers stay
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main()
        printed = capsys.readouterr()
        assert isinstance(caught.value.code, int)
        return Outcome(caught.value.code, printed.out, printed.err)

    return run


def asked(run: Run, corpus: Path, store: Path, *arguments: str | Path) -> dict[str, Any]:
    outcome = run(*arguments, "--json", data_dir=store, corpus=corpus)
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("\n") == 1, "one line of JSON"
    found: dict[str, Any] = json.loads(outcome.out)
    return found
