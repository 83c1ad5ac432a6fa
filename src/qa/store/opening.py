"""Opening the store: its tables are brought up to date, and files of earlier versions taken over.

This blocks, and is run in a thread. Whoever comes first does it, in one transaction; others wait for the end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from index.errors import StorageError
from index.private import private_file
from qa.store.address import StoreAddress
from qa.store.engines import blocking_engine
from qa.store.predecessors import left_behind, put_away, take_over
from qa.store.tables import REVISION

MIGRATIONS: Final = Path(__file__).with_name("migrations")
LOCK: Final = 0x666F6F74  # "foot": the number by which PostgreSQL's users agree whose turn it is
NEWER: Final = "{} was made by a newer version of Footnote: install that one, or name another database"
_one_at_a_time: Final = threading.Lock()  # Alembic keeps what it is at in its modules


def open_store(address: StoreAddress) -> None:
    """Make the tables, or bring them up to date, and take over what earlier versions left.

    Raises StorageError for a store of a newer version, and what the driver raises.
    """
    with _one_at_a_time, _opened(address) as engine:
        files = left_behind(address.folder)
        with engine.begin() as base:
            if address.file is None:
                base.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            migrate(base, address)
            for file in files:
                take_over(base, file)
        put_away(files)


@contextmanager
def _opened(address: StoreAddress) -> Iterator[Engine]:
    if address.file is not None:
        private_file(address.file)
    engine = blocking_engine(address)
    try:
        yield engine
    finally:
        engine.dispose()


def revision_of(base: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(base).has_table("alembic_version"):
        return None
    return base.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(base: Connection, address: StoreAddress, wanted: str = REVISION) -> None:
    """Make the tables of the `wanted` version, or bring them up to it. Raises StorageError for newer ones."""
    revision = revision_of(base)
    if revision == wanted:
        return
    if revision is not None and revision > wanted:
        raise StorageError(NEWER.format(address.name))
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": base})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, wanted)
