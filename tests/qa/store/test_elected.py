"""Several processes at one database: one leads, another takes over, and they tell each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

import pytest

from qa.store import elected
from qa.store.address import StoreAddress
from qa.store.database import StoreDatabase
from qa.store.elected import ElectedProcess, leadership
from qa.store.leadership import Leadership, SoleProcess
from tests.qa.store import postgres
from tests.qa.store.conftest import Open

SECONDS: Final = 20.0
CUT: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' "
    "AND (query LIKE '%pg_try_advisory_lock%' OR query = 'SELECT false')"
)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for happens at the database
            await asyncio.sleep(0.01)


class NotedDuties:
    """Duties that say whether they are being done."""

    def __init__(self, *, fails: int = 0, stays: bool = False) -> None:
        """They fail so many times when they are begun, and when they are ended if the fault `stays`."""
        self.noted: list[str] = []
        self._fails, self._stays = fails, stays

    async def begin(self) -> None:
        self.noted.append("begun")
        self._fails -= 1
        if self._fails >= 0:
            raise ValueError("out of order")

    async def end(self) -> None:
        self.noted.append("ended")
        if self._stays:
            raise ValueError("still out of order")


@pytest.fixture(params=["postgresql"])
def address(address: StoreAddress) -> StoreAddress:
    return address


@pytest.fixture
async def join(open_store: Open) -> AsyncIterator[Callable[[], ElectedProcess]]:
    """One more process that is at the database."""
    made: list[ElectedProcess] = []

    def one_more() -> ElectedProcess:
        made.append(ElectedProcess(open_store(), seconds=0.05))
        return made[-1]

    yield one_more
    for one in made:
        await one.close()


async def test_one_leads_and_when_it_goes_another_does(join: Callable[[], ElectedProcess]) -> None:
    processes, duties = [join() for _ in range(3)], [NotedDuties() for _ in range(3)]
    for one, held in zip(processes, duties, strict=True):
        await one.start(held)
    await until(lambda: any(held.noted for held in duties))
    (first,) = [number for number, one in enumerate(processes) if one.leads]
    assert [held.noted for number, held in enumerate(duties) if number != first] == [[], []]
    await processes[first].close()
    assert duties[first].noted == ["begun", "ended"]
    assert not processes[first].leads
    rest = [one for number, one in enumerate(processes) if number != first]
    await until(lambda: any(one.leads for one in rest))
    assert sum(one.leads for one in rest) == 1


async def test_whoever_loses_its_connection_leads_no_more_until_it_is_back(
    join: Callable[[], ElectedProcess], address: StoreAddress, server: str
) -> None:
    process, duties, heard = join(), NotedDuties(), list[str]()
    process.hear("x", _noting(heard))
    await process.start(duties)
    await until(lambda: process.leads)
    assert heard == [], "nothing was missed at the start"
    postgres.command(server, CUT.format(address.url.database))
    await until(lambda: duties.noted == ["begun", "ended", "begun"])
    assert process.leads
    assert heard == [""], "what was missed may have been anything"


async def test_what_one_tells_the_others_hear(join: Callable[[], ElectedProcess]) -> None:
    heard: list[list[str]] = [[], [], []]
    processes = [join() for _ in heard]
    for one, noted in zip(processes, heard, strict=True):
        one.hear("x", _failing)
        one.hear("x", _noting(noted))
        await one.start(NotedDuties())
    await until(lambda: all(one.listens for one in processes))
    await processes[0].tell("x", "7 of 8")
    await processes[0].tell("y", "9")
    await processes[1].tell("x", "=")
    await until(lambda: [len(noted) for noted in heard] == [1, 1, 2])
    assert heard == [["="], ["7 of 8"], ["7 of 8", "="]]


async def test_duties_that_fail_are_told_and_the_process_leads_on(
    join: Callable[[], ElectedProcess], caplog: pytest.LogCaptureFixture
) -> None:
    process = join()
    await process.start(NotedDuties(fails=1))
    await until(lambda: "what one process is to do has failed" in caplog.text)
    assert process.leads


async def test_duties_that_failed_are_begun_again_after_a_while(
    join: Callable[[], ElectedProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elected, "AGAIN", 0.01)
    process, duties = join(), NotedDuties(fails=2)
    await process.start(duties)
    await until(lambda: duties.noted == ["begun", "ended", "begun", "ended", "begun"])
    assert process.leads


@pytest.mark.parametrize("stays", [False, True])
async def test_a_leader_whose_duties_failed_takes_part_again_once_its_connection_was_cut(
    join: Callable[[], ElectedProcess], address: StoreAddress, server: str, stays: bool
) -> None:
    process, other, heard = join(), join(), list[str]()
    process.hear("x", _noting(heard))
    await process.start(NotedDuties(fails=99, stays=stays))
    await until(lambda: process.leads and process.listens)
    postgres.command(server, CUT.format(address.url.database))
    await until(lambda: heard == [""])
    await until(lambda: process.leads)
    await other.tell("x", "1")
    await until(lambda: heard == ["", "1"])


async def test_a_turn_is_waited_for(join: Callable[[], ElectedProcess]) -> None:
    first, second = join(), join()
    order: list[str] = []

    async def take(process: Leadership, name: str, bucket: int, seconds: float) -> None:
        await process.take_turn(bucket, seconds)
        order.append(name)

    await take(first, "first", 1, 60)
    waiting = asyncio.create_task(take(second, "second", 1, 0))
    await take(second, "other", 2, 0)
    assert order == ["first", "other"]
    await first.close()  # a process that ends gives its turn back
    await asyncio.wait_for(waiting, SECONDS)
    assert order == ["first", "other", "second"]


async def test_a_database_that_is_gone_ends_nothing(
    open_store: Open, address: StoreAddress, server: str, caplog: pytest.LogCaptureFixture
) -> None:
    gone = StoreDatabase(StoreAddress(address.url.set(database="nowhere"), address.folder))
    process = ElectedProcess(gone, seconds=0.01)
    await process.start(NotedDuties())
    await process.take_turn(0, 0)
    await process.tell("x", "1")
    await until(lambda: "there is no word of the other processes" in caplog.text)
    assert not process.leads
    await process.close()
    await gone.close()


async def test_a_file_is_nobody_elses(tmp_path: object, open_store: Open) -> None:
    assert isinstance(leadership(open_store()), ElectedProcess)
    sole, duties = SoleProcess(), NotedDuties()
    await sole.start(duties)
    await sole.tell("x", "1")
    assert (sole.leads, duties.noted) == (True, ["begun"])
    await sole.take_turn(0, 0)
    await sole.close()


def _noting(heard: list[str]) -> Callable[[str], asyncio.Future[None]]:
    async def note(of: str) -> None:
        heard.append(of)

    return note  # type: ignore[return-value]


async def _failing(of: str) -> None:
    raise ValueError(of)
