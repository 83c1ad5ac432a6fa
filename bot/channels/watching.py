"""What a client hears of Discord that concerns channels in the reports."""

from __future__ import annotations

from datetime import datetime

import discord

from bot.channels.chosen import ChosenMessages


class WatchingClient(discord.AutoShardedClient):
    """Tells `chosen`, where there is one, of everything that befalls messages and channels."""

    chosen: ChosenMessages | None = None

    async def on_ready(self) -> None:
        if self.chosen:
            self.chosen.keeper.start(self)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if self.chosen:
            self.chosen.keeper.start(self, guild.id)

    async def on_message(self, message: discord.Message) -> None:
        if self.chosen:
            await self.chosen.message_came(message)

    async def on_raw_message_edit(self, edited: discord.RawMessageUpdateEvent) -> None:
        if self.chosen:
            await self.chosen.message_edited(edited.message)

    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        if self.chosen:
            await self.chosen.messages_gone(deleted.channel_id, (deleted.message_id,))

    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        if self.chosen:
            await self.chosen.messages_gone(deleted.channel_id, deleted.message_ids)

    async def on_guild_channel_pins_update(
        self, channel: discord.abc.GuildChannel | discord.Thread, _last: datetime | None
    ) -> None:
        if self.chosen:
            await self.chosen.pins_changed(channel)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        if self.chosen:
            await self.chosen.channel_gone(channel.id)

    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        if self.chosen:
            await self.chosen.channel_gone(deleted.thread_id)

    async def on_thread_remove(self, thread: discord.Thread) -> None:
        """The bot was removed from a thread, which Discord may show it all the same."""
        if self.chosen:
            self.chosen.keeper.start(self, thread.guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        if self.chosen:
            await self.chosen.guild_gone(guild.id)

    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        await self._access_changed(after.guild)

    async def on_thread_update(self, _before: discord.Thread, after: discord.Thread) -> None:
        await self._access_changed(after.guild)

    async def on_guild_update(self, _before: discord.Guild, after: discord.Guild) -> None:
        await self._access_changed(after)

    async def on_guild_role_update(self, _before: discord.Role, after: discord.Role) -> None:
        await self._access_changed(after.guild)

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        await self._access_changed(role.guild)

    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        if after.id == after.guild.me.id:
            await self._access_changed(after.guild)

    async def _access_changed(self, guild: discord.Guild) -> None:
        if self.chosen:
            await self.chosen.access_changed(guild)
