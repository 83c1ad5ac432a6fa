"""The connection to Milvus, which threads share."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from pymilvus import MilvusClient
from pymilvus.exceptions import MilvusException
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from index.errors import StorageError
from index.server_faults import shown_url, without_secrets

PORT: Final = 19530


class MilvusConnection:
    """Connects when it is first needed."""

    def __init__(self, address: str) -> None:
        """Raises StorageError for an address that cannot be used."""
        try:
            self._url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise StorageError("QA_INDEX is no address of Milvus; write milvus://HOST:PORT/NAME") from error
        self.name: Final = shown_url(self._url)
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs whatever it raises

    @cached_property
    def _client(self) -> MilvusClient:
        url = self._url
        if not url.host:
            # A server in this process, which logs what it does not know: pymilvus asks, and does without.
            logging.getLogger("grpc._server").setLevel(logging.CRITICAL)
            return MilvusClient(f"/{url.database or ''}")
        user, password = url.username or "", str(url.password or "")
        address = f"http://{url.host}:{url.port or PORT}"
        return MilvusClient(uri=address, user=user, password=password, db_name=url.database or "")

    @contextmanager
    def reached(self) -> Iterator[MilvusClient]:
        """What asks Milvus in the block. Raises StorageError for what it refuses."""
        try:
            yield self._client
        except (MilvusException, OSError, UnicodeError) as error:
            said = str(getattr(error, "message", "") or type(error).__name__).splitlines()[0]
            told = without_secrets(self._url, said)
            raise StorageError(f"{self.name}: {told}; check that Milvus runs and can be reached") from error
