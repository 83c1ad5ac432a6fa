"""Pages under readers: `python -m tests.bench.pages [--answers N] [--readers N] [--seconds N]`.

Answers of the shipped corpus are stored, published and served on the loopback by a process of their own, as
the bot does it. Readers, each with a connection, read random ones: all at once, each its next as soon as it
has one, or with a pause as people make. In turn, in the same run and by the same process, a file of a page's
size is read as a plain static file. Nothing has been shown before: the first reader of a page waits until it
is written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen

import yaml
from aiohttp import web

from bot.pages.addresses import Addresses
from bot.pages.serving import PageServer
from bot.pages.site import Site
from bot.pages.stored_shelf import StoredShelf
from bot.workers import HANDOVER
from qa.collections.desk import Desk
from qa.settings import Settings
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.shown_answer import ShownAnswer
from tests.bench.bench import QUESTIONS, Row, quantile, report
from tests.bot.pages.ports import free_port

TARGET = 50.0  # ms, of 95 in 100 requests
PAUSE = 0.25  # seconds between two pages of a reader who reads
NEW = "never shown before"
PLAIN = "plain.html"
END = b"\r\n\r\n"


def main() -> None:
    options = _options()
    if options.serve:
        asyncio.run(_serve(options.data_dir, Path(options.serve), options.port, options.plain_port))
        return
    with tempfile.TemporaryDirectory() as folder:
        store, data = Path(folder) / "store", options.data_dir or Path(folder) / "data"
        keys = asyncio.run(_stored(store, Desk(Settings(data_dir=data)), options.answers))
        rows = []
        for pause in (PAUSE, 0.0):
            with _serving(data, store) as (port, plain_port):
                rows += asyncio.run(_measured(port, plain_port, keys, options, pause))
    report(rows, as_json=options.json)
    print(f"load average {' '.join(f'{value:.1f}' for value in os.getloadavg())}, {os.cpu_count()} cores")  # noqa: T201


async def _stored(folder: Path, desk: Desk, count: int) -> list[str]:
    """The keys of so many published answers, of the benchmark's questions over and over."""
    assistant, kept = desk.of(None), _store(folder)
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    replies = [assistant.ask(question) for question in questions]
    keys = [f"answer-{number}" for number in range(count)]
    for number, key in enumerate(keys):
        reply = replies[number % len(replies)]
        await kept.put(ShownAnswer(key=key, reply=reply, asker=1, channel=2, private=True))
        await kept.publish(key)
    await kept.close()
    return keys


def _store(folder: Path) -> AnswerStore:
    return AnswerStore(StoreDatabase(store_address(folder)), keep=100_000, days=30)


async def _serve(data: Path, store: Path, port: int, plain_port: int) -> None:
    sys.setswitchinterval(HANDOVER)  # as the bot's workers do
    addresses = Addresses(f"http://127.0.0.1:{port}", "secret")
    shelf = StoredShelf(_store(store), Desk(Settings(data_dir=data)).reading, addresses)
    await PageServer(Site(shelf, shelf, addresses), "127.0.0.1", port).start()
    plain = web.Application()
    plain.router.add_static("/", store)
    runner = web.AppRunner(plain, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", plain_port).start()
    await shelf.find("answer-0")  # what is opened once
    print("ready", flush=True)  # noqa: T201
    await asyncio.Event().wait()


@contextmanager
def _serving(data: Path, store: Path) -> Iterator[tuple[int, int]]:
    port, plain_port = free_port(), free_port()
    command = [sys.executable, "-m", "tests.bench.pages", "--serve", str(store), "--data-dir", str(data)]
    command += ["--port", str(port), "--plain-port", str(plain_port)]
    with Popen(command, stdout=PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline().strip() == "ready", "the server did not start"
        try:
            (store / PLAIN).write_bytes(asyncio.run(_once(port, "/a/answer-0")))
            yield port, plain_port
        finally:
            server.terminate()


async def _measured(
    port: int, plain_port: int, keys: Sequence[str], options: argparse.Namespace, pause: float
) -> list[Row]:
    """Times of pages, of JSON and of the plain file, in turn."""
    rows: list[Row] = []
    how = f"a page every {pause:g} s" if pause else "without a pause"
    kinds = {
        "plain file": (plain_port, [f"/{PLAIN}"]),
        f"page, {NEW}": (port, [f"/a/{key}" for key in keys]),
        "page": (port, [f"/a/{key}" for key in keys]),
        "JSON": (port, [f"/a/{key}.json" for key in keys]),
        "quote in its document": (port, [f"/a/{key}/d/1" for key in keys]),
        "plain file again": (plain_port, [f"/{PLAIN}"]),
    }
    for kind, (where, paths) in kinds.items():
        times = await _read(where, paths, options, pause, once=kind.endswith(NEW))
        target = None if "plain" in kind else TARGET
        told = f"{kind}, {options.readers} readers, {how}"
        rows.append(Row(f"{told}: p50", median(times), "ms"))
        rows.append(Row(f"{told}: p95", quantile(times, 0.95), "ms", target))
        rows.append(Row(f"{told}: requests", float(len(times)), ""))
    return rows


async def _read(
    port: int, paths: Sequence[str], options: argparse.Namespace, pause: float, *, once: bool
) -> list[float]:
    """Milliseconds of each request of all readers; `once` each path is read by one of them and no more."""
    left = iter(paths)
    ends, chance = time.perf_counter() + options.seconds, random.Random(0)  # noqa: S311 - which page is read

    async def reader() -> list[float]:
        reading, writing = await asyncio.open_connection("127.0.0.1", port)
        times = []
        await asyncio.sleep(chance.random() * pause)
        while time.perf_counter() < ends:
            path = next(left, None) if once else chance.choice(paths)
            if path is None:
                break
            began = time.perf_counter()
            await _get(reading, writing, path)
            times.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(pause * (0.5 + chance.random()))
        writing.close()
        return times

    return [
        one for times in await asyncio.gather(*(reader() for _ in range(options.readers))) for one in times
    ]


async def _once(port: int, path: str) -> bytes:
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    content = await _get(reading, writing, path)
    writing.close()
    return content


async def _get(reading: asyncio.StreamReader, writing: asyncio.StreamWriter, path: str) -> bytes:
    writing.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reading.readuntil(END)).decode().lower()
    length = int(head.split("content-length: ")[1].split("\r\n")[0])
    content = await reading.readexactly(length)
    status = int(head.split()[1])
    assert status in (200, 404), head  # an answer that cites nothing has no first quote
    return content


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages")
    parser.add_argument("--answers", type=int, default=1_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--data-dir", type=Path, help="where an index is; one is built otherwise")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--plain-port", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
