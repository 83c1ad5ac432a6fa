"""One of several processes that share a PostgreSQL database, of which one leads at a time.

Which one is decided by a lock that lasts as long as its holder's connection: when the leader dies, another
one leads within seconds.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from index.errors import StorageError
from index.pg_alive import ALIVE, ALIVE_THERE
from qa.store.database import StoreDatabase
from qa.store.leadership import Duties, Hear, Leadership, SoleProcess

if TYPE_CHECKING:
    from psycopg import AsyncConnection

log = logging.getLogger(__name__)

LEADER: Final = 0x666F6F75  # beside the number of the migrations, `qa.store.opening.LOCK`
TURN: Final = 0x666F6F76
CHANNEL: Final = "footnote"
EVERY: Final = 1.0  # seconds between two looks at whether there is a leader
AGAIN: Final = 30.0  # seconds after which duties that failed are begun again
LOST: Final = 5.0  # seconds without a word of the database, after which a connection counts as lost


class ElectedProcess:
    """Holds a connection of its own, by whose end the others know that this process is gone.

    While there is none nobody here leads, and what others tell is missed: all that is listened for then
    counts as told, with "".
    """

    alone: Final = False

    def __init__(self, database: StoreDatabase, seconds: float = EVERY) -> None:
        """Look every `seconds` whether there is a leader."""
        self._database, self._seconds = database, seconds
        self._name = secrets.token_hex(4)
        self._hearing: dict[str, list[Hear]] = {}
        self._leading: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._missed = False
        self.listens = False
        """Whether there is a connection, by which the others are heard."""

    @property
    def leads(self) -> bool:
        """Whether this process is the one."""
        return self._leading is not None

    async def start(self, duties: Duties) -> None:
        """Take part from now on; whether it leads is decided in a moment."""
        self._begin(self._take_part(duties))

    def hear(self, what: str, call: Hear) -> None:
        """Have `call` called whenever another process tells of `what`."""
        self._hearing.setdefault(what, []).append(call)

    async def tell(self, what: str, of: str) -> None:
        """Tell the other processes."""
        notice = text("SELECT pg_notify(:channel, :said)")
        values = {"channel": CHANNEL, "said": f"{self._name} {what} {of}"}
        try:
            await self._database.write(lambda base: base.execute(notice, values))
        except StorageError as error:
            log.warning("the other processes were not told of something: %s", error)

    async def take_turn(self, bucket: int, seconds: float) -> None:
        """Whoever has a turn holds a lock for so long: one that dies meanwhile gives it back."""
        try:
            connection = await self._connected()
            await connection.execute("SELECT pg_advisory_lock(%s, %s)", (TURN, bucket))
        except _faults() as error:
            log.warning("whose turn it is cannot be asked: %s", type(error).__name__)
            await asyncio.sleep(seconds)
        else:
            self._begin(_hold(connection, seconds))

    async def close(self) -> None:
        """Take part no more, and leave what is to be done to another."""
        for task in (tasks := [*self._tasks]):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _take_part(self, duties: Duties) -> None:
        while True:
            try:
                async with await self._connected() as connection:
                    await self._attend(connection, duties)
            except _faults() as error:
                log.warning("there is no word of the other processes: %s", type(error).__name__)
            finally:
                self._missed, self.listens = True, False
                await self._resign(duties)
            await asyncio.sleep(self._seconds)

    async def _attend(self, connection: AsyncConnection[Any], duties: Duties) -> None:
        """Listen, and lead as soon as nobody else does. Raises what ends the connection."""
        await connection.execute(f"LISTEN {CHANNEL}")
        for what in self._hearing if self._missed else ():
            await self._pass_on(what, "")
        self.listens = True
        while True:
            wanted = "SELECT false" if self.leads else f"SELECT pg_try_advisory_lock({LEADER})"
            async with asyncio.timeout(LOST):
                row = await (await connection.execute(wanted)).fetchone()
            if row and row[0]:
                log.info("this process leads: it does what one of them is to do")
                self._leading = self._begin(_lead(duties))
            async for notice in connection.notifies(timeout=self._seconds):
                sender, _, said = notice.payload.partition(" ")
                if sender != self._name:
                    what, _, of = said.partition(" ")
                    await self._pass_on(what, of)

    async def _resign(self, duties: Duties) -> None:
        leading, self._leading = self._leading, None
        if leading is None:
            return
        log.info("this process leads no more")
        leading.cancel()
        await asyncio.wait({leading})
        await _leave(duties)

    async def _pass_on(self, what: str, of: str) -> None:
        for call in self._hearing.get(what, ()):
            try:
                await call(of)
            except Exception as error:
                log.error("what another process told was not heeded: %s", type(error).__name__)

    async def _connected(self) -> AsyncConnection[Any]:
        from psycopg import AsyncConnection

        url = self._database.address.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return await AsyncConnection.connect(url, autocommit=True, options=ALIVE_THERE, **ALIVE)

    def _begin(self, what: Any) -> asyncio.Task[None]:  # noqa: ANN401
        task: asyncio.Task[None] = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("what tells this process of the others has failed", exc_info=error)


def leadership(database: StoreDatabase) -> Leadership:
    """How processes at a database are told apart; nobody shares a SQLite file."""
    return SoleProcess() if database.address.file else ElectedProcess(database)


async def _lead(duties: Duties) -> None:
    """Begin with the duties; those that fail are left, and begun again after a while."""
    while True:
        try:
            await duties.begin()
        except Exception as error:
            log.error("what one process is to do has failed", exc_info=error)
            await _leave(duties)
        else:
            return
        await asyncio.sleep(AGAIN)


async def _leave(duties: Duties) -> None:
    try:
        await duties.end()
    except Exception as error:  # that must not keep this process from hearing the others
        log.error("what one process is to do could not be ended", exc_info=error)


async def _hold(connection: AsyncConnection[Any], seconds: float) -> None:
    async with connection:
        await asyncio.sleep(seconds)


def _faults() -> tuple[type[Exception], ...]:
    """What a connection may end in."""
    from psycopg import Error

    return Error, OSError, TimeoutError
