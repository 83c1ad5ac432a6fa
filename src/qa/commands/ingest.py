"""`qa ingest`: taking reports in, and building the index of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from index.errors import FootnoteError
from index.shown import shown
from qa.commands.interruption import Interruption
from qa.commands.options import Described, option_groups, progress_bar
from qa.commands.streams import complain

if TYPE_CHECKING:
    from index.documents import Header
    from index.ingestion import TakenIn
    from qa.settings import Settings

FAILED: Final = 1
STOPPING: Final = "Stopping after what is being read now; press Ctrl-C again to end at once."


@dataclass(slots=True)
class IngestReport:
    """What became of what was named: a line for each document that is not as it was, and each failure."""

    is_dry: bool
    lines: list[str] = field(default_factory=list)
    failures: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    is_cut_short: bool = False

    def note(self, one: TakenIn) -> None:
        self.counts[one.state] += 1
        document = one.document
        if document is not None:
            told = ", ".join(filter(None, (document.language, document.edition, document.published)))
            title = shown(document.title)
            self.lines.append(f"{one.state} {document.id}: {title} ({told}) ← {shown(one.origin)}")
            self.lines += (f"  {shown(note)}" for note in document.notes)
        elif one.state == "removed":
            self.lines.append(f"removed ← {shown(one.origin)}")
        elif one.state == "failed":
            self.failures.add(f"{shown(one.origin)}: {one.reason}")

    @property
    def is_changed(self) -> bool:
        return any(self.counts[state] for state in ("added", "changed", "removed"))

    def tell(self, known: set[str]) -> None:
        """Print it; failures that are `known` are only counted."""
        from index.ingestion import STATES

        for line in self.lines:
            typer.echo(line)
        for failure in sorted(self.failures - known):
            complain(failure)
        held = ", ".join(f"{self.counts[state]:,} {state}" for state in STATES)
        typer.echo(f"{held}{' (nothing was written)' if self.is_dry else ''}")


@dataclass(frozen=True, slots=True)
class IngestCommand:
    """What one call of `qa ingest` was given."""

    settings: Settings
    named: Sequence[str]
    given: Header
    dry_run: bool
    private: bool

    def run(self, known: IngestReport | None = None) -> IngestReport:
        """Take in what is named, and tell what became of it unless the same is `known` already."""
        report = self._taken()
        if known is None or report.is_changed or report.is_cut_short or report.failures - known.failures:
            report.tell(known.failures if known else set())
        return report

    def index(self, report: IngestReport) -> None:
        """Build the index of what was taken in, where anything changed. Raises Abort if it was cut short."""
        if not self.dry_run and (report.is_changed or _is_unbuilt(self.settings)):
            _build(self.settings)
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

        report = IngestReport(self.dry_run)
        with progress_bar(lines=True) as progress, Interruption(STOPPING) as interruption:
            intake = Ingestion(
                Library(self.settings.library_dir),
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
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    private: Annotated[
        bool, typer.Option("--private-network", help="Allow addresses of your own network.")
    ] = False,
) -> None:
    """Take in reports of any format (PDF, web pages, office files, text) and build the index of them.

    What has not changed costs nothing. A file that cannot be read is named with its reason and stops nothing.
    """
    if watch is not None and dry_run:
        raise typer.BadParameter("would say the same for ever with --dry-run", param_hint="--watch")
    command = IngestCommand(
        described.settings(), named, _header(described, named), dry_run=dry_run, private=private
    )
    if watch is not None:
        command.watch(watch)
    report = command.run()
    command.index(report)
    raise typer.Exit(FAILED if report.failures else 0)


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
        return frozenset(PassageIndex.open(settings.data_dir, lazy=True).documents)
    except FootnoteError:  # the first index is still to be built
        return frozenset()


def _is_unbuilt(settings: Settings) -> bool:
    """Whether what was taken in before is in no index yet: whoever took it in was ended, or failed."""
    from index.build import is_up_to_date
    from index.shelf import Library

    return bool(Library(settings.library_dir).digest) and not is_up_to_date(
        settings.corpus, settings.data_dir, settings.library_dir
    )


def _build(settings: Settings) -> None:
    from index.build import IndexBuilder
    from index.embedding import open_embedder

    with progress_bar(lines=True) as progress:
        embedder = open_embedder(settings.model)
        IndexBuilder(
            *(settings.corpus, settings.data_dir, embedder, progress, lambda e: complain(str(e))),
            library_dir=settings.library_dir,
        ).build()
