"""The engine that an address names, and an index that is in one."""

from __future__ import annotations

from functools import cache
from typing import Final

from index.engines.engine import VectorEngine
from index.errors import StorageError

FORMS: Final = "postgresql://USER:PASSWORD@HOST/NAME, milvus://USER:PASSWORD@HOST:PORT/NAME or milvus:///FILE"


@cache  # the indexes of a process share its connections
def engine_at(address: str | None) -> VectorEngine | None:
    """The engine at `address`, which is not connected to yet; None, for FAISS, where none is given.

    Raises StorageError for one that cannot be used.
    """
    if not address:
        return None
    scheme = address.partition(":")[0].partition("+")[0].lower()
    if scheme in {"postgresql", "postgres"}:
        try:
            from index.engines.pgvector import PgvectorEngine
        except ModuleNotFoundError as error:
            raise StorageError("QA_INDEX needs psycopg: pip install 'footnote[postgres]'") from error
        return PgvectorEngine(address)
    if scheme == "milvus":
        try:
            from index.engines.milvus import MilvusEngine
        except ModuleNotFoundError as error:
            raise StorageError("QA_INDEX needs pymilvus: pip install 'footnote[milvus]'") from error
        return MilvusEngine(address)
    raise StorageError(f"QA_INDEX is no address of an index that is known; write {FORMS}")
