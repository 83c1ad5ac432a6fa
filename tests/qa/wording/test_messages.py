"""Messages: each exists in all five languages, with the same variables, and can be formatted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor

from qa.language.detection import LANGUAGES
from qa.wording.messages import LOCALES, Messages


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the parser's name
        self.names.add(node.id.name)


def read(language: str) -> dict[str, set[str]]:
    """The messages of a language and the variables of each; a broken entry fails."""
    source = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
    resource: Resource = FluentParser().parse(source)
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        assert not isinstance(entry, Junk), f"{language}.ftl: {entry.content}"
        if isinstance(entry, Message):
            assert entry.id.name not in found, f"{language}.ftl holds {entry.id.name} twice"
            visitor = Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


ENGLISH = read("en")


def test_every_language_has_a_file_and_no_other() -> None:
    assert {path.stem for path in LOCALES.glob("*.ftl")} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_messages(language: str) -> None:
    assert set(read(language)) == set(ENGLISH)


# A number's plural, or the digits of a quarter, are one language's own need.
PLURAL = {"number", "amount", "quarter", "name"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_variables(language: str) -> None:
    for name, variables in read(language).items():
        assert variables ^ ENGLISH[name] <= PLURAL, f"{language}: {name}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 2, 4])
def test_every_message_can_be_formatted(language: str, number: int) -> None:
    messages = Messages()
    for name, variables in read(language).items():
        values: dict[str, str | float] = {variable: f"<{variable}>" for variable in variables | ENGLISH[name]}
        values |= {variable: number for variable in ("number", "quarter") if variable in values}
        text = messages.format(language, name, **values)
        assert text, name
        for variable in ENGLISH[name] - PLURAL:
            assert f"<{variable}>" in text, f"{language}: {name} does not show {variable}"
        assert not re.search(r"\{|\}", text), f"{language}: {name}"


def test_nothing_is_left_in_english() -> None:
    messages = Messages()
    said: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name in ("error-empty", "help-thanks", "abstain-name", "notice-translation", "clarify"):
            values: dict[str, str | float] = dict.fromkeys(ENGLISH[name], "x")
            said.setdefault(name, []).append(messages.format(language, name, **values))
    for name, texts in said.items():
        assert len(set(texts)) == len(LANGUAGES), name


def test_a_locale_finds_its_language() -> None:
    messages = Messages()
    assert messages.format("zh-TW", "error-empty") == messages.format("zh-Hant", "error-empty")
    assert messages.format("de", "error-empty") == messages.format("en", "error-empty")
    assert messages.has("fr", "error-empty")
    assert not messages.has("fr", "no-such-message")


def test_mistakes_of_ours_are_errors(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Messages().format("en", "no-such-message")
    (tmp_path / "en.ftl").write_text("greet = Hello { $name }\n", encoding="utf-8")
    own = Messages(tmp_path)
    assert own.format("en", "greet", name="Ada") == "Hello Ada"
    with pytest.raises(ValueError, match="greet"):
        own.format("en", "greet")
