"""Pages as they were made, so that nothing is made twice while it stays the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

LARGEST: Final = 64 * 2**20  # bytes of all pages
EACH: Final = 512  # bytes that one takes beside its content


class PageMemory:
    """Keeps contents by their names, those used last, in at most `largest` bytes. For one event loop."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._held: OrderedDict[Hashable, bytes] = OrderedDict()
        self._largest, self._size = largest, 0

    def get(self, name: Hashable) -> bytes | None:
        content = self._held.get(name)
        if content is not None:
            self._held.move_to_end(name)
        return content

    def add(self, name: Hashable, content: bytes) -> None:
        """Keep `content`; what is larger than all may be, is not kept."""
        if len(content) > self._largest:
            return
        before = self._held.pop(name, None)
        self._size += EACH + len(content) - (0 if before is None else EACH + len(before))
        self._held[name] = content
        while self._size > self._largest:
            _, oldest = self._held.popitem(last=False)
            self._size -= EACH + len(oldest)
