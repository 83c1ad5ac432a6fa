"""A PostgreSQL server of the tests' own, from Debian's packages: a temporary folder, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

INSTALLED: Final = Path("/usr/lib/postgresql")
USER: Final = "footnote"
MISSING: Final = "PostgreSQL is not installed: apt-get install postgresql"
NOBODY: Final = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
"""As whom root runs it: PostgreSQL refuses to be run by root."""


def programs() -> Path | None:
    """The folder of the newest version's programs; None where there is none."""
    held = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if held:
        return held[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """The folder of a server's socket; the server is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="footnote-pg-") as folder:  # a socket's path has 107 characters
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        made = ("--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-locale", "--no-sync")
        _run(binaries / "initdb", folder, *made)
        settings = f"-c unix_socket_directories={folder} -c listen_addresses='' -c fsync=off"
        control = binaries / "pg_ctl"
        _run(control, folder, "start", "--wait", f"--log={folder}/log", f"--options={settings}")
        try:
            yield folder
        finally:
            _run(control, folder, "stop", "--wait", "--mode=fast")


def address(folder: str, database: str) -> str:
    return f"postgresql+psycopg://{USER}@/{database}?host={folder}"


def command(folder: str, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    with psycopg.connect(f"host={folder} user={USER} dbname=postgres", autocommit=True) as base:
        base.execute(statement.encode())


def _run(program: Path, folder: str, *arguments: str) -> None:
    as_whom = NOBODY if os.geteuid() == 0 else ()
    command = (*as_whom, str(program), f"--pgdata={folder}/data", *arguments)
    silent = subprocess.DEVNULL  # a pipe would be held open by the server
    subprocess.run(command, check=True, cwd=folder, stdout=silent, stderr=silent)
