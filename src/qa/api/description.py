"""The description of the API by OpenAPI 3.1, written from the table of operations and their models."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from qa.api.operations import OPERATIONS, ApiOperation
from qa.api.problems import CONTENT_TYPE
from qa.api.replies import ApiProblem

VERSION: Final = "1"
REFERENCE: Final = "#/components/schemas/{model}"
PROBLEMS: Final = {
    401: "No key, or one that is not known",
    404: "What is named is not there, or may not be read",
    408: "The body took too long to arrive",
    409: "This server keeps no answers",
    413: "The body is too large",
    415: "The body is no JSON by its type",
    422: "The request is not as it should be, or no question",
    429: "Too many requests with this key",
    503: "Too much is asked, or documents cannot be read at the moment",
}
WITH_BODY: Final = frozenset({408, 413, 415})


def description() -> dict[str, Any]:
    """The description as JSON has it."""
    models = [(one.tells, "serialization") for one in OPERATIONS]
    models += [(one.asks, "validation") for one in OPERATIONS if one.asks and one.method == "POST"]
    models.append((ApiProblem, "serialization"))
    _, definitions = models_json_schema(dict.fromkeys(models), ref_template=REFERENCE)  # type: ignore[arg-type]
    paths: dict[str, Any] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Footnote",
            "version": VERSION,
            "description": "Answers from reports, each with quotes that were checked.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(one: ApiOperation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "responses": {str(status): said for status, said in _responses(one).items()},
        "security": [{"key": []}] if one.key else [],
    }
    if one.asks and one.method == "POST":
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ref(one.asks)}}}
    elif one.asks:
        told["parameters"] = [*_parameters(one, one.asks)]
    return told


def _responses(one: ApiOperation) -> dict[int, Any]:
    done: dict[str, Any] = {
        "description": "Done",
        "content": {"application/json": {"schema": _ref(one.tells)}},
    }
    if one.created:
        done["headers"] = {
            "Location": {
                "description": "Where it can be read",
                "required": True,
                "schema": {"type": "string"},
            }
        }
    found = {201 if one.created else 200: done}
    if not one.key:
        return found
    for status, why in PROBLEMS.items():
        if (status in WITH_BODY and one.method == "GET") or (status == 409 and not one.created):
            continue
        found[status] = {"description": why, "content": {CONTENT_TYPE: {"schema": _ref(ApiProblem)}}}
        if status in (429, 503):
            wait = {"description": "Seconds to wait", "required": True, "schema": {"type": "integer"}}
            found[status]["headers"] = {"Retry-After": wait}
    return found


def _parameters(one: ApiOperation, asks: type[BaseModel]) -> list[dict[str, Any]]:
    """The fields of what is asked, each as a part of the path or of the query."""
    schema = asks.model_json_schema()
    return [
        {
            "name": name,
            "in": "path" if f"{{{name}}}" in one.path else "query",
            "required": name in schema.get("required", ()),
            "description": field.pop("description", name),
            "schema": _said(field),
        }
        for name, field in schema["properties"].items()
    ]


def _said(field: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is given: what may be left out is not said as null."""
    if "anyOf" not in field:
        return field
    (given,) = [one for one in field["anyOf"] if one != {"type": "null"}]
    return dict(given)


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=model.__name__)}
