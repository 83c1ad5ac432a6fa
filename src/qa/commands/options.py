"""Options that several commands share, and what they open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from index.embedding import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from qa.engine import Engine
    from qa.settings import Settings

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Where the built index lives [env QA_DATA_DIR].", show_default=False),
]
Corpus = Annotated[
    Path | None, typer.Option("--corpus", help="The corpus folder [env QA_CORPUS].", show_default=False)
]
Edition = Annotated[
    str | None,
    typer.Option("--edition", help="Answer from this edition alone, such as 2025-Q1.", show_default=False),
]
Language = Annotated[
    str | None,
    typer.Option(
        "--language", help="Answer in this language: en, zh-Hans, zh-Hant, fr or ja.", show_default=False
    ),
]
Chart = Annotated[
    Path | None,
    typer.Option("--chart", help="Also draw the figures into this .png or .svg file.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON.")]


def settings(data_dir: Path | None = None, corpus: Path | None = None) -> Settings:
    """The settings of the environment, with what was given on the command line before them."""
    from qa.settings import Settings

    given = {"data_dir": data_dir, "corpus": corpus}
    return Settings(**{name: value for name, value in given.items() if value is not None})


def engine(data_dir: Path | None = None, corpus: Path | None = None, *, lazy: bool = False) -> Engine:
    """The engine; its index is built first, with a progress bar, where it is missing or stale.

    `lazy` is for commands that answer one question.
    """
    from qa.engine import Engine

    with progress_bar() as progress:
        return Engine.open(settings(data_dir, corpus), progress, lazy=lazy)


def check_edition(opened: Engine, edition: str | None) -> None:
    if edition is not None and edition not in opened.editions:
        held = ", ".join(opened.editions)
        raise typer.BadParameter(f"there is no edition {edition!r}, only {held}", param_hint="--edition")


def check_language(language: str | None) -> None:
    from qa.language.detection import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(
            f"{language!r} is not one of {', '.join(LANGUAGES)}", param_hint="--language"
        )


def chart_format(chart: Path | None) -> Literal["png", "svg"]:
    """What a picture's file is to hold, by its ending."""
    match chart.suffix.lower() if chart else ".png":
        case ".png":
            return "png"
        case ".svg":
            return "svg"
    raise typer.BadParameter("a chart's file ends in .png or .svg", param_hint="--chart")


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Reports long work on a terminal's stderr; None where there is no terminal to see it."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _LazyBar()
    try:
        yield bar.report
    finally:
        bar.close()


class _LazyBar:
    """A bar that is imported and drawn only when there is something to report."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._tasks: dict[str, TaskID] = {}

    def report(self, label: str, done: int, total: int) -> None:
        bar = self._started()
        if label not in self._tasks:
            self._tasks[label] = bar.add_task(label, total=total)
        bar.update(self._tasks[label], completed=done, total=total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _started(self) -> Bar:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True))
            self._bar.start()
        return self._bar
