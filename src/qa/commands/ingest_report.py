"""What became of what `qa ingest` was told to take in, for a person to read or as lines of JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from index.shown import shown
from qa.commands.options import progress_bar
from qa.commands.streams import complain

if TYPE_CHECKING:
    from index.embedding import Progress
    from index.ingestion import TakenIn


@dataclass(slots=True)
class IngestReport:
    """A line for each document that is not as it was, and each failure; as JSON, one for each as it comes."""

    is_dry: bool
    as_json: bool
    lines: list[str] = field(default_factory=list)
    failures: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    is_cut_short: bool = False

    def note(self, one: TakenIn) -> None:
        self.counts[one.state] += 1
        document = one.document
        if self.as_json:
            print_event(**_event(one))
        elif document is not None:
            told = ", ".join(filter(None, (document.language, document.edition, document.published)))
            title = shown(document.title)
            self.lines.append(f"{one.state} {document.id}: {title} ({told}) ← {shown(one.origin)}")
            self.lines += (f"  {shown(note)}" for note in document.notes)
        elif one.state == "removed":
            self.lines.append(f"removed ← {shown(one.origin)}")
        if one.state == "failed":
            self.failures.add(f"{shown(one.origin)}: {one.reason}")

    @property
    def is_changed(self) -> bool:
        return any(self.counts[state] for state in ("added", "changed", "removed"))

    def tell(self, known: set[str]) -> None:
        """Print it; failures that are `known` are only counted. As JSON, all is told already."""
        from index.ingestion import STATES

        if self.as_json:
            return
        for line in self.lines:
            typer.echo(line)
        for failure in sorted(self.failures - known):
            complain(failure)
        held = ", ".join(f"{self.counts[state]:,} {state}" for state in STATES)
        typer.echo(f"{held}{' (nothing was written)' if self.is_dry else ''}")

    def end(self) -> None:
        """Say as JSON how many there were of each, once they can be asked about."""
        from index.ingestion import STATES

        if self.as_json:
            print_event(counts={state: self.counts[state] for state in STATES})


def print_event(**event: object) -> None:
    """Print a line of JSON, in ASCII: names of files may hold bytes that are no text."""
    typer.echo(json.dumps(event))


@contextmanager
def progress_of(*, as_json: bool) -> Iterator[Progress | None]:
    """What is told how far the work is: a bar, lines, or, `as_json`, events on standard output."""
    if as_json:
        yield _print_progress
        return
    with progress_bar(lines=True) as progress:
        yield progress


def _print_progress(label: str, done: int, total: int) -> None:
    print_event(progress=label, done=done, total=total)


def _event(one: TakenIn) -> dict[str, object]:
    known = one.document or one.entry
    return {
        "state": one.state,
        "id": known.id if known else None,
        "title": known.title if known else None,
        "origin": one.origin,
        "reason": one.reason or None,
        "notes": list(one.document.notes) if one.document else [],
    }
