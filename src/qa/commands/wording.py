"""A language model in the terminal: it plans questions, and its words are shown as they pass."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

import typer

from index.errors import FootnoteError
from qa.commands.output import print_proof, print_reply
from qa.language.inline import visible
from qa.models import Reply
from qa.replies.lines import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.collections.federation import Federation
    from qa.prose.planner import AskedInWords, PlannedAnswering, Planner
    from qa.prose.sitting import Answering
    from qa.prose.worder import WordedReply, Worder


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TerminalModel:
    """What plans questions and words replies in the terminal, where either is wanted."""

    worder: Worder | None
    planner: Planner | None

    @classmethod
    def open(cls, *, worded: bool, planned: bool) -> Self:
        """Raises FootnoteError where no model is set for what is wanted."""
        if not worded and not planned:
            return cls(None, None)
        from qa.prose.opening import open_planner, open_worder
        from qa.prose.setting import ProseSettings

        settings = ProseSettings.read()
        worder = open_worder(settings) if worded else None
        planner = open_planner(settings) if planned else None
        if worded and worder is None:
            raise FootnoteError("--worded needs a language model: set QA_LLM, and wording in QA_LLM_USES.")
        if planned and planner is None:
            raise FootnoteError("--planned needs a language model: set QA_LLM, and planning in QA_LLM_USES.")
        return cls(worder, planner)

    def tell(self, engine: Federation, reply: Reply, asked: AskedInWords, *, as_json: bool = False) -> Reply:
        """Print a reply, planned and worded as is wanted, or as it is with a note; what to remember."""
        if self.planner is not None:
            reply = asyncio.run(_planned(self.planner, engine.alone(reply.turn.collection), reply, asked))
        if self.worder is None:
            print_reply(reply, as_json=as_json)
        else:
            shown = "" if as_json or not sys.stdout.isatty() else None
            asyncio.run(_print(self.worder, engine, reply, as_json=as_json, shown=shown))
        return reply


async def _planned(planner: Planner, engine: Federation, reply: Reply, asked: AskedInWords) -> Reply:
    async def look(see: Callable[[PlannedAnswering], T]) -> T:
        return await asyncio.to_thread(see, engine)

    return await planner.reply(reply, asked, look)


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
