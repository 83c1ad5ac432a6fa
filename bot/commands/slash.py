"""What slash commands are made of: words in five languages, editions to choose, names to complete."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord
from discord import app_commands
from discord.app_commands import locale_str

from qa.knowledge.kinds import Role
from qa.wording.messages import Messages

if TYPE_CHECKING:
    from bot.client import FootnoteClient

CHOICES: Final = 25
LABEL: Final = 100  # characters of a choice
ENGLISH: Final = "en"

F = TypeVar("F", bound=Callable[..., Any])
Complete = Callable[
    ["discord.Interaction[FootnoteClient]", str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


class Slash:
    """Names things by the keys of `messages`: `command-…`, `option-…` and, for both, `describe-…`."""

    def __init__(self, messages: Messages, editions: tuple[str, ...]) -> None:
        self.messages = messages
        self._editions = [app_commands.Choice(name=edition, value=edition) for edition in editions[-CHOICES:]]

    def text(self, key: str, **values: int) -> locale_str:
        """The English text of `key`, which the translator finds the others by."""
        return locale_str(self.messages.format(ENGLISH, key, **values), key=key, **values)

    def command(
        self, name: str, callback: Callable[..., Coroutine[Any, Any, None]]
    ) -> app_commands.Command[Any, ..., None]:
        return app_commands.Command(
            name=self.text(f"command-{name}"), description=self.text(f"describe-{name}"), callback=callback
        )

    def options(self, *names: str) -> Callable[[F], F]:
        """Names and describes the options of these names; an edition is chosen from a list."""

        def decorate(callback: F) -> F:
            for name in names:
                callback = self.option(name, self.text(f"option-{name}".replace("_", "-")))(callback)
            return app_commands.choices(edition=self._editions)(callback) if "edition" in names else callback

        return decorate

    def option(self, name: str, shown: locale_str, described: str = "") -> Callable[[F], F]:
        """Calls the option `name` as `shown`; its description is that of `described`, or of itself."""
        description = self.text(f"describe-{described or name}".replace("_", "-"))

        def decorate(callback: F) -> F:
            renamed = app_commands.rename(**{name: shown})(callback)
            return app_commands.describe(**{name: description})(renamed)

        return decorate


def completing(roles: Collection[Role]) -> Complete:
    """Completes names of entities with any of these roles, in the reader's language."""

    async def complete(
        interaction: discord.Interaction[FootnoteClient], current: str
    ) -> list[app_commands.Choice[str]]:
        """Names that fit what is typed; none rather than an error, for which Discord has no place here."""
        front = interaction.client.front
        locale = front.readers.of(interaction)
        try:
            names = await front.desk.complete(current, roles=roles, locale=locale, limit=CHOICES)
        except Exception as error:
            interaction.client.edge.note(error)
            return []
        return [
            app_commands.Choice(name=name.label[:LABEL], value=name.value)
            for name in names
            if name.label.strip() and 0 < len(name.value) <= LABEL
        ]

    return complete
