"""`qa doctor`: whether all that the bot needs is there, and what to do about what is not."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from qa.commands.options import Folders, option_groups

if TYPE_CHECKING:
    from qa.diagnosis.check_result import CheckResult
    from qa.settings import Settings

SIGNS: Final = {"ok": "✓", "warning": "!", "fault": "✗"}
PATIENCE: Final = 120.0  # seconds for asking Discord
FAULTY: Final = 1


@option_groups
def doctor(
    folders: Folders,
    bot_data_dir: Annotated[
        Path | None,
        typer.Option("--bot-data-dir", envvar="FOOTNOTE_DATA_DIR", help="The bot's own data folder."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask Discord nothing.")] = False,  # noqa: FBT002
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each check.")] = False,  # noqa: FBT002
) -> None:
    """Check documents, index, models, database, disk, pages, API, and the bot at Discord; change nothing.

    The exit code is 1 where something is broken, and 0 where there are only warnings.
    """
    broken = False
    for one in _findings(folders.settings(), bot_data_dir, offline=offline):
        broken = broken or one.state == "fault"
        typer.echo(one.model_dump_json() if as_json else _line(one))
    if broken:
        raise typer.Exit(FAULTY)


def _line(one: CheckResult) -> str:
    told = f"{SIGNS[one.state]} {one.check}: {one.said}"
    return f"{told}\n    → {one.advice}" if one.advice else told


def _findings(settings: Settings, bot_data_dir: Path | None, *, offline: bool) -> Iterator[CheckResult]:
    from qa.diagnosis.addresses import address_findings
    from qa.diagnosis.checks import (
        answer_findings,
        database_finding,
        disk_finding,
        index_finding,
        model_finding,
    )
    from qa.store.address import store_address

    yield index_finding(settings)
    yield from answer_findings(settings)
    secret = settings.database.get_secret_value() if settings.database else None
    folder = bot_data_dir or settings.data_dir
    yield database_finding(store_address(folder, os.environ.get("FOOTNOTE_DATABASE") or secret))
    yield disk_finding(folder)
    yield model_finding()
    yield from asyncio.run(address_findings(os.environ))
    if not offline:
        yield from _discord()


def _discord() -> Iterator[CheckResult]:
    """What the bot finds at Discord, in a process of its own: nothing here knows Discord."""
    from qa.diagnosis.check_result import CheckResult, warning

    if not os.environ.get("DISCORD_TOKEN"):
        yield warning("discord", "DISCORD_TOKEN is not set: Discord is not asked.", "Set it, as for the bot.")
        return
    command = (sys.executable, "-m", "bot", "--doctor", "--log-level", "ERROR")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
        for line in done.stdout.splitlines():
            yield CheckResult.model_validate(json.loads(line))
    except (subprocess.TimeoutExpired, OSError, ValueError):
        yield warning(
            "discord", "Discord did not answer in time.", "Try again; see https://discordstatus.com."
        )
        return
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["It failed."]
        yield CheckResult(check="discord", state="fault", said=said[0], advice="Correct what is named.")
