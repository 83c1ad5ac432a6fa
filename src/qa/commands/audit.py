"""`qa audit`: what administrators did in a server of the bot."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.options import DataDir, Folders, Json

if TYPE_CHECKING:
    from qa.store.audit import AuditEntry


def audit(
    server: Annotated[
        int, typer.Option("--server", metavar="ID", min=1, max=2**63 - 1, help="The server at Discord.")
    ],
    *,
    as_json: Json = False,
    data_dir: DataDir = None,
) -> None:
    """What administrators did in a server, the first first: when, who (if that may be known), and what.

    With --json, a line for each act.
    """
    from qa.commands.kept import in_store
    from qa.store.audit import AuditLog

    held = in_store(Folders(data_dir=data_dir).root(), lambda base: AuditLog(base).of(server))
    for one in reversed(held):
        typer.echo(json.dumps(_told(one), ensure_ascii=False) if as_json else _line(one))


def _told(one: AuditEntry) -> dict[str, object]:
    """An act as JSON; ids as text, as they are larger than the numbers of many readers."""
    by = None if one.by is None else str(one.by)
    return {"at": _time(one.at), "by": by, "act": one.act, "about": dict(one.about)}


def _line(one: AuditEntry) -> str:
    from qa.language.inline import in_line

    about = " ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in one.about.items())
    return in_line(f"{_time(one.at)}  {'–' if one.by is None else one.by}  {one.act}  {about}".rstrip())


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
