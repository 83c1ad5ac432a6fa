"""The lists of a corpus folder, as YAML files: every item is validated, and reported by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from index.documents import Frozen
from index.errors import CorpusError
from index.fields import Name
from index.shown import brief
from index.yamlfile import invalid_item, line_of, load_yaml, read_text


class CorpusItem(Frozen):
    """An item of such a list; unknown keys are errors."""

    id: Name


Listed = TypeVar("Listed", bound=CorpusItem)
Model = TypeVar("Model", bound=BaseModel)


def items(path: Path, model: type[Listed]) -> list[Listed]:
    """The items of a YAML list; raises CorpusError naming the line of the first that is not a `model`."""
    entries = load_yaml(path) or []
    if not isinstance(entries, list):
        raise CorpusError(path, "should be a list", 1)
    return list(validated(path, dict(enumerate(entries)), model).values())


def validated(path: Path, entries: Mapping[int | str, Any], model: type[Model]) -> dict[int | str, Model]:
    """Each of the entries of a file as a `model`, by its place or key; raises CorpusError with the line."""
    found = {}
    for place, entry in entries.items():
        try:
            found[place] = model.model_validate(entry)
        except ValidationError as error:
            raise invalid_item(path, error, (place,)) from error
    return found


def items_by_id(path: Path, model: type[Listed]) -> dict[str, Listed]:
    """The items of a YAML list by id; {} without the file. Raises CorpusError for two of one id as well."""
    found: dict[str, Listed] = {}
    for place, item in enumerate(items(path, model) if path.exists() else ()):
        if item.id in found:
            line = line_of(read_text(path), (place, "id"))
            raise CorpusError(path, f"the id {brief(item.id)!r} occurs twice", line)
        found[item.id] = item
    return found
