"""What channels in the reports hold of people: names of authors, and who named and chose what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from bot.channels.keeping import ChannelKeeper
from bot.person import Person


@dataclass(frozen=True, slots=True)
class ChannelAuthors:
    """Authors are kept by what they are called, where an administrator wants that; what they wrote stays."""

    keeper: ChannelKeeper

    async def told(self, person: Person) -> Mapping[str, JsonValue]:
        """The messages of channels under the person's name, and what they named and chose. StorageError."""
        written: list[JsonValue] = []
        for channel in (await self.keeper.store.channels()).values():
            if channel.authors:
                found = await self.keeper.store.of_author(channel.id, await person.names(channel.server))
                written += [{"channel": channel.id, "day": one.at, "text": one.text} for one in found]
        channels, messages = await self.keeper.store.chosen_by(person.id)
        return {"written": written, "channels": [*channels], "chosen": [*messages]}

    async def forget(self, person: Person) -> None:
        """Take the person's name out of the record, the documents and the indexes. Raises StorageError."""
        await self.keeper.store.forget_chooser(person.id)
        for channel in (await self.keeper.store.channels()).values():
            if channel.authors:
                await self.keeper.unname(channel, await person.names(channel.server))
        self.keeper.read_anew()
