"""The program of a reader's process: `python -m index.formats.child OPTIONS`, with a pipe in and one out.

It forbids itself what it does not need, says that it is ready, and answers one request after another until
the pipe ends. OPTIONS is JSON: `memory` in bytes, `parent` its process, `readers` for tests. No library is
imported before a file asks for it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from index.formats.confinement import allow_more, allow_processor, confine
from index.formats.converted import Converted, UnreadableError
from index.formats.pipes import (
    CRASHED,
    MEMORY,
    PICTURE,
    PICTURE_SECONDS,
    UNREADABLE,
    answer_of,
    as_json,
    picture_answer_of,
    receive,
    send,
)

if TYPE_CHECKING:
    from index.formats.pdf.pictured import PagePicture

READY: Final = b"ready"
_ANY_LENGTH: Final = 1 << 62  # what the parent sends is not doubted


def main() -> None:
    """Answer until the pipe ends."""
    options = json.loads(sys.argv[1])
    requests, answers = _pipes()
    confine(options["memory"], options["parent"])
    send(answers, READY)
    while (request := receive(requests, _ANY_LENGTH)) is not None:
        answer = _answer(json.loads(request), requests, answers, options["readers"])
        send(answers, *answer)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, out of the reach of libraries that print: these now meet nothing."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for taken in (0, 1):
        os.dup2(nothing, taken)
    os.close(nothing)
    return requests, answers


def _answer(
    request: dict[str, Any], requests: BinaryIO, answers: BinaryIO, readers: Mapping[str, str]
) -> tuple[bytes, bytes]:
    def begin() -> None:  # a picture
        allow_more(PICTURE_SECONDS)
        send(answers, PICTURE)

    # What ends with an exception is answered after its frames, and the memory that they hold, are gone.
    why, told = CRASHED, ""
    try:
        allow_processor(request["seconds"])
        raw = receive(requests, _ANY_LENGTH) or b""
        if "page" in request:
            return picture_answer_of(_pictured(raw, request))
        return answer_of(_converted(raw, request, readers, begin))
    except UnreadableError as error:
        why, told = (MEMORY, "") if _by_memory(error) else (UNREADABLE, str(error))
    except MemoryError:
        why = MEMORY
    except RecursionError:
        why, told = UNREADABLE, "is nested more deeply than its reader can follow; save it again"
    except BaseException as error:  # of a library in Rust, too
        told = type(error).__name__
    return as_json({why: told}), b""


def _pictured(raw: bytes, request: dict[str, Any]) -> PagePicture:
    from index.formats.pdf.pictured import PageQuote, pictured

    return pictured(raw, request["page"], [PageQuote(*quote) for quote in request["quotes"]])


def _converted(
    raw: bytes, request: dict[str, Any], readers: Mapping[str, str], begin: Callable[[], None]
) -> Converted:
    from index.formats.checked import checked
    from index.formats.formats import convert, suffix_of

    if reader := readers.get(suffix_of(request["name"])):
        from importlib import import_module

        module, _, function = reader.rpartition(".")
        converted: Converted = getattr(import_module(module), function)(raw)
        return checked(converted)
    return convert(raw, request["name"], url=request["url"], charset=request["charset"], begin=begin)


def _by_memory(error: BaseException | None) -> bool:
    """Whether an error goes back to a want of memory."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__
    return False


if __name__ == "__main__":
    main()
