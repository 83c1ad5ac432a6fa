"""The bot's own words: the same messages in five languages, and names that Discord accepts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from discord import Locale
from discord.app_commands import TranslationContext, TranslationContextLocation, locale_str
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.app import LOCALES
from bot.commands.translator import FluentTranslator
from qa.language.detection import LANGUAGES
from qa.wording.messages import Messages
from tests.bot.conftest import Build
from tests.bot.fakes import FakeAssistant

MESSAGES = Messages(LOCALES)
FOR_MANAGERS = ("diagnose", "facts", "insights", "taught", "Explain this answer")
OF_THE_BOT = ("help", "about", "privacy", "settings")
COMMANDS = ("ask", "score", "compare", "rank", "history", "lab", "editions")
NAME = re.compile(r"[-_'\w]{1,32}")


class Placeables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - Fluent's name
        self.names.add(node.id.name)


def parsed(language: str) -> dict[str, set[str]]:
    """The messages of a language and the values each of them takes; no junk."""
    resource = FluentParser().parse((LOCALES / f"{language}.ftl").read_text(encoding="utf-8"))
    junk = [entry.content for entry in resource.body if isinstance(entry, ast.Junk)]
    assert not junk
    found = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            visitor = Placeables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


def test_every_language_has_the_same_messages_with_the_same_values() -> None:
    for first, second in pairwise(LANGUAGES):
        assert parsed(first) == parsed(second)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_written(language: str) -> None:
    for message, names in parsed(language).items():
        for number in (1, 2, 5):
            text = MESSAGES.format(language, message, **dict.fromkeys(names, number))
            assert text.strip()
            assert "{" not in text
            assert len(text) < 1_900, "fits a plain message"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_descriptions_keep_to_discords_rules(language: str) -> None:
    for message, values in parsed(language).items():
        if not message.startswith(("command-", "option-", "describe-", "menu-", "ask-about-")):
            continue
        text = MESSAGES.format(language, message, **dict.fromkeys(values, 5))
        if message.startswith(("command-", "option-")):
            assert NAME.fullmatch(text)
            assert text == text.lower()
        if message.startswith("describe-"):
            assert 1 <= len(text) <= 100
        if message.startswith("menu-"):
            assert 1 <= len(text) <= 32
        if message.startswith("ask-about-"):
            assert len(text) <= 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_the_commands_as_they_are_called(language: str) -> None:
    ways = "\n".join(MESSAGES.format(language, message) for message in ("help-ways", "help-look-ups"))
    for command in COMMANDS:
        assert f"`/{MESSAGES.format(language, f'command-{command}')}`" in ways
    assert MESSAGES.format(language, "menu-ask-about") in ways


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_settings_names_commands_as_they_are_called(language: str) -> None:
    def command(*names: str) -> str:
        return "`/" + " ".join(MESSAGES.format(language, f"command-{name}") for name in names) + "`"

    said = {
        "welcome-settings": command("settings"),
        "welcome-reports": command("corpus", "add"),
        "welcome-about": command("about"),
        "about-privacy": command("privacy"),
        "audit-kept": command("privacy"),
        "help-manages": command("facts", "review"),
        "error-settings": command("settings"),
        "error-absent": command("ask"),
        "error-commands-only": command("ask"),
    }
    for message, called in said.items():
        assert called in MESSAGES.format(language, message, days=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_menus_and_forms_of_settings_say_is_short_enough(language: str) -> None:
    for message, names in parsed(language).items():
        text = MESSAGES.format(language, message, **dict.fromkeys(names, 86_400))
        if message.startswith("settings-form-"):
            assert len(text) <= 45
        if message.startswith("setting-"):
            assert len(text) <= 100


async def test_commands_are_registered_in_five_languages(build: Build) -> None:
    bot = build()
    translator = FluentTranslator(MESSAGES)
    payloads = [
        await command.get_translated_payload(bot.tree, translator) for command in bot.tree.get_commands()
    ]
    names = {payload["name"]: payload["name_localizations"] for payload in payloads}
    assert names["ask"] == {"zh-CN": "提问", "zh-TW": "提問", "fr": "demander", "ja": "質問"}
    assert names["Ask about this"]["ja"] == "これについて質問"
    for payload in payloads:
        managers = payload["name"] in FOR_MANAGERS
        assert payload["integration_types"] == ([0] if managers else [0, 1])
        assert payload["contexts"] == ([0] if managers else [0, 1, 2])
        named = [option["name_localizations"]["ja"] for option in payload.get("options", [])]
        assert len(set(named)) == len(named)
        for option in payload.get("options", []):
            assert set(option["name_localizations"]) == {"zh-CN", "zh-TW", "fr", "ja"}
            assert set(option["description_localizations"]) == {"zh-CN", "zh-TW", "fr", "ja"}
    assert set(names) == {*COMMANDS, *FOR_MANAGERS, *OF_THE_BOT, "watch", "Ask about this"}
    assert names["Explain this answer"]["fr"] == "Expliquer cette réponse"
    for locale in ("zh-CN", "zh-TW", "fr", "ja"):
        assert len({told[locale] for told in names.values()}) == len(names)
    compare = next(payload for payload in payloads if payload["name"] == "compare")
    assert [option["name_localizations"]["fr"] for option in compare["options"][:5]] == [
        f"modèle{number}" for number in range(1, 6)
    ]
    ask = next(payload for payload in payloads if payload["name"] == "ask")
    assert [option["name"] for option in ask["options"]] == ["question", "private", "edition", "collection"]
    assert [option.get("autocomplete") for option in ask["options"]] == [None, None, True, True]


async def test_texts_without_a_message_and_other_languages_stay_english() -> None:
    translator = FluentTranslator(MESSAGES)
    context: TranslationContext[Any, Any] = TranslationContext(TranslationContextLocation.other, None)
    assert await translator.translate(locale_str("2025-Q1"), Locale.french, context) is None
    assert await translator.translate(locale_str("x", key="command-ask"), Locale.german, context) is None
    assert (
        await translator.translate(locale_str("x", key="command-ask"), Locale.british_english, context)
        is None
    )


async def test_what_has_no_figures_has_no_commands_that_look_them_up(
    build: Build, assistant: FakeAssistant
) -> None:
    assistant.looks_up = False
    named = {command.name for command in build().tree.get_commands()}
    assert named == {*FOR_MANAGERS, *OF_THE_BOT, "ask", "Ask about this"}
