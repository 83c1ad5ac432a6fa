"""Where the store is: a SQLite file in the data folder, or a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from index.errors import StorageError
from index.server_faults import shown_url
from index.shown import shown

FILE: Final = "footnote.sqlite3"
SQLITE: Final = "sqlite"
DRIVERS: Final = {SQLITE: "aiosqlite", "postgresql": "psycopg"}
"""The databases that the store knows, each with the driver that reads it from coroutines."""
FORMS: Final = "sqlite+aiosqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """An address with the data folder, where earlier versions left their files."""

    url: URL
    folder: Path

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for a server's."""
        return Path(self.url.database or "") if self.url.get_backend_name() == SQLITE else None

    @property
    def blocking(self) -> URL:
        """The same place for a driver that blocks: what opens the store runs in a thread."""
        return self.url.set(drivername="sqlite+pysqlite") if self.file else self.url

    @property
    def name(self) -> str:
        """The place as it may be shown: a password never is."""
        return shown(self.file) if self.file else shown_url(self.url)


def store_address(folder: Path, address: str | None = None) -> StoreAddress:
    """The store at `address`, or in the data folder where none is given.

    Raises StorageError for one that cannot be used.
    """
    if not address:
        return StoreAddress(URL.create("sqlite+aiosqlite", database=str(folder / FILE)), folder)
    try:
        url = make_url(address)
        driver = DRIVERS[url.get_backend_name()]
    except (ArgumentError, KeyError, ValueError) as error:
        raise StorageError(f"the address of the database is none that is known; write {FORMS}") from error
    if driver == "aiosqlite" and url.database in (None, "", ":memory:"):
        raise StorageError(f"the address of the database names no file; write {FORMS}")
    return StoreAddress(url.set(drivername=f"{url.get_backend_name()}+{driver}"), folder)
