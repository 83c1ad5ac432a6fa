"""Requests of other programs wait in the bot's own queue, beside what people ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.declined import DeclinedError
from bot.workers import Workers
from qa.api.questions import BusyError
from qa.collections.collection import Collection
from qa.collections.desk import Desk
from qa.collections.federation import Federation
from qa.models import Reply

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class QueuedQuestions:
    """The desk's engines through the workers: a key is one who asks in its server, and waits as people do."""

    desk: Desk
    workers: Workers

    async def ask(
        self, call: Callable[[Federation], T], *, server: int | None, asker: int, collection: str | None
    ) -> T:
        def asked() -> T:
            reach = self.desk.of(server) if collection is None else self.desk.alone(collection, server)
            return call(reach)

        telemetry = self.workers.telemetry
        try:
            with telemetry.question("api"):
                found = await self.workers.run(
                    asked, server=server, person=-asker
                )  # no person has such an id
                telemetry.found(getattr(found, "outcome", "found"))
                return found
        except DeclinedError as error:
            raise BusyError from error

    async def offered(self, server: int | None) -> Sequence[Collection]:
        return await asyncio.to_thread(self.desk.offered, server)

    async def may_show(self, reply: Reply, server: int | None) -> bool:
        return await asyncio.to_thread(self.desk.may_show, reply, server)
