"""`qa replay`: a question that was answered is asked again, of the documents of then and of today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from index.errors import FootnoteError, QuestionError
from qa.commands.options import Corpus, DataDir, Folders, Json, progress_bar

if TYPE_CHECKING:
    from qa.collections.federation import Federation
    from qa.models import Answer, Citation
    from qa.sharing.replaying import Replayed

TOLD: Final = {
    "same": "the same answer, on the same quotes",
    "words": "the same quotes, in other words",
    "quotes": "an answer on other quotes",
    "withdrawn": "no answer any more",
}
UNKEPT: Final = "that version is no longer kept"
ALONE: Final = (
    "Asked alone, the question was answered differently even then: it leaned on what was said before it, or"
    " on an option."
)


def replay(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of an answer that the bot keeps.")],
    *,
    as_json: Json = False,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Ask again what was asked: of the same version of the documents, if it is still kept, and of today's.

    Tells how the answer and its quotes differ. The question is asked alone, without what was said before it.
    """
    from qa.collections.desk import Desk
    from qa.commands.kept import kept_answer

    root = Folders(data_dir=data_dir, corpus=corpus).root()
    found = kept_answer(root, key)
    reply = found.shown.reply
    if not reply.answer.question:
        raise FootnoteError("The question of this answer was taken back by whoever asked it.")
    with progress_bar() as progress:
        desk = Desk(root, progress=progress, lazy=True)
        now = desk.of(found.shown.guild)
    then = desk.earlier(reply.turn.collection, reply.answer.corpus_version)
    again = _again(then, reply.answer) if then else None
    today = _again(now, reply.answer)
    if as_json:
        typer.echo(json.dumps(_as_json(reply.answer, again, today), ensure_ascii=False))
        return
    _print(reply.answer, again, today)


def _again(asked: Federation, before: Answer) -> Replayed:
    from qa.collections.collection import WithheldError
    from qa.sharing.replaying import replayed

    try:
        after = asked.ask(before.question, locale=before.language).answer
    except (QuestionError, WithheldError):
        return replayed(before, None)
    return replayed(before, after)


def _as_json(before: Answer, then: Replayed | None, today: Replayed) -> dict[str, Any]:
    return {
        "before": before.model_dump(mode="json"),
        "then": then.model_dump(mode="json") if then else None,
        "today": today.model_dump(mode="json"),
    }


def _print(before: Answer, then: Replayed | None, today: Replayed) -> None:
    from qa.commands.output import print_proof
    from qa.language.inline import in_line, visible

    typer.secho(in_line(before.question), bold=True)
    typer.echo(visible(before.answer))
    print_proof(before)
    typer.echo(f"\nThen ({before.corpus_version}): {TOLD[then.outcome] if then else UNKEPT}")
    if then and then.outcome != "same":
        typer.echo(ALONE)
    version = today.answer.corpus_version if today.answer else "–"
    typer.echo(f"Today ({version}): {TOLD[today.outcome]}")
    if today.outcome == "same":
        return
    if today.answer is not None:
        typer.echo(f"\n{visible(today.answer.answer)}")
    for sign, citations in (("-", today.gone), ("+", today.new)):
        for one in citations:
            typer.echo(f"{sign} {_told(one)}")


def _told(citation: Citation) -> str:
    from qa.language.inline import in_line

    return f"{in_line(citation.quote)} ({in_line(citation.title)}, {citation.edition or citation.language})"
