"""Options that several commands share, each said once, and what they open."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, is_dataclass
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from index.embedding import Progress
from index.errors import EmptyCorpusError
from index.shown import shown
from qa.commands.progress_lines import ProgressLines

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from qa.collections.federation import Federation
    from qa.engine import Engine
    from qa.settings import Settings

MOST_EDITIONS: Final = 40  # that are named where one is not held


def _language(language: str | None) -> str | None:
    from qa.language.detection import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(
            f"{language!r} is not one of {', '.join(LANGUAGES)}", param_hint="--language"
        )
    return language


def _picture(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() not in (".png", ".svg"):
        raise typer.BadParameter("a chart's file ends in .png or .svg", param_hint="--chart")
    return path


DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Where the built index lives [env QA_DATA_DIR]."),
]
Corpus = Annotated[Path | None, typer.Option("--corpus", help="The corpus folder [env QA_CORPUS].")]
InCollection = Annotated[
    str | None,
    typer.Option("--collection", metavar="NAME", help="This collection alone; see `qa collection list`."),
]
Edition = Annotated[
    str | None,
    typer.Option("--edition", help="Answer from this edition alone, such as 2025-Q1."),
]
FigureEdition = Annotated[
    str | None,
    typer.Option("--edition", help="Only figures of this edition or time, such as 2025-Q1 or 2024."),
]
Measure = Annotated[
    str | None,
    typer.Option("--measure", help="Another figure, by the name that documents give it; see `qa measures`."),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language",
        help="Answer in this language: en, zh-Hans, zh-Hant, fr or ja.",
        callback=_language,
    ),
]
Chart = Annotated[
    Path | None,
    typer.Option(
        "--chart",
        help="Also draw the figures into this .png or .svg file.",
        callback=_picture,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")]
JsonLines = Annotated[bool, typer.Option("--json", help="Print a line of JSON for each.")]


@dataclass(frozen=True, kw_only=True)
class Folders:
    """Where the index and the corpus are: what nearly every command has to know."""

    data_dir: DataDir = None
    corpus: Corpus = None
    collection: InCollection = None

    def root(self, threshold: float | None = None) -> Settings:
        """The settings of the environment; what was given on the command line comes first."""
        from qa.settings import Settings

        given = {"data_dir": self.data_dir, "corpus": self.corpus, "threshold": threshold}
        return Settings(**{name: value for name, value in given.items() if value is not None})

    def settings(self, threshold: float | None = None) -> Settings:
        """The same, of the collection that was named, if one was. Raises UnknownCollectionError."""
        root = self.root(threshold)
        if self.collection is None:
            return root
        from qa.collections.catalogue import CollectionCatalogue

        catalogue = CollectionCatalogue(root)
        return catalogue.settings_of(catalogue.find(self.collection))

    def shelf(self) -> Settings:
        """The settings of what documents are taken into, and out of: `default` is the data folder itself.

        Raises UnknownCollectionError, and CollectionError for that of the corpus.
        """
        from qa.collections.catalogue import CollectionCatalogue
        from qa.collections.collection import DEFAULT, CollectionError

        root = self.root()
        if self.collection == CollectionCatalogue(root).corpus_name:
            raise CollectionError(
                f"{self.collection!r} is the corpus {shown(root.corpus)}: change the files of that folder, or"
                " name another collection."
            )
        return root if self.collection == DEFAULT else self.settings()

    def indexed(self) -> Settings:
        """The settings, for what only reads an index.

        One of the data folder's collections alone is built first where it is missing or stale, if it holds
        any document: nothing else builds it.
        """
        from qa.collections.collection import BUILT_IN

        settings = self.settings()
        if self.collection in BUILT_IN:
            from index.build import IndexBuilder
            from index.embedding import open_embedder

            with suppress(EmptyCorpusError), progress_bar() as progress:
                IndexBuilder(
                    *(settings.corpus, settings.data_dir, open_embedder(settings.model), progress),
                    shelf_dir=settings.shelf_dir,
                    engine=settings.engine,
                ).ensure(lazy=True)
        return settings

    def desk(self, progress: Progress | None, *, lazy: bool = False) -> Federation:
        """What answers from the collection that was named, or else from all."""
        from qa.collections.desk import Desk

        desk = Desk(self.root(), progress=progress, lazy=lazy)
        return desk.everything() if self.collection is None else desk.alone(self.collection, anybody=True)

    def engine_alone(self) -> Engine:
        """The engine that is measured: of the data folder's own documents, or of the collection named."""
        from qa.engine import Engine

        with progress_bar() as progress:
            return Engine.open(self.settings(), progress)

    def engine(self, *, lazy: bool = False) -> Federation:
        """What answers; an index is built first, with a progress bar, where it is missing or stale.

        `lazy` is for commands that answer one question.
        """
        with progress_bar() as progress:
            opened = self.desk(progress, lazy=lazy)
        if self.collection is None and not opened.members:
            self.engine_alone()  # says what is wrong with the folder of the corpus
        return opened


@dataclass(frozen=True, kw_only=True)
class Described(Folders):
    """The folders, and what is said of documents that they do not say themselves."""

    edition: Annotated[str | None, typer.Option("--edition", help="The edition of all of them.")] = None
    title: Annotated[str | None, typer.Option("--title", help="The title, of one document.")] = None
    language: Annotated[str | None, typer.Option("--lang", help="Their language: fr, zh-Hant …")] = None
    published: Annotated[str | None, typer.Option("--published", help="Their date: 2025-03-31.")] = None
    publisher: Annotated[str | None, typer.Option("--publisher", help="Their publisher.")] = None


@dataclass(frozen=True, kw_only=True)
class Localised(Folders):
    """The same, and the language to answer in."""

    language: Language = None


@dataclass(frozen=True, kw_only=True)
class Request(Localised):
    """The same, for a command that prints one reply, perhaps as JSON."""

    as_json: Json = False


@dataclass(frozen=True, kw_only=True)
class EditionRequest(Request):
    """The same, perhaps from one edition alone."""

    edition: Edition = None

    def engine(self, *, lazy: bool = False) -> Federation:
        """The engine, once it is known to hold the edition; raises BadParameter."""
        opened = super().engine(lazy=lazy)
        check_edition(opened, self.edition)
        return opened


@dataclass(frozen=True, kw_only=True)
class MeasureRequest(Request):
    """The same, perhaps about another measure than what is ranked by."""

    measure: Measure = None


@dataclass(frozen=True, kw_only=True)
class FigureRequest(MeasureRequest):
    """The same, perhaps from one edition, or of one time, alone."""

    edition: FigureEdition = None

    def engine(self, *, lazy: bool = False) -> Federation:
        """The engine, once it is known to hold figures of the edition; raises BadParameter."""
        opened = super().engine(lazy=lazy)
        check_edition(opened, self.edition, opened.times)
        return opened


def option_groups(command: Callable[..., None]) -> Callable[..., None]:
    """`command` as typer calls it: a parameter that is a dataclass of options is spread into its fields.

    In a help text these come last, and fields that a class adds before those of its bases.
    """
    parameters = inspect.signature(command, eval_str=True).parameters
    groups = {
        name: kind
        for name, p in parameters.items()
        if isinstance(kind := p.annotation, type) and is_dataclass(kind)
    }
    options = {name: _options(group) for name, group in groups.items()}

    @wraps(command)
    def grouped(**given: Any) -> None:  # noqa: ANN401 - what typer has read
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in options[name]})
        command(**given)

    own = [p.replace(kind=p.KEYWORD_ONLY) for name, p in parameters.items() if name not in groups]
    spread = [*own, *(option for name in groups for option in options[name])]
    vars(grouped)["__signature__"] = inspect.Signature(spread)
    grouped.__annotations__ = {option.name: option.annotation for option in spread}
    return grouped


def _options(group: type) -> list[inspect.Parameter]:
    options = inspect.signature(group, eval_str=True).parameters
    return [options[name] for base in group.__mro__ for name in vars(base).get("__annotations__", ())]


def check_edition(opened: Federation, edition: str | None, times: Sequence[str] = ()) -> None:
    """Raise BadParameter for an edition that is neither held nor one of `times`."""
    if edition is not None and edition not in (*opened.editions, *times):
        from qa.language.inline import LONGEST_TITLE, clipped

        named = edition if len(edition) <= LONGEST_TITLE else clipped(edition)
        held = ", ".join([*opened.editions, *times][-MOST_EDITIONS:])
        raise typer.BadParameter(f"there is no edition {named!r}, only {held}", param_hint="--edition")


@contextmanager
def progress_bar(*, lines: bool = False) -> Iterator[Progress | None]:
    """Reports long work on a terminal's stderr; None where there is no terminal to see it.

    The bar is imported and drawn only when there is something to report. With `lines`, there are lines of
    text where there is no terminal.
    """
    if not sys.stderr.isatty():
        yield ProgressLines() if lines else None
        return
    tasks: dict[str, TaskID] = {}
    with ExitStack() as stack:
        bar = cache(lambda: stack.enter_context(_bar()))

        def report(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bar().add_task(label, total=total, rate="")
            speed = bar().tasks[tasks[label]].speed
            rate = f"{speed:,.1f}/s" if speed else ""
            bar().update(tasks[label], completed=done, total=total, rate=rate)

        yield report


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Bar(*columns, console=Console(stderr=True))
