"""`qa facts review`: a person accepts or rejects what a program found, one figure after another."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from qa.commands.options import Localised, option_groups, progress_bar

if TYPE_CHECKING:
    from qa.review.queue import ReviewQueue
    from qa.review.reviewed import Reviewed
    from qa.settings import Settings

By = Annotated[str | None, typer.Option("--by", help="Who decides [the user's name].")]
Ids = list[str]
UNNAMED: Final = "operator"


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
    from qa.commands.review_table import print_json, print_list
    from qa.review.queue import ReviewQueue

    if into is not None and not accept:
        raise typer.BadParameter("goes with --accept", param_hint="--into")
    queue = ReviewQueue(reviewed(localised.settings()))
    who, language = by or reviewer(), localised.language or "en"
    if listed:
        print_json(queue) if as_json else print_list(queue, language)
    elif accept or reject:
        _decide(queue, accept or [], reject or [], who, into)
    else:
        Session(queue, who, language, keys=sys.stdin.isatty()).run()


def reviewed(settings: Settings) -> Reviewed:
    """The corpus with what was found in its documents; those that nobody looked through are, now."""
    from index.build import corpus_hash
    from index.documents import load_documents
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
    for finding in (*accept, *reject):
        queue.store.get(finding)  # all of them, or none
    for finding in accept:
        queue.decide(finding, "accepted", who, entity)
    for finding in reject:
        queue.decide(finding, "rejected", who)
    typer.echo(f"{len(accept)} accepted, {len(reject)} rejected")
