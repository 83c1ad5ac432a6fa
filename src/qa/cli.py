"""The `qa` command line: composition, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import atexit
import gc
import logging
import os
from typing import Final, NoReturn

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from index.errors import FootnoteError, QuestionError
from qa.commands import (
    api,
    ask,
    audit,
    backup,
    calibrate,
    collection,
    corpus,
    doctor,
    evaluate,
    facts,
    figures,
    gate,
    index,
    ingest,
    insights,
    llm,
    replay,
    serve,
    share,
    taught,
    train,
    train_entailment,
    train_reader,
    verify,
)
from qa.commands.streams import complain, open_streams, undelivered
from qa.settings import read_env_file

FAILED: Final = 1
USAGE: Final = 2
INTERRUPTED: Final = 130
YOUNG: Final = 100_000  # objects that are made before garbage is looked for, instead of 700

app = typer.Typer(
    name="qa",
    help="Answers from reports, each with quotes that were checked.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    *(ask.ask, ask.batch, ask.chat),
    *(figures.score, figures.compare, figures.rank, figures.history, figures.measures),
    *(figures.lab, figures.editions),
    *(calibrate.calibrate, ingest.ingest, replay.replay, insights.insights, audit.audit),
    *(share.share, verify.verify, serve.serve, serve.mcp),
    *(backup.backup, backup.restore, doctor.doctor),
):
    app.command()(command)
evaluate.app.command()(gate.gate)
app.add_typer(index.app, name="index")
app.add_typer(corpus.app, name="corpus")
app.add_typer(collection.app, name="collection")
app.add_typer(api.app, name="api")
app.add_typer(facts.app, name="facts")
app.add_typer(llm.app, name="llm")
app.add_typer(taught.app, name="taught")
app.add_typer(evaluate.app, name="eval")
for command in (train_reader.reader, train_reader.evidence, train_reader.held, train_entailment.entailment):
    train.app.command()(command)
app.add_typer(train.app, name="train")


def main() -> NoReturn:
    """Run `qa`: exit code 0 when all went well, 1 when it failed, 2 for wrong usage."""
    _collect_less()
    try:
        open_streams()
        _log_warnings()
        read_env_file()
        code = _run()
    except FootnoteError as error:
        code = _failed(str(error), USAGE if isinstance(error, QuestionError) else FAILED)
    except TyperException as error:
        code = _failed(error.format_message() + _hint(error), error.exit_code)
    except ValidationError as error:  # of the settings, which the environment may have wrong
        problem = error.errors(include_url=False)[0]
        told = problem["msg"].removeprefix("Value error, ")
        code = _failed(f"QA_{str(problem['loc'][0]).upper()}: {told}")
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except OSError as error:  # of a file it names the file; what has none was being printed
        code = _unexpected(error) if error.filename else _unprinted(error)
    except Exception as error:  # the last edge: a person sees a line, a developer asks for the rest
        code = _unexpected(error)
    lost = undelivered()
    raise SystemExit(_unprinted(lost) if lost else code)


def _collect_less() -> None:
    """Of what a command makes nearly all stays until it ends; then the process frees it at once."""
    gc.set_threshold(YOUNG)
    atexit.register(gc.freeze)


def _run() -> int:
    code = app(standalone_mode=False)
    return code if isinstance(code, int) else 0


def _log_warnings() -> None:
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)  # of the handler: some libraries set their own loggers to DEBUG
    logging.basicConfig(format="qa: %(message)s", handlers=[handler])


def _unexpected(error: Exception) -> int:
    if os.environ.get("QA_DEBUG"):
        raise error
    return _failed(f"unexpected {type(error).__name__}: {error} (set QA_DEBUG=1 to see where)")


def _unprinted(error: OSError) -> int:
    """What was printed is lost: worth a line, unless its reader has left, as in `qa rank | head -1`."""
    if isinstance(error, BrokenPipeError):
        return FAILED
    return _failed(f"Standard output cannot be written ({error.strerror or error}).")


def _hint(error: TyperException) -> str:
    """Where wrong usage is explained; the context is there only for errors of usage."""
    context = getattr(error, "ctx", None)
    return f" (see `{context.command_path} --help`)" if context else ""


def _failed(message: str, code: int = FAILED) -> int:
    complain(message)
    return code
