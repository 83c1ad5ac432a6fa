"""Foreign files in the hands of libraries: whatever these raise becomes one clear message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.formats.converted import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

_PANIC: Final = "PanicException"  # what a library in Rust raises instead of ending; no subclass of Exception


@contextmanager
def reading(what: str, *damaged: type[Exception]) -> Iterator[None]:
    """Raises UnreadableError where the block raises anything but that.

    `what` is what the block reads, as in "is a damaged e-book". The errors in `damaged` are those that a
    library has for it; any other is named, since a person may have to report it.
    """
    try:
        yield
    except (UnreadableError, ImportError):  # a library that is missing is no damage
        raise
    except RecursionError as error:
        raise UnreadableError(
            "is nested too deeply to be read; save it again, or convert it to PDF"
        ) from error
    except MemoryError as error:
        raise UnreadableError("needs more memory than there is; split it") from error
    except damaged as error:
        raise UnreadableError(f"is a damaged {what}; save it again") from error
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise  # the program is told to stop
        raise UnreadableError(
            f"is a damaged {what} ({type(error).__name__}); save it again, or convert it to PDF"
        ) from error


def parse_xml(raw: bytes) -> _Element:
    """The root of a small XML document. Raises UnreadableError for what is malformed or nested too deeply.

    Entities are not replaced, nothing is fetched, and nesting and texts are limited by the library.
    """
    from lxml import etree

    with reading("XML file", etree.XMLSyntaxError):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(raw, parser)


def local_name(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
