"""What slash commands are made of: words in five languages, and editions to choose."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import locale_str

from qa.wording.messages import Messages

CHOICES: Final = 25
ENGLISH: Final = "en"
DIGITS: Final = "0123456789"

Command: TypeAlias = app_commands.Command[Any, ..., None]
Complete: TypeAlias = Callable[
    [discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]
]


class CommandBuilder:
    """Names things by the keys of `messages`: `command-…`, `option-…` and, for both, `describe-…`.

    `completing` says what is offered for options of some names, such as editions: what there is differs from
    server to server, and changes.
    """

    def __init__(self, messages: Messages, completing: Mapping[str, Complete] | None = None) -> None:
        self._messages, self._completing = messages, completing or {}

    def text(self, key: str, **values: int) -> locale_str:
        """The English text of `key`, which the translator finds the others by."""
        key = key.replace("_", "-")
        return locale_str(self._messages.format(ENGLISH, key, **values), key=key, **values)

    def command(
        self, name: str, callback: Callable[..., Coroutine[Any, Any, None]], **described: str
    ) -> Command:
        """The command `name`, whose options are the parameters of `callback` after the interaction.

        An option has the description `described` for it, or its own.
        """
        options = [*inspect.signature(callback).parameters][1:]
        app_commands.rename(**{option: self._option(option) for option in options})(callback)
        keys = {option: described.get(option, option.rstrip(DIGITS)) for option in options}
        descriptions = {option: self.text(f"describe-{key}") for option, key in keys.items()}
        app_commands.describe(**descriptions)(callback)
        completed = {name: complete for name, complete in self._completing.items() if name in options}
        app_commands.autocomplete(**completed)(callback)
        return app_commands.Command(
            name=self.text(f"command-{name}"), description=self.text(f"describe-{name}"), callback=callback
        )

    def _option(self, option: str) -> locale_str:
        """What an option is called: "model2" is the second of several models."""
        name = option.rstrip(DIGITS)
        if name == option:
            return self.text(f"option-{name}")
        return self.text(f"option-numbered-{name}", number=int(option.removeprefix(name)))
