"""What goes wrong, as RFC 9457 has it: never a traceback, a path of this machine or words of a question."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from aiohttp import web
from pydantic import ValidationError

from index.errors import FootnoteError, QuestionError
from qa.api.questions import BusyError
from qa.api.rates import TooManyRequestsError
from qa.api.reading import NotThereError
from qa.api.replies import ApiProblem, Fault
from qa.collections.collection import UnknownCollectionError, WithheldError

log = logging.getLogger(__name__)

DESCRIBED: Final = "/api/v1/openapi.json"
CONTENT_TYPE: Final = "application/problem+json"
SOON: Final = {"Retry-After": "1"}
LATER: Final = {"Retry-After": "5"}
FAULTS: Final = 20  # of one request that are told
TOLD: Final[Mapping[type[FootnoteError], tuple[int, Mapping[str, str]]]] = {
    BusyError: (503, LATER),
    WithheldError: (503, SOON),
    NotThereError: (404, {}),
    UnknownCollectionError: (404, {}),
    QuestionError: (422, {}),
}
UNREADABLE: Final = "The documents or answers cannot be read at the moment."


def problem(
    status: int, detail: str, errors: tuple[Fault, ...] = (), headers: Mapping[str, str] | None = None
) -> web.Response:
    """A problem as a response."""
    told = ApiProblem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
    return web.Response(
        text=told.model_dump_json(), status=status, content_type=CONTENT_TYPE, headers=headers
    )


def problem_of(error: Exception) -> web.Response:
    """What is told of an error; what is the program's own fault is in the log."""
    if isinstance(error, web.HTTPException):
        kept = {name: value for name, value in error.headers.items() if name in ("Allow", "WWW-Authenticate")}
        own = error.text if error.text != f"{error.status}: {error.reason}" else None
        return problem(error.status, own or f"{error.reason}; see {DESCRIBED}.", headers=kept)
    if isinstance(error, ValidationError):
        return problem(422, "The request is not as it should be.", faults(error))
    if isinstance(error, TooManyRequestsError):
        return problem(429, str(error), headers={"Retry-After": str(error.seconds)})
    for kind, (status, headers) in TOLD.items():
        if isinstance(error, kind):
            return problem(status, str(error), headers=headers)
    if isinstance(error, FootnoteError):
        log.warning("a request could not be answered: %s", error)
        return problem(503, UNREADABLE, headers=LATER)
    place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    log.error(
        "a request could not be answered: %s\n%s", type(error).__name__, place
    )  # no message: it may quote
    return problem(500, "Something went wrong here; the log of the server tells more.")


def faults(error: ValidationError) -> tuple[Fault, ...]:
    """What is wrong with which field; what was given is not repeated."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return tuple(
        Fault(field=".".join(map(str, one["loc"])), problem=one["msg"].removeprefix("Value error, "))
        for one in found[:FAULTS]
    )
