"""`qa facts review`: a person accepts or rejects what a program found, group by group or one by one."""

from __future__ import annotations

import getpass
import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import FootnoteError
from qa.commands.options import Localised, option_groups, progress_bar
from qa.commands.output import print_table
from qa.language.inline import clipped, visible

if TYPE_CHECKING:
    from qa.review.queue import ReviewQueue
    from qa.review.review import Verdict
    from qa.review.reviewed import Reviewed
    from qa.settings import Settings

By = Annotated[str | None, typer.Option("--by", help="Who decides [the user's name].")]
Ids = list[str]
UNNAMED: Final = "operator"
LONGEST_CELL: Final = 32  # characters


Listed = Annotated[bool, typer.Option("--list", help="List all findings and leave.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="The groups or, with --list, the findings as one line of JSON.")
]
Grouped = Annotated[
    bool, typer.Option("--group/--no-group", help="By documents, tables and measures, or one by one.")
]
Above = Annotated[
    float | None,
    typer.Option("--accept-above", min=0, max=1, help="Accept all of at least this confidence; asks first."),
]
Accepted = Annotated[
    Ids | None, typer.Option("--accept", help="Accept the finding with this id; may be repeated.")
]
Rejected = Annotated[
    Ids | None, typer.Option("--reject", help="Reject the finding with this id; may be repeated.")
]
Into = Annotated[
    str | None, typer.Option("--into", help="With --accept: the entity that the new name means.")
]


@option_groups
def review(
    localised: Localised,
    *,
    listed: Listed = False,
    as_json: AsJson = False,
    group: Grouped = True,
    accept_above: Above = None,
    accept: Accepted = None,
    reject: Rejected = None,
    into: Into = None,
    by: By = None,
) -> None:
    """Accept or reject the figures that a program found in the documents.

    All of one measure in one table are decided on together; in a pipe, with --group, they are only listed.
    """
    from qa.review.queue import ReviewQueue

    if into is not None and not accept:
        raise typer.BadParameter("goes with --accept", param_hint="--into")
    queue = ReviewQueue(reviewed(localised.settings()))
    who, language = by or reviewer(), localised.language or "en"
    if listed:
        _print_json(queue) if as_json else _print_list(queue, language)
    elif accept or reject:
        _decide(queue, accept or [], reject or [], who, into)
    elif accept_above is not None:
        _accept_above(queue, accept_above, who)
    elif as_json:
        _print_groups_json(queue, language)
    else:
        _ask(queue, who, language, group=group)


def _ask(queue: ReviewQueue, who: str, language: str, *, group: bool) -> None:
    from qa.commands.group_session import GroupSession, print_groups
    from qa.commands.review_session import Session

    if not group:
        Session(queue, who, language, keys=sys.stdin.isatty()).run()
    elif sys.stdin.isatty():
        GroupSession(queue, who, language).run()
    else:
        print_groups(queue.group_sheets(queue.groups(), language))


def reviewed(settings: Settings) -> Reviewed:
    """The corpus with what was found in its documents and those taken in; all are looked through, once."""
    from index.build import contents_hash, corpus_hash
    from qa.commands.documents import documents_of
    from qa.knowledge.cache import load_knowledge
    from qa.review.reviewed import Reviewed

    digest = corpus_hash(settings.corpus)
    knowledge = load_knowledge(settings.corpus, settings.data_dir, digest)
    found = Reviewed(knowledge, documents_of(settings), settings.data_dir)
    with progress_bar() as progress:
        found.gather(contents_hash(settings.corpus, settings.shelf_dir), progress)
    return found


def reviewer() -> str:
    """The name of whoever runs this, as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may know no user of this number
        return UNNAMED


def _decide(queue: ReviewQueue, accept: Ids, reject: Ids, who: str, into: str | None) -> None:
    entity = queue.resolve(into) if into is not None else None
    verdicts: dict[str, Verdict] = dict.fromkeys(accept, "accepted")
    verdicts |= dict.fromkeys(reject, "rejected")
    queue.store.overrule(verdicts, who, entity)
    told = Counter(verdicts.values())
    typer.echo(f"{told['accepted']} accepted, {told['rejected']} rejected")


def _accept_above(queue: ReviewQueue, least: float, who: str) -> None:
    """Accept, as one decision, what is at least so sure, if the person says yes to how many that are."""
    from qa.commands.group_session import print_decided

    ids = [review.id for review in queue.waiting() if review.finding.confidence >= least]
    told = f"{len(ids)} figures of confidence {least:g} or more"
    if not ids:
        typer.echo(f"There are {told}.")
    elif not sys.stdin.isatty():
        raise FootnoteError(f"{told} would be accepted; run this in a terminal, which asks first.")
    elif typer.confirm(f"Accept {told}?"):
        print_decided(queue.store.decide_all(ids, "accepted", who), "accepted")


def _print_list(queue: ReviewQueue, language: str) -> None:
    """What is to be decided, with how many there are of each status."""
    waiting = queue.waiting()
    rows = []
    for review in waiting:
        sheet = queue.sheet(review, language)
        cells = (sheet.name, sheet.attribute, sheet.value, sheet.edition, sheet.confidence, sheet.document)
        rows.append((review.id, *(clipped(cell, LONGEST_CELL) for cell in cells)))
    if rows:
        print_table(("id", "name", "attribute", "value", "edition", "confidence", "document"), rows)
    counts = [review.status for review in queue.store.all()]
    accepted, rejected = counts.count("accepted"), counts.count("rejected")
    typer.echo(f"{len(rows)} to decide, {accepted} accepted, {rejected} rejected")


def _print_json(queue: ReviewQueue) -> None:
    """Every finding with its status: one line, an array of objects."""
    waiting = {review.id for review in queue.waiting()}
    found = [
        {
            "id": review.id,
            "status": review.status,
            "to_decide": review.id in waiting,
            **review.model_dump(include={"by", "at", "entity"}),
            **review.finding.model_dump(mode="json"),
        }
        for review in queue.store.all()
    ]
    typer.echo(visible(json.dumps(found, ensure_ascii=False)))


def _print_groups_json(queue: ReviewQueue, language: str) -> None:
    """Every group with a few of its rows: one line, an array of objects."""
    found = [
        {
            "id": sheet.group.id,
            "document": sheet.group.document,
            "title": sheet.document,
            "table": sheet.group.table,
            "caption": sheet.caption,
            "attribute": sheet.group.attribute,
            "measure": sheet.measure,
            "unit": sheet.unit,
            "times": sheet.times,
            "confidence": round(sheet.group.confidence, 3),
            "count": len(sheet.group.reviews),
            "odd": sheet.group.odd,
            "findings": [review.id for review in sheet.group.reviews],
            "sample": [asdict(row) for row in sheet.rows],
        }
        for sheet in queue.group_sheets(queue.groups(), language)
    ]
    typer.echo(visible(json.dumps(found, ensure_ascii=False)))
