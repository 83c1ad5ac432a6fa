"""Which request a line of the log belongs to: a number that its asker may tell the operator."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")


def request_id() -> str:
    """The id of what is being done, 8 hexadecimal digits; "" outside of all requests."""
    return _REQUEST.get()


@contextmanager
def requested() -> Iterator[str]:
    """A request with an id; inside of another one, that goes on."""
    if outer := _REQUEST.get():
        yield outer
        return
    token = _REQUEST.set(secrets.token_hex(4))
    try:
        yield _REQUEST.get()
    finally:
        _REQUEST.reset(token)
