"""The rows of a store, out of one database and into another, of whatever kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    create_engine,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine

from index.errors import StorageError
from index.private import private_file
from qa.store.address import StoreAddress
from qa.store.engines import blocking_engine
from qa.store.faults import fault
from qa.store.opening import NEWER, migrate, revision_of
from qa.store.tables import REVISION, metadata

VERSIONS: Final = "alembic_version"
BATCH: Final = 500  # rows that are held in memory
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StoreRows:
    """What a store holds at one moment: the revision of its tables, None where there are none, and each one.

    The rows of a table are read while they are asked for, once.
    """

    revision: str | None
    tables: Iterator[tuple[str, Rows]]


@contextmanager
def store_rows(address: StoreAddress) -> Iterator[StoreRows]:
    """The rows, while the block lasts; nobody who writes waits for it. Raises StorageError."""
    if address.file is not None and not address.file.is_file():
        yield StoreRows(None, iter(()))
        return
    try:
        with _reading(address) as base:
            revision = revision_of(base)
            held = own_tables(base) if revision is not None else ()
            yield StoreRows(revision, ((one.name, _rows(base, one)) for one in held))
    except SQLAlchemyError as error:
        raise fault(address, error) from error


@contextmanager
def restoring_rows(
    address: StoreAddress, revision: str | None, tables: Mapping[str, Iterable[bytes]], *, replace: bool
) -> Iterator[Connection]:
    """Put the rows of a backup into a store, which is kept once the block is left; else nothing is changed.

    `tables` are lines of JSON. The tables are made as they were in that `revision`, and brought up to date
    with their rows. Raises StorageError: for a revision of a newer version, and for a store that holds rows,
    unless they are to be replaced.
    """
    if revision is not None and revision > REVISION:
        raise StorageError(NEWER.format("The backup"))
    if address.file is not None:
        private_file(address.file)
    engine = blocking_engine(address)
    try:
        with engine.begin() as base:
            _empty(base, address, replace=replace)
            if revision is not None:
                migrate(base, address, revision)
                _insert(base, tables)
            migrate(base, address)
            yield base
    except SQLAlchemyError as error:
        raise fault(address, error) from error
    finally:
        engine.dispose()


@contextmanager
def _reading(address: StoreAddress) -> Iterator[Connection]:
    """A transaction that sees one moment, and holds nobody up."""
    connecting: Engine
    if address.file is None:
        engine = blocking_engine(address)
        connecting = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    else:
        connecting = engine = create_engine(
            address.blocking, poolclass=NullPool, connect_args={"isolation_level": None}
        )
    try:
        with connecting.connect() as base:
            if address.file is not None:
                base.exec_driver_sql("BEGIN")
            yield base
    finally:
        engine.dispose()


def own_tables(base: Connection) -> tuple[Table, ...]:
    """The tables that are ours, with the columns that they have there; those that others need come first."""
    there, found = inspect(base), MetaData()
    names = {*there.get_table_names()}
    for known in metadata.sorted_tables:
        if known.name in names:
            columns = there.get_columns(known.name)
            Table(known.name, found, *(_column(one["name"], one["type"], known) for one in columns))
    return tuple(found.tables.values())


def _column(name: str, type_: TypeEngine[Any], known: Table) -> Column[Any]:
    """A column as we know it, or as it is where a later version has none of that name."""
    if name not in known.c:
        return Column(name, type_)
    return Column(name, known.c[name].type, primary_key=known.c[name].primary_key, autoincrement=False)


def _rows(base: Connection, table: Table) -> Rows:
    ordered = select(table).order_by(*table.primary_key.columns)
    for row in base.execute(ordered.execution_options(yield_per=BATCH)).mappings():
        yield dict(row)


def _empty(base: Connection, address: StoreAddress, *, replace: bool) -> None:
    """Drop the tables. Raises StorageError where they hold anything that is not to be replaced."""
    held = own_tables(base)
    if not replace and any(base.execute(select(one).limit(1)).first() for one in held):
        raise StorageError(f"{address.name} holds answers already: --replace puts the backup in their place")
    for one in reversed(held):
        one.drop(base)
    base.execute(text(f"DROP TABLE IF EXISTS {VERSIONS}"))


def _insert(base: Connection, tables: Mapping[str, Iterable[bytes]]) -> None:
    for table in own_tables(base):
        lines = iter(tables.get(table.name, ()))
        while rows := [json.loads(line) for line in islice(lines, BATCH)]:
            base.execute(table.insert(), rows)
        if base.dialect.name == "postgresql":
            _go_on_counting(base, table)


def _go_on_counting(base: Connection, table: Table) -> None:
    """Let PostgreSQL count on from the largest number that is there."""
    for column in table.primary_key.columns:
        if isinstance(column.type, Integer):
            largest = base.execute(select(column).order_by(column.desc()).limit(1)).scalar()
            named = {"table": table.name, "column": column.name, "largest": largest or 1}
            counted = text("SELECT setval(pg_get_serial_sequence(:table, :column), :largest, :called)")
            base.execute(counted, {**named, "called": largest is not None})
