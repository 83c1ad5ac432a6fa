"""What several threads want at one moment is made together, and an error is raised where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import sleep

import pytest

from tests.bench.gathering import Gathering


class Making:
    """Makes strings of numbers, none before it is let; 13 cannot be made."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.begun, self.let = Event(), Event()

    def __call__(self, items: Sequence[int]) -> list[str]:
        self.calls.append(list(items))
        self.begun.set()
        self.let.wait()
        if 13 in items:
            raise ValueError("13")
        return [str(item) for item in items]


Ask = Callable[[Sequence[int]], "Future[Sequence[str]]"]


@contextmanager
def asking(gathering: Gathering[int, str], making: Making) -> Iterator[Ask]:
    """Asks in threads of their own; whoever is not the first waits by then."""
    with ThreadPoolExecutor(50) as pool:

        def ask(items: Sequence[int]) -> Future[Sequence[str]]:
            first, waiting = not making.calls, len(gathering._waiting)
            asked = pool.submit(gathering, items)
            while not making.begun.is_set() if first else len(gathering._waiting) == waiting:
                sleep(0.001)
            return asked

        yield ask


def test_a_call_that_comes_alone_is_made_at_once() -> None:
    making = Making()
    making.let.set()
    gathering = Gathering(making, 10)
    assert gathering([1, 2]) == ["1", "2"]
    assert gathering([3]) == ["3"]
    assert making.calls == [[1, 2], [3]]
    with pytest.raises(ValueError, match="13"):
        gathering([13])
    assert making.calls[2:] == [[13]], "once"
    assert gathering([4]) == ["4"]


def test_what_comes_meanwhile_is_made_together_up_to_a_limit() -> None:
    making = Making()
    gathering = Gathering(making, 4)
    with asking(gathering, making) as ask:
        asked = {n: ask(range(n, n + 2)) for n in (0, 10, 20, 30)} | {50: ask(range(50, 56))}
        making.let.set()
        for n, found in asked.items():
            assert found.result() == [str(item) for item in range(n, n + (6 if n == 50 else 2))]
    assert making.calls == [[0, 1], [10, 11, 20, 21], [30, 31], [*range(50, 56)]]


def test_fifty_threads_get_what_one_gets() -> None:
    making = Making()
    making.let.set()
    gathering = Gathering(making, 16)
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda n: gathering([n, n + 1000]), range(200, 700)))
    assert found == [[str(n), str(n + 1000)] for n in range(200, 700)]


def test_an_error_of_one_never_reaches_another() -> None:
    making = Making()
    gathering = Gathering(making, 10)
    with asking(gathering, making) as ask:
        first, *others = [ask([n]) for n in (1, 2, 13, 3)]
        making.let.set()
        assert first.result() == ["1"]
        assert [others[0].result(), others[2].result()] == [["2"], ["3"]]
        with pytest.raises(ValueError, match="13"):
            others[1].result()
    assert gathering([5]) == ["5"], "and it goes on"
