"""What slash commands are made of: words in five languages, and editions to choose."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeAlias, TypeVar

from discord import app_commands
from discord.app_commands import locale_str

from qa.wording.messages import Messages

CHOICES: Final = 25
ENGLISH: Final = "en"

F = TypeVar("F", bound=Callable[..., Any])
Command: TypeAlias = app_commands.Command[Any, ..., None]


class CommandBuilder:
    """Names things by the keys of `messages`: `command-…`, `option-…` and, for both, `describe-…`."""

    def __init__(self, messages: Messages, editions: tuple[str, ...] = ()) -> None:
        self._messages = messages
        self._editions = [app_commands.Choice(name=edition, value=edition) for edition in editions[-CHOICES:]]

    def text(self, key: str, **values: int) -> locale_str:
        """The English text of `key`, which the translator finds the others by."""
        return locale_str(self._messages.format(ENGLISH, key, **values), key=key, **values)

    def command(self, name: str, callback: Callable[..., Coroutine[Any, Any, None]]) -> Command:
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
