"""`qa ask`, `qa batch` and `qa chat`: questions in words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import FootnoteError, QuestionError
from qa.commands.options import (
    Corpus,
    DataDir,
    Edition,
    Json,
    Language,
    check_edition,
    check_language,
    engine,
    progress_bar,
)
from qa.commands.output import print_reply

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.models import Reply, Turn


def ask(
    question: Annotated[str, typer.Argument(help="The question, in any of the five languages.")],
    edition: Edition = None,
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Answer one question, with the quotes that prove the answer."""
    check_language(language)
    opened = engine(data_dir, corpus, lazy=True)
    check_edition(opened, edition)
    reply = opened.ask(question, edition=edition, language=language)
    print_reply(reply, as_json=as_json)


def batch(
    questions: Annotated[Path, typer.Argument(help='JSON Lines: {"id": …, "turns": [question, …]}.')],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the answers go, a line each.")],
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Answer the last turn of every line of a file; a bad line is reported and the rest goes on."""
    lines = _lines(questions)
    opened = engine(data_dir, corpus)
    bad = 0
    try:
        with output.open("w", encoding="utf-8") as out, progress_bar() as progress:
            for number, line in lines:
                try:
                    out.write(_answer_line(opened, line) + "\n")
                except (ValueError, FootnoteError) as error:
                    bad += 1
                    typer.echo(f"{questions}:{number}: {error}", err=True)
                if progress:
                    progress("questions", number, lines[-1][0])
    except OSError as error:
        raise FootnoteError(f"{output} cannot be written ({error.strerror}).") from error
    if bad:
        raise typer.Exit(1)


def chat(
    edition: Edition = None, language: Language = None, data_dir: DataDir = None, corpus: Corpus = None
) -> None:
    """A conversation in the terminal; an empty line or end of input ends it."""
    check_language(language)
    opened = engine(data_dir, corpus)
    check_edition(opened, edition)
    history: list[Turn] = []
    for example in opened.examples(language):
        typer.echo(f"  {example}", err=True)
    while question := _prompt():
        try:
            reply = opened.ask(question, history=history[-6:], edition=edition, language=language)
        except QuestionError as error:
            typer.echo(str(error), err=True)
            continue
        history.append(reply.turn)
        print_reply(reply)


def _prompt() -> str:
    try:
        return input("? " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def _lines(path: Path) -> list[tuple[int, str]]:
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


def _answer_line(opened: Engine, line: str) -> str:
    try:
        item: Any = json.loads(line)
    except RecursionError as error:
        raise ValueError("the JSON is nested too deeply") from error
    if not isinstance(item, dict) or "id" not in item or not isinstance(item.get("turns"), list):
        raise ValueError('a line should be {"id": …, "turns": [question, …]}')
    turns = item["turns"]
    if not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("turns should be a list of at least one question")
    history: list[Turn] = []
    reply: Reply | None = None
    for turn in turns:
        reply = opened.ask(turn, history=history)
        history.append(reply.turn)
    assert reply is not None  # noqa: S101 - there is at least one turn
    return reply.answer.model_copy(update={"id": str(item["id"])}).model_dump_json()
