"""What slash commands are made of: words in five languages, and editions to choose."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from itertools import islice
from typing import Any, Final, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import locale_str

from qa.wording.messages import Messages

CHOICES: Final = 25
ENGLISH: Final = "en"
DIGITS: Final = "0123456789"

Command: TypeAlias = app_commands.Command[Any, ..., None]


class CommandBuilder:
    """Names things by the keys of `messages`: `command-…`, `option-…` and, for both, `describe-…`."""

    def __init__(self, messages: Messages, editions: tuple[str, ...] = ()) -> None:
        self._messages = messages
        self._editions = [app_commands.Choice(name=edition, value=edition) for edition in editions]

    def text(self, key: str, **values: int) -> locale_str:
        """The English text of `key`, which the translator finds the others by."""
        key = key.replace("_", "-")
        return locale_str(self._messages.format(ENGLISH, key, **values), key=key, **values)

    def command(
        self, name: str, callback: Callable[..., Coroutine[Any, Any, None]], **described: str
    ) -> Command:
        """The command `name`, whose options are the parameters of `callback` after the interaction.

        An option has the description `described` for it, or its own; an edition is chosen from a list, or,
        where there are too many, completed.
        """
        options = [*inspect.signature(callback).parameters][1:]
        app_commands.rename(**{option: self._option(option) for option in options})(callback)
        keys = {option: described.get(option, option.rstrip(DIGITS)) for option in options}
        descriptions = {option: self.text(f"describe-{key}") for option, key in keys.items()}
        app_commands.describe(**descriptions)(callback)
        if "edition" in options and len(self._editions) > CHOICES:
            app_commands.autocomplete(edition=self._complete)(callback)
        elif "edition" in options:
            app_commands.choices(edition=self._editions)(callback)
        return app_commands.Command(
            name=self.text(f"command-{name}"), description=self.text(f"describe-{name}"), callback=callback
        )

    async def _complete(
        self, _interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """The latest editions that hold what is typed, where there are more than a list may have."""
        fitting = (one for one in reversed(self._editions) if current.casefold() in one.value.casefold())
        return list(islice(fitting, CHOICES))

    def _option(self, option: str) -> locale_str:
        """What an option is called: "model2" is the second of several models."""
        name = option.rstrip(DIGITS)
        if name == option:
            return self.text(f"option-{name}")
        return self.text(f"option-numbered-{name}", number=int(option.removeprefix(name)))
