"""Vectors and terms in Milvus.

Of each version there are two of what Milvus calls collections, of passages and of sentences: `row`, `vector`,
and of a passage `weights`, a sparse vector of its terms, and `terms`, their numbers. An alias stands for the
version in use, and is moved in one step. Names are a digest of the collection's key and the version's name in
hex, as Milvus takes only letters and digits. (If collections of ours were partitions of one of Milvus's, none
could be built anew by itself.)

An address without a host is a file, which milvus-lite reads, for tests: only one process may.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import ClassVar, Final

from index.engines.engine import BuiltParts, EngineVersion, VectorPart
from index.engines.latest import EngineMemory
from index.engines.milvus_building import fill
from index.engines.milvus_connection import MilvusConnection
from index.engines.milvus_version import MilvusVersion
from index.errors import IndexMissingError, StorageError

_PREFIX: Final = "footnote_"


class MilvusEngine:
    """Milvus at an address. Threads share its connection."""

    kind: ClassVar[str] = "milvus"

    def __init__(self, address: str) -> None:
        """Raises StorageError for an address that cannot be used."""
        self._base, self._memory = MilvusConnection(address), EngineMemory()
        self.name = self._base.name

    def check(self) -> None:
        self._names()

    def build(self, collection: str, version: str, parts: BuiltParts) -> None:
        """Put a version in. Raises StorageError."""
        try:
            for part in reversed(VectorPart):  # passages, by which a version is known, come last
                terms = parts.terms if part is VectorPart.PASSAGES else None
                with self._base.reached() as client:
                    fill(client, _name(collection, version, part), parts.part(part), terms)
        except BaseException:
            with suppress(StorageError):
                self._drop(_name(collection, version, part) for part in VectorPart)
            raise

    def open(self, collection: str, version: str) -> EngineVersion:
        """A version. Raises StorageError, IndexMissingError if it is not there."""
        names = {part: _name(collection, version, part) for part in VectorPart}
        if not set(names.values()) <= set(self._names()):
            raise IndexMissingError(f"{self.name} does not hold version {version!r}; run `qa index build`.")
        with self._base.reached() as client:
            for name in names.values():
                client.load_collection(name)  # nothing where it is
        return MilvusVersion(self._base, names, self._memory)

    def versions(self, collection: str) -> frozenset[str]:
        return frozenset(map(_version, self._held(collection)))

    def used(self, collection: str) -> str | None:
        name = self._used_name(collection)
        return None if name is None else _version(name)

    def settle(self, collection: str, versions: Collection[str], used: str | None) -> None:
        """Move the alias to `used`, in one step, and then drop all that are not among `versions`."""
        alias, before = _alias(collection), self._used_name(collection)
        after = None if used is None else _name(collection, used, VectorPart.PASSAGES)
        after = after if after in self._names() else None
        with self._base.reached() as client:
            if after is None and before is not None:
                client.drop_alias(alias)
            elif after is not None and after != before:
                (client.alter_alias if before else client.create_alias)(after, alias)
        kept = {_name(collection, one, part) for one in versions for part in VectorPart}
        self._drop(
            name for name in self._names() if name.startswith(_prefix(collection)) and name not in kept
        )

    def _names(self) -> list[str]:
        with self._base.reached() as client:
            names: list[str] = client.list_collections()
        return names

    def _held(self, collection: str) -> list[str]:
        """The tables of passages of a collection's versions."""
        prefix = _prefix(collection)
        return [
            name for name in self._names() if name.startswith(prefix) and name.endswith(VectorPart.PASSAGES)
        ]

    def _used_name(self, collection: str) -> str | None:
        alias, held = _alias(collection), self._held(collection)
        with self._base.reached() as client:
            return next((name for name in held if alias in client.list_aliases(name)["aliases"]), None)

    def _drop(self, names: Iterable[str]) -> None:
        with self._base.reached() as client:
            for name in names:
                client.drop_collection(name)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _prefix(collection: str) -> str:
    return f"{_PREFIX}{_digest(collection)}_"


def _name(collection: str, version: str, part: VectorPart) -> str:
    return f"{_prefix(collection)}{version.encode('utf-8', 'surrogatepass').hex()}_{part}"


def _version(name: str) -> str:
    """The version that a table is of."""
    return bytes.fromhex(name.split("_")[-2]).decode("utf-8", "surrogatepass")


def _alias(collection: str) -> str:
    return f"{_prefix(collection)}used"
