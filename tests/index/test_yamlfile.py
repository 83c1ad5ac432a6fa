"""YAML and text files: what they mean, and where their faults are said to be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from index.errors import CorpusError
from index.yamlfile import invalid_item, line_of, load_yaml, read_text


class Item(BaseModel, extra="forbid"):
    id: str
    value: int
    parts: list[int] = []


ITEMS = """# a comment
- id: a
  value: 1

- id: b
  value: 2
  parts:
    - 1
    - x
"""


def refuse(path: Path, text: str, **options: Any) -> CorpusError:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[Item]).validate_python(load_yaml(path))
    return invalid_item(path, caught.value, **options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "items.yaml"


def test_scalars_keep_their_meaning(path: Path) -> None:
    path.write_text("{a: 2025-03-03, b: no, c: true, d: 1.5, e: null, f: 12, g: on}", encoding="utf-8")
    assert load_yaml(path) == {
        "a": "2025-03-03",
        "b": "no",
        "c": True,
        "d": 1.5,
        "e": None,
        "f": 12,
        "g": "on",
    }


def test_an_empty_file_is_none(path: Path) -> None:
    path.write_text("# nothing\n", encoding="utf-8")
    assert load_yaml(path) is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "broken YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice"),
        ("a: 1\nb: *nowhere\n", 2, "undefined alias"),
        ("a: !!python/object:os.system 1\n", 1, "could not determine a constructor"),
        ("{[a]: 1}", 1, "unhashable"),
        ("a: 1\nb: \x07\n", 2, "control characters"),
        ("a: 1\n---\nb: 2\n", 2, "broken YAML"),
    ],
)
def test_broken_yaml_names_file_and_line(path: Path, text: str, line: int | None, problem: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=problem) as caught:
        load_yaml(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: " if line else f"{path}: ")


def test_an_invalid_item_names_the_line_of_the_bad_value(path: Path) -> None:
    error = refuse(path, ITEMS)
    assert error.line == 9
    assert str(error).startswith(f"{path}:9: 1.parts.1: Input should be a valid integer")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("- id: a\n  value: 1\n- id: b\n", 3, "1.value: missing key"),
        ("- id: a\n  value: 1\n  colour: red\n", 3, "0.colour: unknown key"),
        ("- id: a\n  value: 1\n- 7\n", 3, "1: Input should be"),
        ("id: a\n", 1, "Input should be a valid list"),
        ("- id: [1]\n  value: x\n", 1, "(and 1 more)"),
    ],
)
def test_an_invalid_item_says_what_is_wrong(path: Path, text: str, line: int, problem: str) -> None:
    error = refuse(path, text)
    assert error.line == line
    assert problem in str(error)


def test_an_item_validated_alone_is_found_by_its_prefix(path: Path) -> None:
    path.write_text(ITEMS, encoding="utf-8")
    with pytest.raises(ValidationError) as caught:
        Item.model_validate(load_yaml(path)[1])
    assert invalid_item(path, caught.value, (1,)).line == 9


def test_line_of_stops_where_the_yaml_ends() -> None:
    assert line_of("- a: 1\n- b: 2\n", (1, "b", "deeper")) == 2
    assert line_of("- a: 1\n", (5, "b")) == 1
    assert line_of("", ("a",)) == 1


def test_text_has_unix_line_ends_and_no_byte_order_mark(path: Path) -> None:
    path.write_bytes("\ufeffa\r\nb\rc\n".encode())
    assert read_text(path) == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("raw", "line", "problem"),
    [
        (b"fine\nfine\nbad \xe9 here\n", 3, r"not UTF-8 text \(byte 0xe9\)"),
        (b"fine\n\0\0\n", 2, "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "not UTF-8"),
    ],
)
def test_what_is_not_text_names_the_line(path: Path, raw: bytes, line: int, problem: str) -> None:
    path.write_bytes(raw)
    with pytest.raises(CorpusError, match=problem) as caught:
        read_text(path)
    assert caught.value.line == line


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(CorpusError, match=r"items\.yaml: cannot be read \(No such file"):
        load_yaml(path)
