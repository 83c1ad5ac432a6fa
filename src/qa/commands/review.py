"""`qa facts review`: a person accepts or rejects what a program found, one figure after another."""

from __future__ import annotations

import getpass
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final

import typer

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


@option_groups
def review(
    localised: Localised,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List all findings and leave.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: one line of JSON.")] = False,
    accept: Annotated[
        Ids | None, typer.Option("--accept", help="Accept the finding with this id; may be repeated.")
    ] = None,
    reject: Annotated[
        Ids | None, typer.Option("--reject", help="Reject the finding with this id; may be repeated.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", help="With --accept: the entity that the new name means."),
    ] = None,
    by: By = None,
) -> None:
    """Accept or reject the figures that a program found in the documents, one by one."""
    from qa.commands.review_session import Session
    from qa.review.queue import ReviewQueue

    if into is not None and not accept:
        raise typer.BadParameter("goes with --accept", param_hint="--into")
    queue = ReviewQueue(reviewed(localised.settings()))
    who, language = by or reviewer(), localised.language or "en"
    if listed:
        _print_json(queue) if as_json else _print_list(queue, language)
    elif accept or reject:
        _decide(queue, accept or [], reject or [], who, into)
    else:
        Session(queue, who, language, keys=sys.stdin.isatty()).run()


def reviewed(settings: Settings) -> Reviewed:
    """The corpus with what was found in its documents; those that nobody looked through are, now."""
    from index.build import corpus_hash
    from index.corpus_files import load_documents
    from qa.knowledge.cache import load_knowledge
    from qa.review.reviewed import Reviewed

    digest = corpus_hash(settings.corpus)
    knowledge = load_knowledge(settings.corpus, settings.data_dir, digest)
    documents = {document.id: document for document in load_documents(settings.corpus)}
    found = Reviewed(knowledge, documents, settings.data_dir)
    with progress_bar() as progress:
        found.gather(digest, progress)
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
