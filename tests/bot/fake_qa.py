"""A program that takes documents in as `qa ingest --json` does, at once, and does what their texts say.

FAIL      it cannot be read
KILL      it is killed the first time, after it has taken the document in
KILLALL   it is killed each time, before
WAIT PATH it waits until there is a file PATH
FULL      it ends as on a full disk
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from itertools import pairwise
from pathlib import Path

from index.documents import Document
from index.shelf import Library, LibraryEntry

PATIENCE = 30.0


def say(**said: object) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201


def main(arguments: list[str]) -> int:
    options = dict(pairwise(arguments))
    folder = Path(options["--data-dir"]) / "collections" / options["--collection"]
    with (folder / "calls").open("a") as calls:
        calls.write(json.dumps(arguments) + "\n")
    if arguments[:2] == ["index", "build"]:
        return 0
    named = arguments[arguments.index("--") + 1 :]
    library = Library(folder)
    title = next((one.removeprefix("--title=") for one in arguments if one.startswith("--title=")), None)
    for number, origin in enumerate(named, 1):
        take(library, origin, title)
        say(progress="documents", done=number, total=len(named))
    say(progress="passages", done=7, total=7)
    say(counts={})
    return 0


def take(library: Library, origin: str, title: str | None) -> None:
    path = Path(origin)
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_absolute() else "A web page."
    order, _, rest = text.partition(" ")
    if order == "WAIT":
        until = time.monotonic() + PATIENCE
        while not Path(rest.strip()).exists() and time.monotonic() < until:
            time.sleep(0.01)
    if order == "FULL":
        sys.stderr.write("qa: The library cannot be written (No space left on device).\n")
        raise SystemExit(1)
    if order == "KILLALL":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "FAIL":
        say(
            state="failed", id="", title="", origin=origin, reason="is no document that can be read", notes=[]
        )
        return
    held = next((one for one in library.entries() if one.origin == origin), None)
    if held:
        say(state="unchanged", id=held.id, title=held.title, origin=origin, reason="", notes=[])
        return
    id_ = title or path.stem
    fields = {"id": id_.replace(" ", "-"), "title": title or f"{path.stem} report", "license": None}
    document = Document(
        **fields,
        edition="2025-Q1",
        language="en",
        published=None,
        sources=(),
        text=text,
        notes=("3 pages are pictures",),
    )
    entry = LibraryEntry(id=document.id, title=document.title, origin=origin, key="1", added="2026-11-29")
    library.put(entry, document)
    if order == "KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    say(state="added", id=entry.id, title=entry.title, origin=origin, reason="", notes=list(document.notes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
