"""`qa backup` and `qa restore`: all that is kept, in one archive, and back."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.shown import shown
from qa.commands.options import Folders, option_groups, progress_bar

if TYPE_CHECKING:
    from qa.backup.writing import BackupPlaces

DAY: Final = 86_400.0
BotDataDir = Annotated[
    Path | None,
    typer.Option(
        "--bot-data-dir",
        envvar="FOOTNOTE_DATA_DIR",
        help="The bot's own data folder, if that is another one.",
    ),
]


@option_groups
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.")],
    folders: Folders,
    bot_data_dir: BotDataDir = None,
    prune: Annotated[
        float | None,
        typer.Option(
            "--prune", metavar="DAYS", min=0.0, help="Then remove backups beside FILE that are older."
        ),
    ] = None,
    replace: Annotated[  # noqa: FBT002
        bool, typer.Option("--replace", help="Write it in the place of a file that is there.")
    ] = False,
) -> None:
    """Keep all of the data folder and the store in one archive, while the bot runs.

    It holds what people asked and the secret of the pages: keep it where only you can read it, and no longer
    than the bot keeps answers.
    """
    from qa.backup.contents import BackupError
    from qa.backup.writing import write_backup

    if file.exists() and not replace:
        raise BackupError(f"{shown(file)} is there already: name another file, or give --replace.")
    places = _places(folders, bot_data_dir)
    with progress_bar() as progress:
        manifest = write_backup(places, file, progress)
    size = file.stat().st_size
    typer.echo(f"Taken of {shown(places.data)} and the database {places.store.name}.")
    typer.echo(f"{shown(file)}: {len(manifest.members):,} files in {size / 1e6:,.1f} MB, for your eyes only.")
    if prune is None:
        typer.echo("What people have deleted meanwhile is in it: remove it after FOOTNOTE_KEEP_DAYS days.")
    else:
        for old in _pruned(file, prune):
            typer.echo(f"Removed {shown(old)}.")


@option_groups
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive that `qa backup` wrote.")],
    folders: Folders,
    bot_data_dir: BotDataDir = None,
    replace: Annotated[  # noqa: FBT002
        bool, typer.Option("--replace", help="Put it in the place of what is there; stop the bot first.")
    ] = False,
) -> None:
    """Put a backup into an empty data folder: all of it or nothing.

    What people had deleted since it was taken is deleted again.
    """
    from qa.backup.restoring import restore_backup

    places = _places(folders, bot_data_dir)
    with progress_bar() as progress:
        done = restore_backup(file, places, progress, replace=replace)
    typer.echo(f"Restored {len(done.manifest.members):,} files into {shown(places.data)}.")
    if done.erased:
        typer.echo(f"Deleted again what {done.erased} people, servers or collections had deleted since.")
    if str(places.corpus) != done.manifest.corpus:
        typer.echo(f"The folder of the corpus was {done.manifest.corpus}; it is no part of a backup.")


def _places(folders: Folders, bot_data_dir: Path | None) -> BackupPlaces:
    from qa.backup.writing import BackupPlaces
    from qa.store.address import store_address

    settings = folders.root()
    bot = bot_data_dir or settings.data_dir
    secret = settings.database.get_secret_value() if settings.database else None
    store = store_address(bot, os.environ.get("FOOTNOTE_DATABASE") or secret)
    return BackupPlaces(settings.data_dir, bot, store, settings.corpus)


def _pruned(file: Path, days: float) -> list[Path]:
    """Remove the older backups beside `file`; which they were. Nothing else is removed."""
    from qa.backup.contents import BackupError
    from qa.backup.restoring import read_backup

    gone = []
    for path in sorted(file.absolute().parent.glob("*.zip")):
        try:
            old = read_backup(path).created < time.time() - days * DAY
        except BackupError:
            continue
        if old and path != file.absolute():
            path.unlink()
            gone.append(path)
    return gone
