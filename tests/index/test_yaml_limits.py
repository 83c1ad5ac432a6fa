"""A few bytes of YAML that would stand for gigabytes or end the process: refused, with file and line."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorpusError
from index.yaml_loader import DEEPEST, Loader
from index.yamlfile import line_of, parse_yaml
from tests.examples import examples

HERE = Path("front.md")
NINE = ", ".join(["*a{0}"] * 9)
LAUGHS = "".join(f"a{i}: &a{i} [{NINE.format(i - 1)}]\n" for i in range(1, 12))
MERGES = "".join(f"a{i}: &a{i} {{<<: [{NINE.format(i - 1)}]}}\n" for i in range(1, 10))
CHAIN = "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 3000))
COLLIDING = "".join(f"{i * (2**61 - 1)}: {i}\n" for i in range(1, 300))  # all of the hash 0
TAGS = "".join(f"%TAG !a{i}! tag:x\n" for i in range(30_000))
INDENTED = "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 400))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param("a: " + "[" * 30_000, 1, "levels deep", id="lists"),
        pytest.param("x: 1\n" + "{" * 30_000, 2, "mapping values|levels deep|expected", id="mappings"),
        pytest.param("{" * 30_000, 1, "levels deep", id="mappings alone"),
        pytest.param("- " * 30_000, 1, "levels deep", id="items"),
        pytest.param("? " * 30_000, 1, "levels deep", id="keys"),
        pytest.param(INDENTED, DEEPEST, "levels deep", id="indented"),
        pytest.param("a0: &a0 [x]\n" + CHAIN, DEEPEST, "levels deep", id="a chain of aliases"),
        pytest.param("a0: &a0 [x]\n" + LAUGHS, 1, "aliases .* repeat", id="a billion laughs"),
        pytest.param("a0: &a0 {k: 1}\n" + MERGES, 1, "aliases .* repeat", id="nested merge keys"),
        pytest.param("a: &a {k: 1}\nb: {<<: *a}", 2, "merge keys", id="a merge key"),
        pytest.param("a: &a {k: 1}\nb: {? !!merge [x] : *a}", 2, "merge keys", id="a tagged merge key"),
        pytest.param("a: &a {k: 1}\nb:\n" + "  <<: *a\n" * 9, 3, "merge keys", id="many merge keys"),
        pytest.param("a: &a {k: 1}\nb: {<<: [" + "*a, " * 9 + "]}", 2, "merge keys", id="a merge list"),
        pytest.param(COLLIDING, 1, "2305843009213693951 is too long for a key", id="colliding keys"),
        pytest.param("%TAG ! x:\n" + TAGS + "---\na", None, "more than 100 directives", id="directives"),
        pytest.param("a: 1\nb: &b [1, *b]", 2, "inside what it names", id="a circle"),
        pytest.param("a: 1\nb: " + "9" * 10_000, 2, "10,000 characters", id="a long number"),
        pytest.param("b: !!int 0x" + "f" * 5_000, 1, "5,002 characters", id="a long hexadecimal number"),
        pytest.param("a: !!int x", 1, "not of the type int", id="no number"),
        pytest.param("a: !!int ''", 1, "not of the type int", id="an empty number"),
        pytest.param("a: !!bool x", 1, "not of the type bool", id="no boolean"),
        pytest.param("a: !!timestamp x", 1, "constructor for the tag", id="a timestamp"),
        pytest.param(
            "a: 1\n? " + "k" * 900 + "\n: 1\n? " + "k" * 900 + "\n: 2", 4, "k…' is given twice", id="keys"
        ),
    ],
)
def test_what_is_refused(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem) as caught:
        parse_yaml(text, HERE)
    assert caught.value.line == line
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a: &a [1, 2]\nb: *a", {"a": [1, 2], "b": [1, 2]}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 010", {"a": "010"}),
        ("a: 0xff", {"a": "0xff"}),
        ("a: .inf\nb: .nan", {"a": ".inf", "b": ".nan"}),
        ("a: -1_000\nb: 0\nc: +5", {"a": -1000, "b": 0, "c": 5}),
        ("a: 1.5e+3\nb: .5\nc: 7.", {"a": 1500.0, "b": 0.5, "c": 7.0}),
        ('a: "' + "[" * 30_000 + '"', {"a": "[" * 30_000}),
        (
            "123456789012345678: 1\n'1234567890123456789': 2",
            {123456789012345678: 1, "1234567890123456789": 2},
        ),
        ("%TAG !y! tag:yaml.org,2002:\n---\n!y!str 1", "1"),
    ],
)
def test_what_is_read(text: str, meaning: object) -> None:
    assert parse_yaml(text, HERE) == meaning


def test_more_values_than_memory_bears_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.yaml_loader.MOST_NODES", 1_000)
    assert parse_yaml("a: [" + "1, " * 997 + "]", HERE) == {"a": [1] * 997}
    with pytest.raises(CorpusError, match="holds more than 1,000 values; divide it") as caught:
        parse_yaml("\na: [" + "1, " * 998 + "]", HERE)
    assert caught.value.line == 2


def test_as_deep_as_may_be() -> None:
    assert line_of("[" * DEEPEST + "]" * DEEPEST, (0, 0)) == 1
    with pytest.raises(yaml.MarkedYAMLError):
        line_of("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), ())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@settings(max_examples=examples(100))
@given(VALUES)
def test_what_others_write_is_read(value: Any) -> None:
    class Plain(yaml.SafeDumper):
        """Writes infinities and large floats so that no loader needs to guess."""

    Plain.add_representer(float, lambda dumper, held: dumper.represent_str(str(held)))
    written = yaml.dump(value, Dumper=Plain, allow_unicode=True)
    assert yaml.load(written, Loader=Loader) == yaml.load(written, Loader=yaml.CSafeLoader)  # noqa: S506 - a SafeLoader


@settings(max_examples=examples(200))
@given(st.text(alphabet="ab01:-?[]{}&*!|>'\"#,. \n<", max_size=80))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    with suppress(CorpusError):
        parse_yaml(text, HERE)
