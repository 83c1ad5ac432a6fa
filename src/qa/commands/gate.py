"""`qa eval gate`: fails where a measurement is worse than the one that was kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from index.errors import FootnoteError
from qa.commands.streams import complain

WORSE: Final = 1
INCOMPARABLE: Final = 2


def gate(
    kept: Annotated[Path, typer.Argument(help="What `qa eval gold` or `squad` printed with --json, kept.")],
    new: Annotated[Path, typer.Argument(help="What the same command prints now.")],
    tolerance: Annotated[
        float, typer.Option("--tolerance", min=0.0, help="How much worse a share may be, absolute.")
    ] = 0.02,
    slower: Annotated[
        float, typer.Option("--slower", min=1.0, help="How many times as long a question may take.")
    ] = 1.5,
) -> None:
    """Compare a measurement with a kept one: exit code 1 where it is worse, 2 where they do not compare."""
    from qa.evaluation.gating import compare, read_measurement
    from qa.evaluation.measures.tables import text_table

    try:
        ruled = compare(read_measurement(kept), read_measurement(new), tolerance=tolerance, slower=slower)
    except FootnoteError as error:
        complain(str(error))
        raise typer.Exit(INCOMPARABLE) from error
    rows = [(one.figure, _cell(one.kept), _cell(one.now), one.ruling) for one in ruled]
    typer.echo(text_table(("figure", "kept", "now", "verdict"), rows))
    failed = [one.figure for one in ruled if one.failed]
    if failed:
        typer.echo(f"\nWorse than what was kept: {', '.join(failed)}.")
        raise typer.Exit(WORSE)
    typer.echo("\nAs good as what was kept.")


def _cell(value: float | None) -> str:
    """A share to four places, a time to one, a count as it is, a dash for what is not there."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}" if abs(value) < 10 else f"{value:.1f}"
