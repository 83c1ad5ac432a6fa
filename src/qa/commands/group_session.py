"""A review in the terminal by groups: what a table says of one measure is decided on with one key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import typer

from qa.commands.output import print_table
from qa.commands.review_session import CTRL_C, CTRL_D, Session
from qa.language.inline import clipped, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.review.decisions import Batch
    from qa.review.group_sheets import GroupSheet
    from qa.review.groups import FindingGroup
    from qa.review.queue import ReviewQueue
    from qa.review.review import Verdict

HELP: Final = """\
a  accept all: the document says this of every name
r  reject all: they are never shown, and never asked about again
o  look at them one by one
s  skip: ask again another time
u  undo the last decision, on one or on all
q  quit; everything decided is kept
?  this help"""
ASK: Final = "[a]ccept all [r]eject all [o]ne by one [s]kip [u]ndo [q]uit [?] "
AT_THE_END: Final = "[u]ndo [q]uit "
LONGEST_CELL: Final = 40  # characters
ODD: Final = "!"  # before a value of another magnitude than the rest


class GroupSession:
    """A queue and a person who decides group by group, with single keys."""

    def __init__(self, queue: ReviewQueue, who: str, language: str) -> None:
        self._queue, self._who, self._language = queue, who, language
        self._before = queue.store.last(who) or 0
        self._skipped: set[str] = set()
        self._look()

    def run(self) -> None:
        """Until all is decided or skipped, which can be taken back, or the person leaves, by Ctrl+C, too."""
        if not self._groups:
            typer.echo("Nothing to review.")
            return
        try:
            while self._step(self._next()):
                pass
        except (KeyboardInterrupt, EOFError, typer.Abort):
            typer.echo()
        left = sum(len(group.reviews) for group in self._groups)
        typer.echo(f"{left} left" + ("; `qa facts review` goes on." if left else "."))

    def _next(self) -> FindingGroup | None:
        return next((group for group in self._groups if group.id not in self._skipped), None)

    def _step(self, group: FindingGroup | None) -> bool:
        """Do what a key says of a group, or of what was decided where none is left; whether to go on."""
        if group is None:
            if self._last() is None or self._asked(AT_THE_END) != "u":
                return False
            self._undo()
            return True
        print_group(self._queue.group_sheet(group, self._language), len(self._groups))
        key = self._asked(ASK)
        if key in {"q", CTRL_C, CTRL_D}:
            return False
        self._do(group, key)
        return True

    def _do(self, group: FindingGroup, key: str) -> None:
        if key == "a":
            self._decide(group, "accepted")
        elif key == "r":
            self._decide(group, "rejected")
        elif key == "o":
            Session(self._queue, self._who, self._language, keys=True, among=group.reviews).run()
            self._skipped.add(group.id)
            self._look()
        elif key == "s":
            self._skipped.add(group.id)
        elif key == "u":
            self._undo()
        else:
            typer.echo(HELP)

    def _decide(self, group: FindingGroup, verdict: Verdict) -> None:
        found = self._queue.store.decide_all([review.id for review in group.reviews], verdict, self._who)
        print_decided(found, verdict)
        self._look()

    def _undo(self) -> None:
        last = self._last()
        undone = self._queue.store.undo(self._who, last) if last is not None else ()
        if not undone:
            typer.echo("Nothing was decided here yet.")
            return
        typer.echo(f"→ {len(undone)} undone")
        self._look()
        ids = {review.id for review in undone}
        self._skipped -= {group.id for group in self._groups if ids & {r.id for r in group.reviews}}

    def _last(self) -> int | None:
        """The number of the last decision, if it was made here and can be taken back."""
        last = self._queue.store.last(self._who) or 0
        return last if last > self._before else None

    def _look(self) -> None:
        """See what is still to be decided."""
        self._groups = self._queue.groups()

    def _asked(self, prompt: str) -> str:
        typer.echo(prompt, nl=False)
        key = typer.getchar().lower()
        typer.echo(visible(key))
        return key


def print_decided(found: Batch, verdict: str) -> None:
    """On how many findings was decided, and who had decided on others meanwhile."""
    typer.echo(f"→ {len(found.taken)} {verdict}")
    for by, count in Counter(found.skipped.values()).items():
        told = f"{visible(by)} had decided on {count}" if by else f"{count} are found no more"
        typer.echo(f"{told} meanwhile.")


def print_group(sheet: GroupSheet, groups: int) -> None:
    """A group with a few of its rows; `groups` counts those that are left."""
    count, odd = len(sheet.group.reviews), sheet.group.odd
    unit = f" ({visible(sheet.unit)})" if sheet.unit else ""
    figures = "1 figure" if count == 1 else f"{count} figures"
    typer.echo(f"\n{typer.style(visible(sheet.measure), bold=True)}{unit}: {figures}, {sheet.times}")
    where = (sheet.caption, sheet.document, f"{sheet.confidence} sure on average", _left(groups))
    typer.secho(" · ".join(filter(None, where)), dim=True)
    if odd:
        typer.secho(f"{odd} of another magnitude than the rest ({ODD})", fg=typer.colors.YELLOW)
    rows = [
        (clipped(row.name, LONGEST_CELL), (ODD if row.odd else "") + row.value, row.time, row.confidence)
        for row in sheet.rows
    ]
    print_table(("name", "value", "time", "confidence"), rows)
    if count > len(rows):
        typer.echo(f"… and {count - len(rows)} more")


def print_groups(sheets: Iterable[GroupSheet]) -> None:
    """All groups as a table, a line each."""
    rows = [
        (
            *(clipped(cell, LONGEST_CELL) for cell in (sheet.document, sheet.caption, sheet.measure)),
            *(sheet.unit, str(len(sheet.group.reviews)), str(sheet.group.odd), sheet.confidence),
        )
        for sheet in sheets
    ]
    if rows:
        print_table(("document", "table", "measure", "unit", "figures", "odd", "confidence"), rows)
    typer.echo(f"{sum(int(row[4]) for row in rows)} to decide in {len(rows)} groups")


def _left(groups: int) -> str:
    return "the last group" if groups == 1 else f"{groups} groups left"
