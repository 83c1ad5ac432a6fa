"""Registering the commands with Discord: at start, and only when they have changed."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from discord.app_commands import CommandTree

from bot.cards.outbox import FAILURES
from index.atomic import write_whole
from index.private import FILE, private_folder

log = logging.getLogger(__name__)


class Registry:
    """Remembers in `path` what was registered for which application; without a path, registers every time."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    async def sync(self, tree: CommandTree[Any]) -> bool:
        """Register the commands if they differ from the registered ones, and say whether that was done.

        A failure is logged; the bot runs on with the commands registered before.
        """
        digest = await _digest(tree)
        if digest == self._registered():
            return False
        try:
            await tree.sync()
        except FAILURES as error:
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
            private_folder(self._path.parent)
            write_whole(self._path, f"{digest}\n".encode("ascii"), FILE)
        except OSError as error:
            log.warning("the commands will be registered again at the next start: %s", error)


async def _digest(tree: CommandTree[Any]) -> str:
    """A digest of all that would be registered, translations included, and of the application."""
    translator = tree.translator
    commands = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    payload = json.dumps([tree.client.application_id, commands], sort_keys=True)
    return hashlib.sha256(payload.encode()).hexdigest()
