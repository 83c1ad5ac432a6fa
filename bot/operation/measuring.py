"""Which questions are counted, and as coming from where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

import discord

from qa.operation.telemetry import Telemetry

SURFACES: Final = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.component: "button",
    discord.InteractionType.modal_submit: "form",
}


class CountsQuestions(Protocol):
    """Whoever answers questions and counts them."""

    @property
    def telemetry(self) -> Telemetry: ...


S = TypeVar("S", bound=CountsQuestions)
E = TypeVar("E", discord.Interaction, discord.Message)
P = ParamSpec("P")


def surface(event: discord.Interaction | discord.Message) -> str:
    """Where a question comes from, in one word."""
    if isinstance(event, discord.Interaction):
        return SURFACES.get(event.type, "other")
    if event.guild is None:
        return "direct"
    return "forum" if event.id == event.channel.id else "mention"


def measured(
    method: Callable[Concatenate[S, E, P], Awaitable[None]],
) -> Callable[Concatenate[S, E, P], Coroutine[Any, Any, None]]:
    """A method that answers a question, which is counted by how it ends."""

    @wraps(method)
    async def measuring(self: S, event: E, /, *args: P.args, **kwargs: P.kwargs) -> None:
        with self.telemetry.question(surface(event)):
            await method(self, event, *args, **kwargs)

    return measuring
