"""What a server sends, up to a bound: the libraries that read it hold a line or an error whole."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from typing import TYPE_CHECKING, Final

from index.errors import FootnoteError

if TYPE_CHECKING:
    from httpx2 import Response

MOST_BYTES: Final = 2**20  # of a response: each word of an answer may come in a frame of 300
UNPACKED: Final = {"Accept-Encoding": "identity"}
"""Headers of requests: what comes packed may be a thousand times as long."""


class UnboundedResponseError(FootnoteError):
    """A server sends more than is read of it, or packs it."""


async def bounded(response: Response) -> None:
    """Have reading a response end with UnboundedResponseError beyond the bound; for `event_hooks`."""
    from httpx2 import AsyncByteStream

    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UnboundedResponseError("it packs what it sends, though it was asked not to")
    assert isinstance(response.stream, AsyncByteStream)  # noqa: S101
    given: AsyncByteStream = response.stream

    class BoundedStream(AsyncByteStream):
        def __aiter__(self) -> AsyncIterator[bytes]:
            return _counted(given.__aiter__())

        async def aclose(self) -> None:
            await given.aclose()

    response.stream = BoundedStream()


async def _counted(pieces: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    read = 0
    try:
        async for piece in pieces:
            read += len(piece)
            if read > MOST_BYTES:
                raise UnboundedResponseError("it sends more than is read")
            yield piece
    finally:
        if isinstance(pieces, AsyncGenerator):
            await pieces.aclose()
