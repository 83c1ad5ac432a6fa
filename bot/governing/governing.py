"""What the client finds for buttons and events of those who run a server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.governing.configuring import Configuring
from bot.governing.presenting import Presenting
from bot.governing.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class Governing:
    configuring: Configuring
    presenting: Presenting
    upkeep: Upkeep
