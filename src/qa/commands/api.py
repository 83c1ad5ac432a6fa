"""`qa api key`: which programs may ask over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from index.errors import FootnoteError
from index.shown import shown
from qa.commands.options import DataDir, Folders, JsonLines
from qa.commands.output import print_table

app = typer.Typer(help="Let other programs ask over HTTP.")
keys = typer.Typer(help="Make, list and withdraw keys.")
app.add_typer(keys, name="key")

LARGEST_ID: Final = 2**63 - 1
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the key is called: the program it is for.")]
Server = Annotated[
    int | None,
    typer.Option(
        "--server",
        min=1,
        max=LARGEST_ID,
        help="The id of the Discord server whose collections it reaches [those that everyone may read].",
    ),
]


@keys.command()
def create(name: Name, server: Server = None, data_dir: DataDir = None) -> None:
    """Make a key and print it. It is shown this once: only its digest is kept."""
    from qa.commands.kept import in_store
    from qa.store.api_keys import ApiKeys

    root = Folders(data_dir=data_dir).root()
    typer.echo(in_store(root, lambda base: ApiKeys(base).make(name, guild=server)))


@keys.command(name="list")
def list_(*, as_json: JsonLines = False, data_dir: DataDir = None) -> None:
    """The keys: name, server, who made it and when; never the keys themselves."""
    from qa.commands.kept import in_store
    from qa.store.api_keys import ApiKeys

    held = in_store(Folders(data_dir=data_dir).root(), lambda base: ApiKeys(base).all())
    rows = [
        (
            one.name,
            str(one.guild or ""),
            str(one.by or ""),
            datetime.fromtimestamp(one.at, UTC).date().isoformat(),
        )
        for one in held
    ]
    if as_json:
        for name, guild, by, made in rows:
            told = {"name": name, "server": guild or None, "by": by or None, "made": made}
            typer.echo(json.dumps(told, ensure_ascii=False))
        return
    print_table(["name", "server", "made by", "made"], [(shown(name), *rest) for name, *rest in rows])


@keys.command()
def withdraw(name: Name, server: Server = None, data_dir: DataDir = None) -> None:
    """End a key at once."""
    from qa.commands.kept import in_store
    from qa.store.api_keys import ApiKeys

    root = Folders(data_dir=data_dir).root()
    if not in_store(root, lambda base: ApiKeys(base).withdraw(name, guild=server)):
        raise FootnoteError(f"There is no key {shown(name)!r}; see `qa api key list`.")
    typer.echo(f"withdrew {shown(name)}")
