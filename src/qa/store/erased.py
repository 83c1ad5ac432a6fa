"""Whose data was deleted, for backups that still hold it: what is restored is deleted again.

Ids are kept as digests under a salt of the file's own. Whoever has the file and a list of people can still
find out who of them is in it, which is why it is its owner's alone and each line goes once no backup may be
left that holds what was deleted. Without such a list, a restored backup would bring back what people had
deleted; with ids, the list itself would be what is kept of them.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from index.atomic import write_whole
from index.errors import writing
from index.private import FILE
from index.versions import exclusive

NAME: Final = "erased.json"
LOCK: Final = ".erased.lock"
KEPT_DAYS: Final = 90.0
"""How long a backup may be kept: an erasure is remembered for so long."""
DAY: Final = 86_400.0

ErasedKind: TypeAlias = Literal["person", "server", "collection"]


class ErasedList:
    """The list in a folder. Raises StorageError where it cannot be written; one that is damaged is empty."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = folder / NAME
        self._clock = clock

    def add(self, kind: ErasedKind, name: int | str) -> None:
        """Remember that all of somebody or something was deleted."""
        folder = self.path.parent
        with exclusive(folder / LOCK, folder, "the list of what was deleted"), writing(self.path):
            held, now = self._read(), self._clock()
            lines = [one for one in held["erased"] if one["at"] > now - KEPT_DAYS * DAY]
            lines.append({"kind": kind, "digest": _digest(held["salt"], kind, name), "at": now})
            write_whole(self.path, json.dumps({**held, "erased": lines}).encode(), FILE)

    def since(self, moment: float) -> ErasedSince:
        """What was deleted after `moment`."""
        held = self._read()
        digests = {one["digest"] for one in held["erased"] if one["at"] >= moment}
        return ErasedSince(held["salt"], frozenset(digests))

    def _read(self) -> dict[str, Any]:
        try:
            held = json.loads(self.path.read_bytes())
            if isinstance(held["salt"], str) and all(one["digest"] and one["at"] for one in held["erased"]):
                return dict(held)
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return {"salt": secrets.token_hex(16), "erased": []}


class ErasedSince:
    """Tells whether somebody's data was deleted since a moment."""

    def __init__(self, salt: str, digests: frozenset[str]) -> None:
        self._salt, self._digests = salt, digests

    def __bool__(self) -> bool:
        return bool(self._digests)

    def has(self, kind: ErasedKind, name: int | str | None) -> bool:
        """Whether `name`, an id of Discord's or a collection's name, is among them."""
        return name is not None and _digest(self._salt, kind, name) in self._digests


def _digest(salt: str, kind: ErasedKind, name: int | str) -> str:
    return blake2b(f"{kind}:{name}".encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()
