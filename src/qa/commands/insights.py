"""`qa insights`: what was asked without an answer, asked most and disputed most."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from qa.commands.options import DataDir, Folders, Json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.store.insights import QuestionGroup

DAY: Final = 86_400.0  # seconds
LISTED: Final = 10  # groups of each kind


def insights(
    server: Annotated[
        int | None, typer.Option("--server", min=1, max=2**63 - 1, help="Questions of this server alone.")
    ] = None,
    since: Annotated[float, typer.Option("--since", min=0.04, help="Only the last so many days.")] = 30.0,
    *,
    private: Annotated[bool, typer.Option("--private", help="Also what was asked in private.")] = False,
    as_json: Json = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write all groups to this file.")] = None,
    data_dir: DataDir = None,
) -> None:
    """What was asked: without an answer, grouped by meaning; most often; and with the most complaints.

    Questions are there only as long as their answers are kept; who asked is never told.
    """
    from index.atomic import write_whole
    from index.embedding import open_embedder
    from index.errors import writing
    from index.private import FILE
    from qa.commands.kept import in_store
    from qa.store.asked import AskedQuestions
    from qa.store.insights import as_csv
    from qa.store.insights import insights as of_questions

    root, begin = Folders(data_dir=data_dir).root(), time.time() - since * DAY
    asked = in_store(root, lambda base: AskedQuestions(base).of(server, begin, private=private))
    told = of_questions(asked, open_embedder().embed_queries)
    if csv is not None:
        with writing(csv):
            write_whole(csv, as_csv(told).encode("utf-8-sig"), FILE)
    if as_json:
        typer.echo(told.model_dump_json())
        return
    typer.echo(f"{told.asked:,} questions, {told.unanswered:,} without an answer")
    _print("Without an answer", told.gaps)
    _print("Asked most", told.most)
    _print("Disputed most", told.disputed)


def _print(title: str, groups: Sequence[QuestionGroup]) -> None:
    from qa.language.inline import in_line

    if not groups:
        return
    typer.secho(f"\n{title}", bold=True)
    for one in groups[:LISTED]:
        said = ", ".join(f"{name} {count}" for name, count in one.verdicts.items())
        typer.echo(f"{one.count:>5,}  {in_line(one.question)}{f' ({said})' if said else ''}")
        for text in (*one.examples[:2], *one.words[:2]):
            typer.secho(f"       {in_line(text)}", dim=True)
    if len(groups) > LISTED:
        typer.secho(f"       … and {len(groups) - LISTED:,} more", dim=True)
