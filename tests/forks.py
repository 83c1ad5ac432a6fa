"""Processes that tests kill: forked from one that has imported what they run, so that each starts at once."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import ForkServerContext
from typing import Final

PRELOADED: Final = [
    "tests.soak.stores",
    "tests.soak.cards",
    "tests.soak.intake",
    "tests.soak.keeping",
    "tests.qa.store.test_kills",
    "tests.qa.store.test_opening",
    "tests.qa.review.test_kills",
]
"""Of all of them: a process has one server of forks, and who starts it decides what it has imported."""


def forks() -> ForkServerContext:
    """What starts such processes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context
