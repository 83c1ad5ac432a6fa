"""A review in the terminal: one finding at a time, one key each; every decision is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import typer

from qa.language.inline import visible
from qa.language.marks import parts
from qa.review.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.review.queue import ReviewQueue, Sheet
    from qa.review.review import Review, Verdict

HELP: Final = """\
a  accept: the sentence says this, and the name is right
r  reject: it is never shown, and never asked about again
m  accept, and merge the new name into an entity: a number, or a name
s  skip: ask again another time
u  undo the last decision
q  quit; everything decided is kept
?  this help"""
ASK: Final = "[a]ccept [r]eject [m]erge [s]kip [u]ndo [q]uit [?] "
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"


class Session:
    """A queue of findings and a person; `keys` reads single keys rather than lines.

    With `among`, only those are asked about, and whoever asks goes on afterwards.
    """

    def __init__(
        self,
        queue: ReviewQueue,
        who: str,
        language: str,
        *,
        keys: bool,
        among: Iterable[Review] | None = None,
    ) -> None:
        self._queue, self._who, self._language, self._keys = queue, who, language, keys
        self._reviews = list(queue.waiting() if among is None else among)
        self._goes_on = "" if among is not None else "; `qa facts review` goes on"
        self._waiting = {review.id for review in self._reviews}
        self._place = 0
        self._decided: list[int] = []  # places, the last one last

    def run(self) -> None:
        """Until all is decided or the person leaves, by Ctrl+C or the end of the input, too."""
        if not self._reviews:
            typer.echo("Nothing to review.")
            return
        try:
            while self._place < len(self._reviews):
                if self._reviews[self._place].id not in self._waiting:  # as good as decided with another
                    self._place += 1
                    continue
                self._show()
                if not self._step(self._asked()):
                    break
        except (KeyboardInterrupt, EOFError, typer.Abort):
            typer.echo()
        decided, left = len(set(self._decided)), len(self._waiting)
        typer.echo(f"{decided} decided, {left} left" + (self._goes_on if left else "") + ".")

    def _step(self, key: str) -> bool:
        """Do what a key says; whether to go on."""
        if key in {"q", CTRL_C, CTRL_D}:
            return False
        if key == "a":
            self._decide("accepted")
        elif key == "r":
            self._decide("rejected")
        elif key == "m":
            self._merge()
        elif key == "s":
            self._place += 1
        elif key == "u":
            self._undo()
        else:
            typer.echo(HELP)
        return True

    def _decide(self, verdict: Verdict, into: str | None = None) -> None:
        try:
            self._queue.decide(self._reviews[self._place].id, verdict, self._who, into)
        except ReviewError as error:
            typer.echo(visible(str(error)))
        else:
            self._decided.append(self._place)
            typer.echo(f"→ {verdict}")
        self._look()

    def _merge(self) -> None:
        review = self._queue.store.get(self._reviews[self._place].id)
        if not review.is_new:
            typer.echo("Its name is one that the corpus knows: there is nothing to merge.")
            return
        merges = self._queue.merges(review, self._language)
        answer = self._line("Number, id or name (nothing: not at all): ")
        if not answer:
            return
        try:
            numbered = answer.isdecimal() and 0 < int(answer) <= len(merges)
            into = merges[int(answer) - 1].entity if numbered else self._queue.resolve(answer)
        except ReviewError as error:
            typer.echo(visible(str(error)))
            return
        self._decide("accepted", into)

    def _undo(self) -> None:
        taken_back = {r.id for r in self._queue.store.undo(self._who)} if self._decided else set()
        if not taken_back:
            typer.echo("Nothing was decided here yet.")
            return
        self._look()
        places = [place for place in self._decided if self._reviews[place].id in taken_back]
        self._place = (places or self._decided)[-1]
        self._decided.remove(self._place)

    def _look(self) -> None:
        """See what is still to be decided: an accepted figure settles the same one in other documents."""
        self._waiting = {review.id for review in self._queue.waiting()} & {r.id for r in self._reviews}

    def _asked(self) -> str:
        if not self._keys:
            return self._line(ASK)[:1].lower()
        typer.echo(ASK, nl=False)
        key = typer.getchar().lower()
        typer.echo(visible(key))
        return key

    def _line(self, prompt: str) -> str:
        return str(input(prompt)).strip()

    def _show(self) -> None:
        review: Review = self._queue.store.get(self._reviews[self._place].id)  # a merge may have named it
        sheet = self._queue.sheet(review, self._language)
        progress = typer.style(f"{self._place + 1}/{len(self._reviews)}", bold=True)
        typer.echo(f"\n{progress}  {_headline(sheet)}")
        typer.secho(f"{sheet.edition} · {sheet.confidence} sure · {sheet.document} · {review.id}", dim=True)
        for other in sheet.held:
            typer.secho(f"The corpus says {visible(other)}.", fg=typer.colors.YELLOW)
        typer.echo(_context(sheet))
        for number, merge in enumerate(sheet.merges, 1):
            typer.echo(f"  m{number}  {visible(merge.name)} ({merge.score:.0%} alike)")


def _headline(sheet: Sheet) -> str:
    new = f" (a new {visible(sheet.kind)})" if sheet.review.is_new else ""
    merged = f" = {sheet.review.entity}" if sheet.review.entity else ""
    return f"{sheet.name}{merged}{new}, {sheet.attribute}: {typer.style(sheet.value, bold=True)}"


def _context(sheet: Sheet) -> str:
    """The quote with its name and value in asterisks, which need no colour, in the text around it."""
    quote = "".join(
        typer.style(f"*{visible(part)}*", bold=True) if marked else visible(part)
        for part, marked in parts(sheet.quote, sheet.marks)
    )
    before = typer.style(f"… {sheet.before}\n", dim=True) if sheet.before else ""
    after = typer.style(f"\n{sheet.after} …", dim=True) if sheet.after else ""
    return f"{before}“{quote}”{after}"
