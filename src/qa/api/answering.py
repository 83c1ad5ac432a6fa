"""What a request is told, and where it asks for that, in a language model's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qa.api.operations import ApiOperation, Found
from qa.api.questions import Questions
from qa.api.requests import ApiRequest, AskRequest
from qa.collections.federation import Federation
from qa.models import Reply
from qa.store.token_budget import TokenBudget

if TYPE_CHECKING:
    from qa.prose.sitting import Answering
    from qa.prose.worder import Worder


@dataclass(frozen=True, slots=True)
class ApiAnswering:
    """Answers requests, for one event loop. Without a `worder` nothing is worded, without a `budget` all."""

    questions: Questions
    worder: Worder | None = None
    budget: TokenBudget | None = None

    async def found(
        self,
        one: ApiOperation,
        asked: ApiRequest,
        *,
        server: int | None,
        asker: int,
        collection: str | None = None,
    ) -> Found:
        """What an operation finds for who may read what `server` may; `asker` is their key.

        `collection` is the only one that is asked, whatever the request names. Raises FootnoteError.
        """
        assert one.read is not None  # noqa: S101
        only, read, desks = collection or asked.collection, one.read, list[Federation]()

        def reading(desk: Federation) -> Found:
            desks.append(desk)
            return read(asked, desk)

        found = await self.questions.ask(reading, server=server, asker=asker, collection=only)
        if isinstance(found, Reply) and isinstance(asked, AskRequest) and asked.worded:
            return await self._worded(found, desks[-1], server, asker, only)
        return found

    async def _worded(
        self, reply: Reply, desk: Federation, server: int | None, asker: int, only: str | None
    ) -> Reply:
        """The reply as the model words it, within the tokens of the key's server; else as it was found.

        Its names are read by the `desk` that gave it: to ask for another would be to wait once more.
        """
        worder, budget, key = self.worder, self.budget, -asker  # no person has such an id
        if worder is None or not worder.can_word(reply):
            return reply
        if budget is not None and not await budget.has_left(server, key):
            return worder.as_found(reply, "spent")
        from qa.prose.names import NameReader

        async def look(call: Callable[[Answering], Reply]) -> Reply:
            return await self.questions.ask(call, server=server, asker=asker, collection=only)

        spent = partial(budget.spend, server, key) if budget else _nothing
        return (await worder.word(reply, NameReader(desk.names_in), look, spent)).reply


def _nothing(_tokens: int) -> None:
    """Nobody counts."""
