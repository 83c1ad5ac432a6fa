"""`qa serve` and `qa mcp`: other programs ask, without Discord."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from qa.commands.options import Corpus, DataDir, Folders, option_groups, progress_bar
from qa.commands.streams import complain

if TYPE_CHECKING:
    from qa.api.answering import ApiAnswering
    from qa.api.application import ToolGate
    from qa.api.operations import ApiOperation, Found
    from qa.api.requests import ApiRequest
    from qa.api.serving import ApiServer
    from qa.collections.desk import Desk
    from qa.operation.serving import OperatorServer
    from qa.operation.telemetry import Telemetry
    from qa.prose.worder import Worder
    from qa.settings import Settings
    from qa.store.api_keys import ApiKeys
    from qa.store.database import StoreDatabase

LARGEST_ID: Final = 2**63 - 1
WORDED_TOKENS: Final = 2_000_000
LARGEST_PORT: Final = 65_535
LOOPBACK: Final = "127.0.0.1"
EVERY: Final = 5.0  # seconds between two looks whether there is another version of an index


def serve(
    host: Annotated[str, typer.Option("--host", help="Where to serve.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=LARGEST_PORT, help="At which port.")] = 8090,
    per_minute: Annotated[
        int, typer.Option("--per-minute", min=1, help="Requests that one key may make in a minute.")
    ] = 60,
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Questions answered at once.")] = 2,
    operation_port: Annotated[
        int | None,
        typer.Option(
            "--operation-port",
            min=1,
            max=LARGEST_PORT,
            envvar="FOOTNOTE_OPERATION_PORT",
            help="At which port of this machine metrics, health and readiness are.",
        ),
    ] = None,
    worded_tokens: Annotated[
        int,
        typer.Option(
            "--worded-tokens",
            min=0,
            envvar="FOOTNOTE_WORDED_TOKENS_SERVER",
            help="Tokens of QA_LLM that the keys of a server may cost a day.",
        ),
    ] = WORDED_TOKENS,
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Serve the HTTP API, for who has a key (`qa api key create`), until Ctrl+C. It keeps no answers."""
    settings = Folders(data_dir=data_dir, corpus=corpus).root()
    desk = _desk(settings)
    desk.warm()
    limits = per_minute, worded_tokens
    if not asyncio.run(_serve(desk, settings, (host, port), limits, threads, operation_port)):
        raise typer.Exit(1)


@option_groups
def mcp(
    folders: Folders,
    server: Annotated[
        int | None,
        typer.Option("--server", min=1, max=LARGEST_ID, help="Only what this Discord server may read."),
    ] = None,
) -> None:
    """Serve the tools of the Model Context Protocol over standard input and output, until that ends."""
    asyncio.run(_tools(_desk(folders.root()), server, folders.collection))


def _desk(settings: Settings) -> Desk:
    from qa.collections.desk import Desk

    with progress_bar() as progress:
        desk = Desk(settings, progress=progress, complain=lambda error: complain(f"left out: {error}"))
        _ = desk.home  # is built now, with the bar
    return desk


async def _serve(
    desk: Desk,
    settings: Settings,
    at: tuple[str, int],
    limits: tuple[int, int],
    threads: int,
    operation_port: int | None,
) -> bool:
    """Serve until a signal ends it; whether it could. `limits`: requests a minute, tokens a day."""
    from index.errors import QuestionError
    from qa.api.answering import ApiAnswering
    from qa.api.application import ApiSite
    from qa.api.operations import BASE
    from qa.api.questions import BusyError, QuestionThreads
    from qa.api.rates import RateLimit
    from qa.api.serving import ApiServer
    from qa.operation.spans import open_spans
    from qa.operation.telemetry import Telemetry
    from qa.store.answers import AnswerStore
    from qa.store.api_keys import ApiKeys
    from qa.store.retention import LONGEST
    from qa.store.token_budget import TokenBudget

    base, telemetry = _store(settings), Telemetry((BusyError, QuestionError), open_spans())
    questions = QuestionThreads(desk, threads=threads, telemetry=telemetry)
    (per_minute, tokens), answers = limits, AnswerStore(base, keep=1, days=LONGEST)
    answering = ApiAnswering(questions, _worder(), TokenBudget(base, tokens, tokens))
    keys, rate, gate = ApiKeys(base), RateLimit(per_minute), _gate(answering)
    site = ApiSite(answering, keys, answers, rate, gate, keeps=False)
    server = ApiServer(site, *at, telemetry)
    watched = _watched(telemetry, desk, base, settings, operation_port)
    try:
        return await _until_signalled(server, watched, desk, f"http://{at[0]}:{at[1]}{BASE}", keys)
    finally:
        await server.close()
        if watched:
            await watched.close()
        telemetry.spans.close()
        questions.close()
        await base.close()


async def _until_signalled(
    server: ApiServer, watched: OperatorServer | None, desk: Desk, address: str, keys: ApiKeys
) -> bool:
    stop = asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    if not await server.start():
        return False
    if watched:
        await watched.start()
    typer.echo(f"Serving at {address} for {len(await keys.all())} keys. Ctrl+C ends it.")
    async with _renewing(desk):
        await stop.wait()
    return True


def _store(settings: Settings) -> StoreDatabase:
    from qa.store.address import store_address
    from qa.store.database import StoreDatabase

    secret = settings.database.get_secret_value() if settings.database else None
    return StoreDatabase(store_address(settings.data_dir, secret))


def _watched(
    telemetry: Telemetry, desk: Desk, base: StoreDatabase, settings: Settings, port: int | None
) -> OperatorServer | None:
    """The operator port, where one was named; never reached from another machine."""
    if port is None:
        return None
    from qa.diagnosis.readings import database_check, index_check, index_readings, store_readings
    from qa.operation.serving import OperatorServer

    telemetry.readings(lambda: [*index_readings(settings), *store_readings(base.address)])
    checks = {"index": index_check(desk.everything), "database": database_check(base)}
    return OperatorServer(telemetry, checks, LOOPBACK, port)


def _worder() -> Worder | None:
    """What words answers, where a model is set for that; ready to."""
    from qa.prose.opening import open_worder
    from qa.prose.setting import ProseSettings

    worder = open_worder(ProseSettings.read())
    if worder is not None:
        worder.warm()
    return worder


def _gate(answering: ApiAnswering) -> ToolGate | None:
    """What takes requests of tools, where the library for these is installed."""
    from index.errors import FootnoteError
    from qa.api.tool_gate import HttpToolGate

    try:
        return HttpToolGate(answering)
    except FootnoteError:
        return None


@asynccontextmanager
async def _renewing(desk: Desk) -> AsyncIterator[None]:
    """Meanwhile the engines follow what `qa ingest` changes."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(desk.renew)

    task = asyncio.create_task(renew())
    try:
        yield
    finally:
        task.cancel()


async def _tools(desk: Desk, server: int | None, only: str | None) -> None:
    from qa.api.answering import ApiAnswering
    from qa.api.questions import QuestionThreads
    from qa.api.tools import tool_server
    from qa.collections.collection import UnknownCollectionError

    questions = QuestionThreads(desk, operator=server is None)
    answering = ApiAnswering(questions, _worder())

    async def run(one: ApiOperation, asked: ApiRequest, _request: Any) -> Found:  # noqa: ANN401 - there is none
        if only is not None and asked.collection not in (None, only):
            raise UnknownCollectionError(str(asked.collection), (only,))
        return await answering.found(one, asked, server=server, asker=0, collection=only)

    tools = tool_server(run)
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (reads, writes), _renewing(desk):
        await tools.run(reads, writes, tools.create_initialization_options())
    questions.close()
