"""`qa llm check`: which language model is set, and whether it answers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

import typer

from index.errors import FootnoteError

if TYPE_CHECKING:
    from qa.prose.asking import AgentModel
    from qa.prose.setting import ProseSettings

INSTRUCTIONS: Final = "Answer with the single word that you are asked for."
QUESTION: Final = "Write the word: ready"

app = typer.Typer(help="The language model that may plan questions and word answers.", no_args_is_help=True)


@app.callback()
def llm() -> None:
    """The language model that may plan questions and word answers."""


@app.command()
def check() -> None:
    """Say which model is set, what it may do, whether it answers and how fast; never its key."""
    from qa.prose.setting import ProseSettings

    settings = ProseSettings.read()
    if settings is None:
        typer.echo("QA_LLM is not set: answers are as they are found, and no language model is asked.")
        return
    _say(settings)
    if settings.model.lacks_key:
        raise FootnoteError(f"{settings.model.key_name} is not set.")
    from qa.prose.asking import AgentModel

    asyncio.run(_ask(AgentModel(settings.model), settings.seconds))


def _say(settings: ProseSettings) -> None:
    model = settings.model
    typer.echo(f"model    {model}")
    typer.echo(f"key      {'set' if model.key else 'none'} ({model.key_name})")
    typer.echo(f"wording  {'yes' if 'wording' in settings.uses else 'no'}")
    typer.echo(f"planning {'yes' if 'planning' in settings.uses else 'no'}")
    typer.echo(f"tools    {'yes' if settings.tools else 'no'}")
    typer.echo(f"patience {settings.seconds:g} s")


async def _ask(model: AgentModel, seconds: float) -> None:
    """Ask something tiny. Raises FootnoteError that says what is wrong."""
    from qa.prose.asking import ModelFailedError

    began, first, said = time.perf_counter(), 0.0, 0
    try:
        async with asyncio.timeout(seconds):
            async for line in model.lines(INSTRUCTIONS, QUESTION):
                first = first or time.perf_counter() - began
                said += len(line)
    except TimeoutError as error:
        raise FootnoteError(f"The model did not answer within {seconds:g} s (QA_LLM_SECONDS).") from error
    except ModelFailedError as error:
        raise FootnoteError(f"The model could not be asked: {_explained(str(error))}") from error
    total = time.perf_counter() - began
    if not said:
        raise FootnoteError("The model answered with nothing.")
    typer.echo(f"answers  first line after {first:.1f} s, whole after {total:.1f} s")


def _explained(reason: str) -> str:
    """A failure with what may be done about it."""
    hints = {
        "401": "the key is not accepted",
        "403": "the key may not use this model",
        "404": "there is no such model, or the address lacks its /v1",
        "429": "too much was asked of it, or its quota is used up",
        "Connection": "nothing answers at that address",
        "Connect": "nothing answers at that address",
    }
    hint = next((told for sign, told in hints.items() if sign in reason), None)
    return f"{reason} ({hint})." if hint else f"{reason}."
