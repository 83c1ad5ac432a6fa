"""What the bot declines to do, told politely and in the reader's language."""

from __future__ import annotations

from index.errors import FootnoteError


class DeclinedError(FootnoteError):
    """Nothing is broken: `message` is a key of the bot's messages, `values` its placeables."""

    def __init__(self, message: str, /, **values: str | float) -> None:
        super().__init__(message)
        self.message, self.values = message, values
