"""What of the documents and of the store is told to who watches the process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric

from index.errors import FootnoteError
from index.manifest import Manifest, read_manifest
from index.versions import current_version
from qa.operation.serving import Check
from qa.settings import Settings
from qa.store.address import StoreAddress
from qa.store.database import StoreDatabase
from qa.store.health import store_answers
from qa.store.tables import REVISION

FOLDER: Final = "collections"


def home_manifest(data_dir: Path) -> tuple[str, Manifest]:
    """The name and the manifest of the index in use of the data folder. Raises FootnoteError."""
    version = current_version(data_dir)
    return version.name, read_manifest(version)


def age(manifest: Manifest, now: float) -> float:
    """Seconds since the index was built."""
    return now - datetime.fromisoformat(manifest.created).timestamp()


def index_readings(settings: Settings, clock: Callable[[], float] = time.time) -> Iterator[Metric]:
    """The index of the data folder; nothing where there is none."""
    try:
        name, manifest = home_manifest(settings.data_dir)
    except FootnoteError:
        return
    yield InfoMetricFamily("footnote_index", "The index of the data folder.", {"version": name})
    held = {"documents": manifest.documents, "passages": manifest.passages, "sentences": manifest.sentences}
    for what, count in held.items():
        yield GaugeMetricFamily(f"footnote_index_{what}", f"The {what} of that index.", count)
    yield GaugeMetricFamily("footnote_index_age_seconds", "Since it was built.", age(manifest, clock()))
    folders = [*(settings.data_dir / FOLDER).glob("[!.]*")]
    yield GaugeMetricFamily("footnote_collections", "Collections with a name of their own.", len(folders))


def store_readings(address: StoreAddress) -> Iterator[Metric]:
    """What kind of database keeps answers, with which tables, and how large its file is."""
    told = {"kind": address.url.get_backend_name(), "revision": REVISION}
    yield InfoMetricFamily("footnote_store", "The database of answers.", told)
    if address.file is not None and address.file.is_file():
        size = address.file.stat().st_size
        yield GaugeMetricFamily("footnote_store_bytes", "The size of its file.", size)


def database_check(database: StoreDatabase) -> Check:
    """Whether the store answers."""

    async def check() -> str | None:
        await store_answers(database)
        return None

    return check


def index_check(look: Callable[[], object]) -> Check:
    """Whether what answers can be opened, as `look` does in a thread."""

    async def check() -> str | None:
        await asyncio.to_thread(look)
        return None

    return check
