"""Command names and descriptions in the asker's language, from the same files as the replies."""

from __future__ import annotations

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from qa.language.detection import DEFAULT, from_locale
from qa.wording.messages import Messages


class FluentTranslator(Translator):
    """Finds the message named by a `locale_str`'s `key`, with its other extras as values.

    Languages without messages get None, which leaves the English text.
    """

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def translate(
        self, string: locale_str, locale: Locale, _context: TranslationContextTypes
    ) -> str | None:
        language = from_locale(locale.value)
        primary = locale.value.split("-")[0]
        if "key" not in string.extras or language == DEFAULT or not language.startswith(primary):
            return None
        values = {name: value for name, value in string.extras.items() if name != "key"}
        return self._messages.format(language, string.extras["key"], **values)
