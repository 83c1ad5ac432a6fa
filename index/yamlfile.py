"""Text and YAML files whose faults are reported by file and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml
from pydantic import ValidationError

from index.errors import CorpusError
from index.limited import read_limited
from index.shown import brief
from index.yaml_loader import Loader

Location: TypeAlias = Sequence[int | str]

MOST_PROBLEMS: Final = 12
"""Problems of one file that a message lists."""


def read_text(path: Path, *, streams: bool = False) -> str:
    r"""The file's text: UTF-8, line ends as `\n`, no byte order mark.

    `streams` is that of `read_limited`. Raises CorpusError for a file that cannot be read or is not text,
    naming the line of the first bad byte.
    """
    return decoded(read_limited(path, streams=streams), path)


def decoded(raw: bytes, path: Path) -> str:
    """The text that `raw`, the content of `path`, holds, as `read_text` gives it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CorpusError(path, f"is not UTF-8 text (byte 0x{raw[error.start]:02x})", line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CorpusError(path, "holds a NUL byte: it is binary, not text", line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_yaml(path: Path) -> Any:  # noqa: ANN401 - what YAML holds
    """The one YAML document in `path` as plain lists, dicts, strings and numbers; None if it is empty.

    Raises CorpusError naming the file and the line.
    """
    return parse_yaml(read_text(path), path)


def parse_yaml(text: str, path: Path, first_line: int = 1) -> Any:  # noqa: ANN401 - what YAML holds
    """The YAML document in `text`, which begins at line `first_line` of `path`; raises CorpusError."""
    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"broken YAML: {brief(error.problem or error.context, 200)}"
        raise CorpusError(path, problem, mark.line + first_line if mark else None) from error
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + first_line
        raise CorpusError(path, f"broken YAML: {error.reason}", line) from error


def invalid_item(
    path: Path, error: ValidationError, prefix: Location = (), *, text: str | None = None, first_line: int = 1
) -> CorpusError:
    """What to raise for YAML that pydantic refuses: the first problem, with the line it stands on.

    `prefix` leads from the root of the file to what was validated: `(17,)` for the eighteenth item of a list.
    `text` is the YAML if it is only a part of the file, beginning at `first_line`. The nodes are composed
    here, not while loading, so that a good file costs nothing.
    """
    problem = error.errors(include_url=False, include_context=False)[0]
    location = (*prefix, *problem["loc"])
    line = line_of(read_text(path) if text is None else text, location) + first_line - 1
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return CorpusError(path, f"{_told(problem)}{more}", line)


def invalid_items(path: Path, error: ValidationError, *, text: str, first_line: int = 1) -> CorpusError:
    """What to raise for YAML that pydantic refuses: all its problems, each but the first with its line.

    `text` is the YAML, which begins at `first_line` of the file.
    """
    problems = error.errors(include_url=False, include_context=False)
    told = [(line_of(text, one["loc"]) + first_line - 1, _told(one)) for one in problems[:MOST_PROBLEMS]]
    (line, first), *others = sorted(told)
    rest = [f"line {number}: {problem}" for number, problem in others]
    if len(problems) > MOST_PROBLEMS:
        rest.append(f"and {len(problems) - MOST_PROBLEMS} more")
    return CorpusError(path, "; ".join((first, *rest)), line)


def _told(problem: Mapping[str, Any]) -> str:
    """One problem of pydantic's: where, and what."""
    message = {"extra_forbidden": "unknown key", "missing": "missing key"}.get(
        problem["type"], problem["msg"].removeprefix("Value error, ")
    )
    place = ".".join(brief(part) for part in problem["loc"])
    return f"{place}: {message}" if place else message


def line_of(text: str, location: Location) -> int:
    """The line, from 1, of the deepest part of `location` that exists in the YAML `text`."""
    node: yaml.Node | None = yaml.compose(text, Loader=Loader)
    line = node.start_mark.line if node else 0
    for part in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        else:
            break
    return line + 1
