"""A reply in a language model's words in the terminal: what has passed is shown as it comes."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import typer

from index.errors import FootnoteError
from qa.commands.output import print_proof, print_reply
from qa.language.inline import visible
from qa.models import Reply
from qa.replies.lines import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.collections.federation import Federation
    from qa.prose.sitting import Answering
    from qa.prose.worder import WordedReply, Worder


def open_model() -> Worder:
    """What words replies. Raises FootnoteError where no model is set for that."""
    from qa.prose.opening import open_worder
    from qa.prose.setting import ProseSettings

    worder = open_worder(ProseSettings.read())
    if worder is None:
        raise FootnoteError("--worded needs a language model: set QA_LLM, and wording in QA_LLM_USES.")
    return worder


def print_worded(worder: Worder, engine: Federation, reply: Reply, *, as_json: bool) -> None:
    """Print a reply as the model words it; as it is where that is not to be had, with a note."""
    shown = "" if as_json or not sys.stdout.isatty() else None
    asyncio.run(_print(worder, engine, reply, as_json=as_json, shown=shown))


async def _print(
    worder: Worder, engine: Federation, reply: Reply, *, as_json: bool, shown: str | None
) -> None:
    """`shown` is None where what has passed is printed at once, as a person watches."""
    from qa.prose.names import NameReader

    async def look(ask: Callable[[Answering], Reply]) -> Reply:
        return await asyncio.to_thread(ask, engine)

    worder.warm()
    streams, printed = shown is None, ""
    async for one in worder.stream(reply, NameReader(engine.names_in), look):
        if one.last:
            _print_last(one, printed, as_json=as_json)
        elif streams:
            said = written([line for line in one.reply.lines if line.kind == "statement"])
            typer.echo(visible(said[len(printed) :]), nl=False)
            printed = said


def _print_last(told: WordedReply, printed: str, *, as_json: bool) -> None:
    """What is to be shown in the end: what is printed already is not repeated where it begins with that."""
    text = written(told.reply.lines)
    if not printed or not text.startswith(printed):
        if printed:
            typer.echo("\n———")
        print_reply(told.reply, as_json=as_json)
        return
    typer.echo(visible(text[len(printed) :]))
    print_proof(told.reply.answer)
