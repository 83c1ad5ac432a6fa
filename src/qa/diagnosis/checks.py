"""What is checked of documents, index, models and store, without changing any of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.build import is_empty, is_up_to_date
from index.errors import FootnoteError
from index.shown import shown
from qa.collections.desk import Desk
from qa.diagnosis.check_result import CheckResult, broken, ok, warning
from qa.diagnosis.readings import age, home_manifest
from qa.prose.setting import ProseSettings
from qa.settings import Settings
from qa.store.address import StoreAddress
from qa.store.health import store_state
from qa.store.tables import REVISION

DAY: Final = 86_400.0
OLD_DAYS: Final = 180.0
LITTLE: Final = 1_000_000_000  # bytes that are free
NOTHING: Final = 100_000_000
BUILD: Final = "Run `qa index build`."
SLOW: Final = 1.0  # seconds of an answer, once all is loaded


def index_finding(settings: Settings) -> CheckResult:
    """Whether the index of the data folder opens, how old it is, and whether it is of these documents."""
    if is_empty(settings.corpus, settings.shelf_dir):
        return warning("index", "There are no documents that everybody may read.", "Run `qa ingest FILE`.")
    try:
        name, manifest = home_manifest(settings.data_dir)
        current = is_up_to_date(settings.corpus, settings.data_dir, settings.shelf_dir)
    except FootnoteError as error:
        return broken("index", str(error), BUILD)
    days = age(manifest, time.time()) / DAY
    held = f"{manifest.documents:,} documents, {manifest.passages:,} passages"
    said = f"Version {name}: {held}, {days:.0f} days old."
    if not current:
        return warning("index", f"{said} The documents have changed since.", BUILD)
    if days > OLD_DAYS:
        return warning("index", said, "If newer reports have come out, take them in with `qa ingest FILE`.")
    return ok("index", said)


def answer_findings(settings: Settings) -> Iterator[CheckResult]:
    """Whether the models load and a question of the corpus's own is answered, and how fast."""
    try:
        if not is_up_to_date(settings.corpus, settings.data_dir, settings.shelf_dir):
            yield warning("answer", "Nothing was asked: the index is to be built first.", BUILD)
            return
        desk = Desk(settings, lazy=True)
        everything = desk.everything()
        questions = everything.examples("en")
        desk.instruments.embedder.embed_queries(["Which report?"])
    except FootnoteError as error:
        yield broken("models", str(error), "Set QA_MODEL back to `bundled`, or install Footnote anew.")
        return
    yield ok("models", f"The encoder {settings.model} and the reader are loaded.")
    if not questions:
        yield warning("answer", "There is no example to ask.", "Take documents in with `qa ingest FILE`.")
        return
    everything.ask(questions[0])  # loads what is loaded once
    began = time.perf_counter()
    reply = everything.ask(questions[0])
    seconds = time.perf_counter() - began
    said = f"An example is answered in {seconds * 1000:,.0f} ms with {len(reply.answer.citations)} quotes."
    if not reply.answer.citations:
        yield warning("answer", said, "See why with `qa ask --explain`: the documents may have changed.")
    elif seconds > SLOW:
        yield warning("answer", said, "Give the bot more processor, or fewer threads (FOOTNOTE_THREADS).")
    else:
        yield ok("answer", said)


def database_finding(address: StoreAddress) -> CheckResult:
    """Whether the store is reached, of which version its tables are, and whether it can be written."""
    try:
        state = store_state(address)
    except FootnoteError as error:
        return broken("database", str(error), "Start the database, or correct FOOTNOTE_DATABASE.")
    if not state.writable:
        return broken("database", f"{address.name} can only be read.", "Let the bot's user write there.")
    if state.revision is None:
        return ok("database", f"{address.name} is empty: the bot makes its tables at the first start.")
    said = f"{address.name} has the tables of version {state.revision}."
    if state.revision > REVISION:
        return broken("database", said, "Install the newer version of Footnote, or restore a backup.")
    if state.revision < REVISION:
        return warning(
            "database", said, f"Back up: the next start of the bot makes version {REVISION} of it."
        )
    return ok("database", said)


def disk_finding(folder: Path) -> CheckResult:
    """Whether the data folder can be written, and how much room there is."""
    held = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir())
    free = shutil.disk_usage(held).free
    said = f"{free / 1e9:,.1f} GB are free for {shown(folder)}."
    if free < NOTHING:
        return broken("disk", said, "Make room now: `qa index prune` removes old versions.")
    if free < LITTLE:
        return warning("disk", said, "Make room: `qa index prune` removes old versions.")
    return ok("disk", said)


def model_finding() -> CheckResult:
    """Whether a language model is set, and has its key; it is not asked anything."""
    try:
        settings = ProseSettings.read()
    except FootnoteError as error:
        return broken("language-model", str(error), "Correct QA_LLM, or unset it.")
    if settings is None:
        return ok("language-model", "None is set: answers are as they are found.")
    if settings.model.lacks_key:
        said = f"QA_LLM is {settings.model}, but {settings.model.key_name} is not set."
        return broken("language-model", said, f"Set {settings.model.key_name}, or unset QA_LLM.")
    return ok("language-model", f"QA_LLM is {settings.model}; `qa llm check` asks it something.")
