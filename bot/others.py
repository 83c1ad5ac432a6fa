"""The other processes of the bot: what they have to know of what was done here, and what they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from bot.channels.keeping import ChannelKeeper
from bot.handlers import Handlers
from bot.person import Person
from qa.store.leadership import Leadership

FORGOTTEN: Final = "forgotten"
DECIDED: Final = "decided"
NAMED: Final = "="
"""Stands before a name that may be empty: nothing at all stands for all."""


@dataclass(frozen=True, slots=True)
class OtherProcesses:
    """What is in the store they see for themselves; what they hold in memory they have to be told of."""

    handlers: Handlers
    leadership: Leadership
    keeper: ChannelKeeper | None = None

    def listen(self) -> None:
        """Heed from now on what they tell, and tell them what is decided here."""
        self.leadership.hear(FORGOTTEN, self._forgotten)
        self.leadership.hear(DECIDED, self._decided)
        self.handlers.workers.on_decision = self._decide

    async def told(self, _: Person) -> Mapping[str, JsonValue]:
        """They keep nothing of a person that is not kept elsewhere, too, but for what was said lately."""
        return {}

    async def forget(self, person: Person) -> None:
        """Have a person forgotten by them, too."""
        await self.leadership.tell(FORGOTTEN, str(person.id))

    async def _decide(self, collection: str) -> None:
        await self.leadership.tell(DECIDED, NAMED + collection)

    async def _decided(self, of: str) -> None:
        """Answer with what people have decided on a collection; that of the data folder, if it was missed."""
        await self.handlers.workers.renew(of.removeprefix(NAMED), heard=True)

    async def _forgotten(self, of: str) -> None:
        """Forget what a person said; what anybody did, if it was missed who is to be forgotten."""
        if self.keeper is not None:
            self.keeper.read_anew()
        memory, recent = self.handlers.memory, self.handlers.answers.recent
        if of.isdecimal():
            memory.forget_person(int(of))
            recent.drop_where(lambda shown: shown.asker == int(of))
        else:
            memory.forget_all()
            recent.drop_where(lambda _: True)
