"""The `qa` command line: composition, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import Final, NoReturn

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from index.errors import FootnoteError, QuestionError
from index.shown import brief
from qa.commands import ask, evaluate, facts, figures, index

FAILED: Final = 1
USAGE: Final = 2
LONGEST: Final = 2_000  # characters of a message: it may show what somebody gave
INTERRUPTED: Final = 130

app = typer.Typer(
    name="qa",
    help="Answers from reports, each with quotes that were checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    *(ask.ask, ask.batch, ask.chat),
    *(figures.score, figures.compare, figures.rank, figures.history, figures.lab, figures.editions),
):
    app.command()(command)
app.add_typer(index.app, name="index")
app.add_typer(facts.app, name="facts")
app.add_typer(evaluate.app, name="eval")


def main() -> NoReturn:
    """Run `qa`: exit code 0 when all went well, 1 when it failed, 2 for wrong usage."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)  # of the handler: bm25s sets its own logger to DEBUG when imported
    logging.basicConfig(format="qa: %(message)s", handlers=[handler])
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files that are not UTF-8, as on stderr
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except QuestionError as error:
        _fail(str(error), USAGE)
    except FootnoteError as error:
        _fail(str(error), FAILED)
    except TyperException as error:
        _fail(error.format_message() + _hint(error), error.exit_code)
    except ValidationError as error:  # of the settings, which the environment may have wrong
        problem = error.errors(include_url=False)[0]
        told = problem["msg"].removeprefix("Value error, ")
        _fail(f"QA_{str(problem['loc'][0]).upper()}: {told}", FAILED)
    except (typer.Abort, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # whoever read us has gone; without this Python complains once more when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None
    except Exception as error:  # the last edge: a person sees a line, a developer asks for the rest
        if os.environ.get("QA_DEBUG"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error} (set QA_DEBUG=1 to see where)", FAILED)
    raise SystemExit(code if isinstance(code, int) else 0)


def _hint(error: TyperException) -> str:
    """Where wrong usage is explained; the context is there only for errors of usage."""
    context = getattr(error, "ctx", None)
    return f" (see `{context.command_path} --help`)" if context else ""


def _fail(message: str, code: int) -> NoReturn:
    print(f"qa: {brief(' '.join(message.split()), LONGEST)}", file=sys.stderr)  # noqa: T201 - the one place that does
    raise SystemExit(code)
