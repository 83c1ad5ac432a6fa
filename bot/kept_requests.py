"""What was asked by an interaction as text, and back: a bot that was restarted answers it after all."""

from __future__ import annotations

from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.requests import Asked, Request

KINDS: Final = {one.__name__: one for one in get_args(Request)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """The request with its kind, as kinds have fields in common, and what is beside it."""

    kind: str
    request: dict[str, Any]
    beside: dict[str, Any]


_ASKED: Final = TypeAdapter(Asked)
_KEPT: Final = TypeAdapter(_Kept)


def write_asked(asked: Asked) -> str:
    """What was asked, as JSON."""
    told = _ASKED.dump_python(asked, mode="json")
    kept = _Kept(type(asked.request).__name__, told.pop("request"), told)
    return _KEPT.dump_json(kept).decode()


def read_asked(text: str) -> Asked | None:
    """What `write_asked` has written; None for what another version did that had other fields."""
    try:
        kept = _KEPT.validate_json(text)
        request = TypeAdapter(KINDS[kept.kind]).validate_python(kept.request)
        return _ASKED.validate_python({**kept.beside, "request": request})
    except (ValidationError, KeyError):
        return None
