"""`qa taught`: answers that administrators of servers teach, as the operator lists, adds and changes them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from qa.commands.options import DataDir, Folders, InCollection, JsonLines

if TYPE_CHECKING:
    from qa.store.taught import TaughtAnswer, TaughtAnswers

app = typer.Typer(help="List, add, change and withdraw answers that administrators taught.")

T = TypeVar("T")
LARGEST_ID: Final = 2**63 - 1
Server = Annotated[
    int, typer.Option("--server", min=1, max=LARGEST_ID, help="The id of the Discord server whose they are.")
]
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key that `qa taught list` shows.")]
Asked = Annotated[str, typer.Argument(metavar="QUESTION", help="The question, as people ask it.")]


@app.command(name="list")
def list_(server: Server, *, as_json: JsonLines = False, data_dir: DataDir = None) -> None:
    """What was taught in a server: key, question, answer and source, what was changed last first."""
    for one in _in_taught(data_dir, lambda held: held.of(server)):
        _print(one, as_json=as_json)


@app.command()
def add(
    question: Asked,
    server: Server,
    answer: Annotated[str, typer.Option("--answer", help="The right answer.")],
    source: Annotated[str, typer.Option("--source", help="An address, or which document says so.")],
    *,
    collection: InCollection = None,
    data_dir: DataDir = None,
) -> None:
    """Teach an answer: whoever asks the same in that server sees it, marked as taught, with its source."""
    from qa.store.taught import TaughtText

    text = TaughtText(question, answer, source)
    made = _in_taught(data_dir, lambda held: held.teach(text, guild=server, by=None, collection=collection))
    typer.echo(f"taught {made.key}; `qa taught undo {made.number} --server {server}` takes it back")


@app.command()
def change(
    key: Key,
    server: Server,
    question: Annotated[str | None, typer.Option("--question", help="Another question.")] = None,
    answer: Annotated[str | None, typer.Option("--answer", help="Another answer.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Another source.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Change what was taught; what is not given stays as it is."""
    from dataclasses import replace

    given = {"question": question, "answer": answer, "source": source}
    said = {field: text for field, text in given.items() if text is not None}

    async def changed(held: TaughtAnswers) -> TaughtAnswer:
        before = await held.find(server, key)
        return await held.teach(replace(before.text, **said), guild=server, by=None, key=key)

    made = _in_taught(data_dir, changed)
    typer.echo(f"changed {key}; `qa taught undo {made.number} --server {server}` takes that back")


@app.command()
def withdraw(key: Key, server: Server, data_dir: DataDir = None) -> None:
    """Show a taught answer no more."""
    gone = _in_taught(data_dir, lambda held: held.withdraw(server, key, None))
    typer.echo(f"withdrew {key}; `qa taught undo {gone.number} --server {server}` brings it back")


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="A change.")],
    server: Server,
    data_dir: DataDir = None,
) -> None:
    """Take a change back, if it still holds."""
    from index.errors import FootnoteError

    if not _in_taught(data_dir, lambda held: held.undo(server, number)):
        raise FootnoteError(f"Change {number} does not hold in that server: nothing is undone.")
    typer.echo(f"undid {number}")


@app.command()
def find(question: Asked, server: Server, *, as_json: JsonLines = False, data_dir: DataDir = None) -> None:
    """Which taught answer somebody who asks QUESTION in a server would see, if any."""
    from index.errors import FootnoteError
    from qa.instruments import Instruments

    held = _in_taught(data_dir, lambda held: held.of(server))
    same = Instruments.of(Folders(data_dir=data_dir).root().model).same_questions
    found = same.find(question, [one.text.question for one in held])
    if found is None:
        raise FootnoteError("None that was taught in that server.")
    _print(held[found], as_json=as_json)


def _in_taught(data_dir: DataDir, call: Callable[[TaughtAnswers], Awaitable[T]]) -> T:
    """What `call` gets from what was taught. Raises StorageError and TaughtError."""
    from qa.commands.kept import in_store
    from qa.store.taught import TaughtAnswers

    return in_store(Folders(data_dir=data_dir).root(), lambda base: call(TaughtAnswers(base)))


def _print(one: TaughtAnswer, *, as_json: bool) -> None:
    from qa.language.inline import in_line

    if as_json:
        told = {"key": one.key, "collection": one.collection, **one.view.model_dump()}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.secho(f"{one.key}  {in_line(one.text.question)}", bold=True)
    typer.echo(f"  {in_line(one.text.answer)}")
    typer.secho(f"  {in_line(one.text.source)} ({one.view.on})", dim=True)
