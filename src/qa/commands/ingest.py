"""`qa ingest`: taking reports into a collection, and building the index of them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from index.errors import FootnoteError
from qa.commands.ingest_report import IngestReport, print_event, progress_of
from qa.commands.interruption import Interruption
from qa.commands.options import Described, option_groups
from qa.commands.rebuild import rebuild
from qa.commands.streams import complain
from qa.commands.workers import Workers

if TYPE_CHECKING:
    from index.documents import Header
    from qa.settings import Settings

FAILED: Final = 1
STOPPING: Final = "Stopping after what is being read now; press Ctrl-C again to end at once."


@dataclass(frozen=True, slots=True)
class IngestCommand:
    """What one call of `qa ingest` was given; `own`, whether a collection's own folder is meant.

    `workers` is how many processes embed.
    """

    settings: Settings
    named: Sequence[str]
    given: Header
    workers: int
    own: bool
    dry_run: bool
    private: bool
    as_json: bool

    def run(self, known: IngestReport | None = None) -> IngestReport:
        """Take in what is named, and tell what became of it unless the same is `known` already."""
        report = self._taken()
        if known is None or report.is_changed or report.is_cut_short or report.failures - known.failures:
            report.tell(known.failures if known else set())
        return report

    def index(self, report: IngestReport) -> None:
        """Build the index of what was taken in, where anything changed. Raises Abort if it was cut short."""
        if not self.dry_run and (report.is_changed or _is_unbuilt(self.settings)):
            with progress_of(as_json=self.as_json) as progress:
                rebuild(self.settings, progress, forget=self.own, workers=self.workers)
        report.end()
        if report.is_cut_short:
            complain("Stopped before the end; the same command goes on from here.")
            raise typer.Abort

    def watch(self, seconds: float) -> NoReturn:
        """Do both until Ctrl-C ends it; what fails is told once, and tried again each time."""
        complain(f"Looking again every {seconds:g} s; Ctrl-C ends it.")
        known: IngestReport | None = None
        problem = ""
        while True:
            try:
                known = self.run(known)
                self.index(known)
                problem = ""
            except typer.Abort:
                raise
            except Exception as error:  # whatever it was: next time it may be mended
                expected = isinstance(error, FootnoteError)
                told = str(error) if expected else f"unexpected {type(error).__name__}: {error}"
                if told != problem:
                    complain(told)
                problem = told
            time.sleep(seconds)

    def _taken(self) -> IngestReport:
        """Take in what is named; ends early, with what is done, where Ctrl-C is pressed."""
        from index.ingestion import Ingestion
        from index.shelf import Library

        report = IngestReport(self.dry_run, self.as_json)
        with progress_of(as_json=self.as_json) as progress, Interruption(STOPPING) as interruption:
            intake = Ingestion(
                Library(self.settings.shelf_dir),
                self.given,
                taken=lambda: _ids(self.settings),
                dry_run=self.dry_run,
                allow_private=self.private,
                progress=progress,
            )
            for one in intake.take(self.named):
                report.note(one)
                if interruption.pressed:
                    report.is_cut_short = True
                    break
        return report


@option_groups
def ingest(
    named: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL…", help="Files, folders, patterns and addresses.")
    ],
    described: Described,
    watch: Annotated[
        float | None, typer.Option("--watch", min=1.0, metavar="SECONDS", help="Look again this often.")
    ] = None,
    workers: Workers = 1,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    private: Annotated[
        bool, typer.Option("--private-network", help="Allow addresses of your own network.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print lines of JSON: what is being done, and each document.")
    ] = False,
) -> None:
    """Take in reports of any format (PDF, web pages, office files, text) and build the index of them.

    What has not changed costs nothing. A file that cannot be read is named with its reason and stops nothing.
    A --collection that is not there is made.
    """
    if watch is not None and dry_run:
        raise typer.BadParameter("would say the same for ever with --dry-run", param_hint="--watch")
    header = _header(described, named)
    with _taken_into(described, named, dry_run=dry_run, as_json=as_json) as settings:
        own = settings.data_dir != described.root().data_dir
        how = {"dry_run": dry_run, "private": private, "as_json": as_json}
        command = IngestCommand(settings, named, header, workers, own=own, **how)
        if watch is not None:
            command.watch(watch)
        report = command.run()
        command.index(report)
    raise typer.Exit(FAILED if report.failures else 0)


@contextmanager
def _taken_into(
    described: Described, named: Sequence[str], *, dry_run: bool, as_json: bool
) -> Iterator[Settings]:
    """The settings of the collection that was chosen; it is made where there is none, but on no dry run.

    Raises CollectionError, and CorpusError where nothing is there to be taken into a new one.
    """
    from index.ingestion import expanded
    from qa.collections.catalogue import CollectionCatalogue, new_collection
    from qa.collections.collection import UnknownCollectionError

    try:
        settings = described.shelf()
    except UnknownCollectionError:
        expanded(named)
        name, root = str(described.collection), described.root()
        if dry_run:
            new_collection(name)
            with TemporaryDirectory() as folder:
                yield root.model_copy(update={"data_dir": Path(folder), "corpus": Path(folder)})
            return
        CollectionCatalogue(root).create(name)
        print_event(collection=name) if as_json else typer.echo(f"new collection {name}")
        settings = described.shelf()
    yield settings


def _header(described: Described, named: Sequence[str]) -> Header:
    """What is said of all that is named. Raises BadParameter for what no document can have."""
    from pydantic import ValidationError

    from index.documents import Header
    from index.ingestion import expanded

    if described.title and len(expanded(named)) > 1:
        raise typer.BadParameter("is for one document; these have their own", param_hint="--title")
    said = ("edition", "title", "language", "published", "publisher")
    try:
        return Header.model_validate({name: getattr(described, name) for name in said})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        option = {"language": "lang"}.get(str(problem["loc"][0]), problem["loc"][0])
        message = problem["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(message, param_hint=f"--{option}") from error


def _ids(settings: Settings) -> frozenset[str]:
    """The ids of the documents of the index in use: those of the corpus among them."""
    from index.errors import FootnoteError
    from index.passage_index import PassageIndex

    try:
        return frozenset(PassageIndex.open(settings.data_dir, lazy=True, engine=settings.engine).documents)
    except FootnoteError:  # the first index is still to be built
        return frozenset()


def _is_unbuilt(settings: Settings) -> bool:
    """Whether what was taken in before is in no index yet: whoever took it in was ended, or failed."""
    from index.build import is_up_to_date
    from index.shelf import Library

    return bool(Library(settings.shelf_dir).digest) and not is_up_to_date(
        settings.corpus, settings.data_dir, settings.shelf_dir
    )
