"""Messages: each exists in all five languages, with the same variables, and can be formatted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor

from qa.language.detection import LANGUAGES
from qa.wording.messages import LOCALES, Messages

ROOT = Path(__file__).parents[3]
BOT = ROOT / "bot" / "locales"


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the parser's name
        self.names.add(node.id.name)


def read(language: str, folder: Path = LOCALES) -> dict[str, set[str]]:
    """The messages of a language and the variables of each; a broken entry fails."""
    source = (folder / f"{language}.ftl").read_text(encoding="utf-8")
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
@pytest.mark.parametrize("folder", [LOCALES, BOT], ids=["qa", "bot"])
def test_the_same_messages_in_the_same_order(language: str, folder: Path) -> None:
    assert list(read(language, folder)) == list(read("en", folder))


# A number's plural, or the digits of a quarter or half-year, are one language's own need.
PLURAL = {"number", "amount", "quarter", "half", "name"}


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
        values |= {variable: number for variable in ("number", "quarter", "half") if variable in values}
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message", ["notice-comparability", "editions-apart", "editions-together"])
def test_what_may_be_compared_is_shown_as_footnotes_own_judgement(language: str, message: str) -> None:
    values: dict[str, str | float] = dict.fromkeys(ENGLISH[message], "x")
    assert "Footnote" in Messages().format(language, message, **values)


@pytest.mark.parametrize("folder", [LOCALES, BOT], ids=["qa", "bot"])
def test_french_punctuation_never_begins_a_line(folder: Path) -> None:
    text = (folder / "fr.ftl").read_text(encoding="utf-8")
    values = [line.partition(" = ")[2] or line for line in text.splitlines() if not line.startswith("#")]
    assert [value for value in values if re.search(r" [:;!?»%]|« ", value)] == []


@pytest.mark.parametrize(("folder", "code"), [(LOCALES, "src/qa"), (BOT, "bot")], ids=["qa", "bot"])
def test_no_message_is_unused(folder: Path, code: str) -> None:
    """Each is named in the code of its room, in full or by an f-string that begins with a part of it."""
    named = re.compile("|".join(sorted(set(patterns(ROOT / code)))))
    assert [name for name in read("en", folder) if not named.fullmatch(name)] == []


def patterns(folder: Path) -> Iterator[str]:
    """Regular expressions for the texts that the code of a folder may name a message with."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    yield re.escape(text)
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if start.endswith("-"):
                    yield re.escape(start) + ".*"


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
