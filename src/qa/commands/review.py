"""`qa facts review`: a person accepts or rejects what a program found, one figure after another."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from qa.commands.options import Corpus, DataDir, Language, check_language, progress_bar, settings

if TYPE_CHECKING:
    from qa.review.queue import Reviewing
    from qa.review.reviewed import Reviewed
    from qa.settings import Settings

By = Annotated[str | None, typer.Option("--by", help="Who decides [the user's name].", show_default=False)]
Ids = list[str]
UNNAMED: Final = "operator"


def review(
    listed: Annotated[bool, typer.Option("--list", help="List all findings and leave.")] = False,  # noqa: FBT002 - a flag of the command line
    as_json: Annotated[bool, typer.Option("--json", help="With --list: one line of JSON.")] = False,  # noqa: FBT002 - a flag of the command line
    accept: Annotated[
        Ids | None, typer.Option("--accept", help="Accept the finding with this id; may be repeated.")
    ] = None,
    reject: Annotated[
        Ids | None, typer.Option("--reject", help="Reject the finding with this id; may be repeated.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", help="With --accept: the entity that the new name means.", show_default=False),
    ] = None,
    by: By = None,
    language: Language = None,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Accept or reject the figures that a program found in the documents, one by one."""
    from qa.commands.review_session import Session
    from qa.commands.review_table import print_json, print_list
    from qa.review.queue import Reviewing

    check_language(language)
    if into is not None and not accept:
        raise typer.BadParameter("goes with --accept", param_hint="--into")
    reviewing = Reviewing(reviewed(settings(data_dir, corpus)))
    who = by or reviewer()
    if listed:
        print_json(reviewing) if as_json else print_list(reviewing, language or "en")
    elif accept or reject:
        _decide(reviewing, accept or [], reject or [], who, into)
    else:
        Session(reviewing, who, language or "en", keys=sys.stdin.isatty()).run()


def reviewed(chosen: Settings) -> Reviewed:
    """The corpus with what was found in its documents; those that nobody looked through are, now."""
    from index.build import corpus_hash
    from index.documents import load_documents
    from qa.knowledge.cache import load_knowledge
    from qa.review.reviewed import Reviewed

    digest = corpus_hash(chosen.corpus)
    knowledge = load_knowledge(chosen.corpus, chosen.data_dir, digest)
    documents = {document.id: document for document in load_documents(chosen.corpus)}
    found = Reviewed(knowledge, documents, chosen.data_dir)
    with progress_bar() as progress:
        found.gather(digest, progress)
    return found


def reviewer() -> str:
    """The name of whoever runs this, as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may know no user of this number
        return UNNAMED


def _decide(reviewing: Reviewing, accept: Ids, reject: Ids, who: str, into: str | None) -> None:
    entity = reviewing.resolve(into) if into is not None else None
    for finding in (*accept, *reject):
        reviewing.store.get(finding)  # all of them, or none
    for finding in accept:
        reviewing.decide(finding, "accepted", who, entity)
    for finding in reject:
        reviewing.decide(finding, "rejected", who)
    typer.echo(f"{len(accept)} accepted, {len(reject)} rejected")
