"""`python -m bot`: the bot on Discord or, with --preview, in a local browser."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import discord
from pydantic import ValidationError

from bot.app import create_bot
from bot.assistant import Assistants, Memory
from bot.client import FootnoteClient
from bot.gateway import recommended_shards
from bot.logs import LOG_FORMATS, ProgressLog, start_logging
from bot.preview import PLACES, serve
from bot.processes.lifeline import assignment, child, hold_on, say_prepared, say_ready
from bot.processes.several import supervise, wanted_processes
from bot.renewal import Renewal, building, stale_building
from bot.running.doctor import print_findings
from bot.running.operating import operating
from bot.running.stopping import run_until_stopped
from bot.settings import BotSettings
from index.errors import FootnoteError
from index.shelf import LIBRARY
from index.shown import shown
from index.state import folder_state
from qa.collections.catalogue import CollectionCatalogue
from qa.prose.opening import open_prose
from qa.prose.setting import ProseSettings
from qa.settings import Settings, read_env_file

log = logging.getLogger(__name__)

UNSET = (
    "DISCORD_TOKEN is not set: set it to the bot's token from the developer portal, "
    "or try the bot without one: python -m bot --preview"
)
REFUSED = "Discord refused the token in DISCORD_TOKEN: copy it again from the developer portal"
INTENT_OFF = (
    "FOOTNOTE_MESSAGE_CONTENT is on, but the Message Content intent is not enabled for this bot: "
    "enable it in the developer portal or unset the variable"
)


def main(
    arguments: Sequence[str] | None = None, engine: Callable[[], tuple[Assistants, Memory]] | None = None
) -> int:
    """Run until stopped. The exit code: 0 stopped, 1 failed (one line on stderr says why), 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        read_env_file()
        settings = BotSettings()
        secret = settings.discord_token.get_secret_value() if settings.discord_token else ""
        if not secret and not options.preview:
            raise FootnoteError(UNSET)
        start_logging(options.log_level, secret, options.log_format or settings.log_format)
        if options.doctor:
            asyncio.run(print_findings(settings, secret))
        elif not options.preview and (processes := wanted_processes(settings, options.processes)) > 1:
            again = sys.argv[1:] if arguments is None else arguments
            asyncio.run(_supervise(settings, processes, secret, again))
        else:
            if child() and not options.reserve:
                hold_on()
            loaded = _load(_documents(options), engine)
            if not options.reserve or _assigned(loaded):
                _run(options, BotSettings(), secret, loaded)
    except FootnoteError as error:
        return _fail(str(error))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        told = first["msg"].removeprefix("Value error, ")
        return _fail(f"{first['loc'][0]} in the environment: {told}")
    except KeyboardInterrupt:
        return 0
    return 0


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What is read before anything can be answered."""

    documents: Settings
    folders: tuple[Path, ...]
    seen: str
    """Their state before they were read: what is dropped in meanwhile has not been."""
    assistants: Assistants
    memory: Memory


def _load(documents: Settings, engine: Callable[[], tuple[Assistants, Memory]] | None) -> _Loaded:
    folders = documents.corpus, documents.data_dir / LIBRARY
    seen = folder_state(folders)
    return _Loaded(documents, folders, seen, *(engine() if engine else open_engine(documents)))


def _assigned(loaded: _Loaded) -> bool:
    """Stand by, with all that can be loaded, until told which shards to have; False if never."""
    from qa.collections.desk import HOME

    loaded.assistants.warm()
    say_prepared()
    told = assignment()
    if told is None:
        return False
    os.environ.update(told)
    hold_on()
    try:
        loaded.assistants.renew(HOME)  # people may have decided something meanwhile
    except FootnoteError as error:
        log.warning("the documents are answered from as they were: %s", error)
    return True


def _run(options: argparse.Namespace, settings: BotSettings, secret: str, loaded: _Loaded) -> None:
    """Run one bot until it is stopped. Raises FootnoteError."""
    documents, folders, seen = loaded.documents, loaded.folders, loaded.seen
    with _remembering(settings, preview=options.preview) as remembering:
        bot = create_bot(
            loaded.assistants,
            loaded.memory,
            remembering,
            locale=options.locale if options.preview else None,
            always_register=options.preview,
            renewal=lambda workers: Renewal(
                workers, folders, building(documents.corpus, documents.data_dir), seen=seen
            ),
            catalogue=CollectionCatalogue(documents),
            prose=open_prose(ProseSettings.read()),
        )
        if options.preview:
            asyncio.run(_preview(bot, options))
        else:
            asyncio.run(_connect(bot, secret, settings, documents))


@contextmanager
def _remembering(settings: BotSettings, *, preview: bool) -> Iterator[BotSettings]:
    """The settings; those of the preview with a folder that is as new as its Discord.

    There the numbers of messages begin anew each time: what was handled in the last one is not these. Its
    pages are served on any free port.
    """
    if not preview:
        yield settings
        return
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kept = {"data_dir": Path(folder), "database": None, "shard_ids": None}
        port = _free_port(settings.pages_host)
        pages = {"pages_address": f"http://{settings.pages_host}:{port}", "pages_port": port}
        yield settings.model_copy(update=kept | pages)


def _free_port(host: str) -> int:
    """A port that nobody listens at, at this moment; that nothing can be served there is told later."""
    with suppress(OSError), socket.create_server((host, 0)) as held:
        return int(held.getsockname()[1])
    return 1


def _documents(options: argparse.Namespace) -> Settings:
    """The settings of the environment; the folders that were named on the command line come first."""
    given = {"corpus": options.corpus, "data_dir": options.data_dir}
    return Settings.model_validate({name: value for name, value in given.items() if value is not None})


def open_engine(settings: Settings) -> tuple[Assistants, Memory]:
    """What answers in each server, with the index of what all read built if need be; and the memory.

    Other indexes are built in processes of their own: nobody who asks waits for one. Documents that cannot be
    read are named in the log and left out.
    """
    from qa.collections.desk import Desk
    from qa.question.conversation import Conversations

    log.info("reading %s: only what is new or has changed takes long", shown(settings.corpus))

    def complain(error: FootnoteError) -> None:
        log.warning("left out: %s", error)

    desk = Desk(settings, progress=ProgressLog(log), complain=complain)
    if desk.home is None:
        log.warning("there are no documents that everybody may read; servers may add their own")
    desk.build_apart(stale_building(settings.corpus, settings.data_dir))
    return desk, Conversations()


async def _supervise(settings: BotSettings, processes: int, token: str, arguments: Sequence[str]) -> None:
    async def recommended() -> int:
        with _told():
            return await recommended_shards(token)

    await supervise(settings, processes, recommended, arguments)


async def _connect(bot: FootnoteClient, token: str, settings: BotSettings, documents: Settings) -> None:
    async def announce() -> None:
        await bot.wait_until_ready()
        say_ready()

    with _told():
        async with operating(bot, settings, documents, child()), bot:
            told = asyncio.create_task(announce()) if child() else None
            await run_until_stopped(bot, bot.start(token), settings.shutdown_seconds)
            if told:
                told.cancel()


@contextmanager
def _told() -> Iterator[None]:
    """What Discord refuses is raised as a FootnoteError that says what to do."""
    try:
        yield
    except discord.LoginFailure as error:
        raise FootnoteError(REFUSED) from error
    except discord.PrivilegedIntentsRequired as error:
        raise FootnoteError(INTENT_OFF) from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError) as error:
        raise FootnoteError(f"Discord cannot be reached: {error}") from error


async def _preview(bot: FootnoteClient, options: argparse.Namespace) -> None:
    def ready(url: str, mention: str) -> None:
        prefix = "" if options.place == "dm" else f"{mention} "
        examples = assistant.examples(options.locale)
        hint = "" if options.place == "dm" else f" (/ask works too; {mention} stands for @Footnote here)"
        _say(f"Open this address in a browser:\n  {url}\nIt answers from {assistant.titles(options.locale)}.")
        _say(f"{'Questions to try' if examples else 'Ask in your own words'}{hint}{':' if examples else '.'}")
        _say("".join(f"  {prefix}{question}\n" for question in examples) + "Ctrl+C ends it.")

    assistant = bot.handlers.workers.assistants.of(None)
    async with bot:
        await serve(bot, place=options.place, locale=options.locale, port=options.port, ready=ready)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Footnote's Discord bot. It reads DISCORD_TOKEN, QA_DATA_DIR and FOOTNOTE_* variables.",
    )
    parser.add_argument("--preview", action="store_true", help="run in the browser, without a token")
    parser.add_argument(
        "--as", dest="place", choices=PLACES, default="channel", help="where the preview takes place"
    )
    parser.add_argument(
        "--locale",
        choices=sorted(locale.value for locale in discord.Locale),
        metavar="LOCALE",
        default="en-US",
        help="the preview visitor's Discord language: en-US, fr, ja, zh-CN, zh-TW …",
    )
    parser.add_argument("--corpus", type=Path, help="the folder of the documents [env QA_CORPUS]")
    parser.add_argument("--data-dir", type=Path, help="where the built index lives [env QA_DATA_DIR]")
    parser.add_argument(
        "--processes", type=int, metavar="N", help="processes that share the shards [env FOOTNOTE_PROCESSES]"
    )
    parser.add_argument("--reserve", action="store_true", help=argparse.SUPPRESS)  # stand by for one of them
    parser.add_argument("--port", type=int, help="the preview's port (any free one)")
    parser.add_argument(
        "--log-level", default="INFO", choices=["DEBUG", "INFO", "WARNING", "ERROR"], help="default: INFO"
    )
    parser.add_argument("--doctor", action="store_true", help="only ask Discord; `qa doctor` shows it")
    parser.add_argument(
        "--log-format", choices=LOG_FORMATS, help="lines of text or JSON [env FOOTNOTE_LOG_FORMAT]"
    )
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _fail(problem: str) -> int:
    sys.stderr.write(f"footnote: {shown(problem)}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
