"""A process ends with its supervisor whatever it is at: it is tied to it before anything is loaded."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SECONDS: Final = 60.0
LOADING: Final = """
import sys, time
from bot.__main__ import main
def load():
    print("loading", flush=True)
    time.sleep(600)
main([], load)
"""
RESERVE: Final = """
import sys, time
from pathlib import Path
from bot.__main__ import _assigned, _Loaded
from index.errors import FootnoteError
from qa.settings import Settings
class Unrenewable:
    def warm(self):
        pass
    def renew(self, only):
        raise FootnoteError("the disk is gone")
print(_assigned(_Loaded(Settings(), (), "", Unrenewable(), None)), flush=True)
time.sleep(600)
"""


@contextmanager
def child(script: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    given = {"DISCORD_TOKEN": "none", "FOOTNOTE_CHILD": "1", "QA_DATA_DIR": str(folder)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        (sys.executable, "-c", script), stdin=pipe, stdout=pipe, stderr=pipe, env=os.environ | given
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_one_that_is_loading_ends_with_its_supervisor(tmp_path: Path) -> None:
    with child(LOADING, tmp_path) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"loading\n"
        process.stdin.close()
        assert process.wait(SECONDS) == -signal.SIGTERM


def test_one_in_reserve_serves_what_it_has_where_nothing_newer_can_be_read(tmp_path: Path) -> None:
    with child(RESERVE, tmp_path) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"prepared\n"
        process.stdin.write(json.dumps({"FOOTNOTE_SHARD_IDS": "0-1"}).encode() + b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"True\n"
        process.stdin.close()
        assert process.wait(SECONDS) == -signal.SIGTERM
        assert process.stderr
        assert b"the documents are answered from as they were: the disk is gone" in process.stderr.read()
