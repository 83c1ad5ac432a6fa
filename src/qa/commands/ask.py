"""`qa ask`, `qa batch` and `qa chat`: questions in words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from index.atomic import replacing
from index.errors import FootnoteError, QuestionError, writing
from index.json_text import parse_json
from qa.commands.options import (
    Edition,
    EditionRequest,
    Folders,
    Localised,
    check_edition,
    option_groups,
    progress_bar,
)
from qa.commands.output import print_explained, print_reply

if TYPE_CHECKING:
    from qa.models import Turn

Worded = Annotated[
    bool,
    typer.Option("--worded", help="Have the language model of QA_LLM say it, as far as the quotes prove it."),
]
Planned = Annotated[
    bool,
    typer.Option("--planned", help="Have the language model of QA_LLM plan what is not read surely."),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Also print what was understood, the sentences considered with their scores, and what decided.",
    ),
]
REMEMBERED: Final = 6  # turns of a conversation that a question may refer to


@option_groups
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any of the five languages.")],
    request: EditionRequest,
    *,
    explain: Explain = False,
    worded: Worded = False,
    planned: Planned = False,
) -> None:
    """Answer one question, with the quotes that prove the answer."""
    if worded or planned:
        if explain:
            raise typer.BadParameter("it goes with neither --worded nor --planned", param_hint="--explain")
        _ask_model(question, request, worded=worded, planned=planned)
        return
    engine = request.engine(lazy=True)
    if not explain:
        reply = engine.ask(question, edition=request.edition, language=request.language)
        print_reply(reply, as_json=request.as_json)
        return
    reply, explanations = engine.explain(question, edition=request.edition, language=request.language)
    print_explained(reply, explanations, as_json=request.as_json)


def _ask_model(question: str, request: EditionRequest, *, worded: bool, planned: bool) -> None:
    from qa.commands.wording import TerminalModel
    from qa.prose.planner import AskedInWords

    model = TerminalModel.open(worded=worded, planned=planned)
    engine = request.engine(lazy=True)
    reply = engine.ask(question, edition=request.edition, language=request.language)
    asked = AskedInWords(question, language=request.language, edition=request.edition)
    model.tell(engine, reply, asked, as_json=request.as_json)


@option_groups
def batch(
    questions: Annotated[Path, typer.Argument(help='JSON Lines: {"id": …, "turns": [question, …]}.')],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the answers go, a line each.")],
    folders: Folders,
) -> None:
    """Answer the last turn of every line of a file; a bad line is reported and the rest goes on."""
    lines = _lines(questions)
    engine = folders.engine()
    bad = 0
    with writing(output), replacing(output) as out, progress_bar() as progress:
        for number, line in lines:
            try:
                name, turns = _item(line)
                answer = engine.converse(turns).answer.model_copy(update={"id": name})
                out.write(answer.model_dump_json().encode() + b"\n")
            except (ValueError, FootnoteError) as error:
                bad += 1
                typer.echo(f"{questions}:{number}: {error}", err=True)
            if progress:
                progress("questions", number, lines[-1][0])
        if bad == len(lines):  # and no empty file
            raise typer.Exit(1)
    if bad:
        raise typer.Exit(1)


@option_groups
def chat(
    localised: Localised, edition: Edition = None, *, worded: Worded = False, planned: Planned = False
) -> None:
    """A conversation in the terminal; an empty line or end of input ends it."""
    from qa.commands.wording import TerminalModel
    from qa.prose.planner import AskedInWords

    model = TerminalModel.open(worded=worded, planned=planned)
    engine = localised.engine()
    check_edition(engine, edition)
    history: list[Turn] = []
    language = localised.language
    for example in engine.examples(language):
        typer.echo(f"  {example}", err=True)
    while question := _prompt():
        asked = AskedInWords(question, tuple(history[-REMEMBERED:]), language, edition=edition)
        try:
            reply = engine.ask(question, history=asked.history, edition=edition, language=language)
        except QuestionError as error:
            typer.echo(str(error), err=True)
            continue
        history.append(model.tell(engine, reply, asked).turn)


def _prompt() -> str:
    try:
        return input("? " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines of a file that are not empty, each with its number, counted from 1."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FootnoteError(f"{path} is not UTF-8 text; give a file of JSON Lines.") from error
    except OSError as error:
        raise FootnoteError(f"{path} cannot be read ({error.strerror}).") from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise FootnoteError(f"{path} contains no questions.")
    return lines


def _item(line: str) -> tuple[str, list[str]]:
    """The id and the turns of a line; raises ValueError."""
    item: Any = parse_json(line)
    if not isinstance(item, dict) or "id" not in item or not isinstance(item.get("turns"), list):
        raise ValueError('a line should be {"id": …, "turns": [question, …]}')
    turns = item["turns"]
    if not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("turns should be a list of at least one question")
    name = str(item["id"])
    if any("\ud800" <= character <= "\udfff" for character in name):
        raise ValueError("the id holds half of a character (a lone surrogate)")
    return name, turns
