"""Registering the commands with Discord: at start, and only when they have changed."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from discord.app_commands import CommandTree

    from bot.client import FootnoteClient

log = logging.getLogger(__name__)


class Registry:
    """Remembers in `path` what was registered for which application; None registers every time."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    async def sync(self, tree: CommandTree[FootnoteClient]) -> bool:
        """Register the commands if they differ from the registered ones; whether it was done.

        A failure is logged and leaves the commands registered before: the bot runs on with those.
        """
        digest = await _digest(tree)
        if digest == self._registered():
            return False
        try:
            await tree.sync()
        except discord.HTTPException as error:
            log.error("the commands could not be registered: %s", error)
            return False
        self._note(digest)
        return True

    def _registered(self) -> str | None:
        try:
            return self._path.read_text(encoding="ascii").strip() if self._path else None
        except (OSError, UnicodeDecodeError):
            return None

    def _note(self, digest: str) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(digest + "\n", encoding="ascii")
        except OSError as error:
            log.warning("the commands will be registered again at the next start: %s", error)


async def _digest(tree: CommandTree[FootnoteClient]) -> str:
    """A digest of all that would be registered, translations included, and of the application."""
    translator = tree.translator
    commands = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    told = json.dumps([tree.client.application_id, commands], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
