"""`qa verify`: a shared answer is checked again, by anybody who has the documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import FootnoteError
from index.json_text import parse_json
from index.shown import shown
from qa.commands.options import Folders, option_groups

if TYPE_CHECKING:
    from qa.collections.federation import Federation
    from qa.models import Answer
    from qa.sharing.verifying import CheckedQuote, CheckedStatement, Verification

STDIN: Final = Path("-")
LARGEST: Final = 20_000_000  # characters of an answer, of which the largest ever made has one in a hundred
QUOTES: Final = {
    "holds": "stands at its place, word for word",
    "moved": "stands elsewhere in its document",
    "gone": "does not stand in its document",
    "no document": "is of a document that is not here",
}


@option_groups
def verify(
    file: Annotated[
        Path, typer.Argument(metavar="ANSWER", help="The JSON of an answer; - reads standard input.")
    ],
    folders: Folders,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was found as one line of JSON.")
    ] = False,
) -> None:
    """Check every quote at its place, every number in its quotes, and every document, in the index here.

    The exit code is 0 where all of it holds, and 1 where anything does not.
    """
    from qa.sharing.verifying import verify as checked

    answer = _answer(file)
    engine = folders.engine(lazy=True)
    held = {one.document_id: engine.cited(one) for one in answer.citations}
    documents = {name: one[0] for name, one in held.items() if one is not None}
    found = checked(answer, documents, lambda editions: _apart(engine, answer, editions))
    typer.echo(_as_json(found) if as_json else "\n".join(_told(found)))
    if not found.holds:
        raise typer.Exit(1)


def _answer(file: Path) -> Answer:
    from pydantic import ValidationError

    from qa.models import Answer

    name = "Standard input" if file == STDIN else shown(file)
    try:
        if file == STDIN:
            text = sys.stdin.read(LARGEST + 1)
        else:
            with file.open(encoding="utf-8") as opened:
                text = opened.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise FootnoteError(f"{name} is too large to be an answer.")
        return Answer.model_validate(parse_json(text))
    except OSError as error:
        raise FootnoteError(f"{name} cannot be read ({error.strerror or error}).") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "it"
        raise FootnoteError(
            f"{name} is no answer as Footnote writes them: {place}: {first['msg']}"
        ) from error
    except ValueError as error:
        raise FootnoteError(f"{name} is no JSON of an answer: {error}") from error


def _apart(engine: Federation, answer: Answer, editions: Sequence[str]) -> bool:
    """Whether any two editions may not be compared: what the guard of the collections quoted says."""
    from qa.knowledge.scales import Scales

    quoted = {one.collection for one in answer.citations}
    members = [one for one in engine.members if None in quoted or one.names & quoted]
    return any(Scales(one.engine.knowledge.editions).apart(editions) for one in members)


def _as_json(found: Verification) -> str:
    return f'{{"holds":{str(found.holds).lower()},{found.model_dump_json()[1:]}'


def _told(found: Verification) -> list[str]:
    lines = [_told_quote(one) for one in found.quotes]
    lines += [told for one in found.statements if (told := _told_statement(one))]
    if found.holds:
        return [*lines, f"holds: {len(found.quotes)} quotes, {len(found.statements)} statements"]
    return [*lines, "does not hold"]


def _told_quote(one: CheckedQuote) -> str:
    from qa.language.inline import in_line

    changed = "" if one.same_document is not False else "; its document is another than it was"
    return f"[{one.number}] {QUOTES[one.state]}{changed} ({in_line(one.document_id)})"


def _told_statement(one: CheckedStatement) -> str:
    """What is wrong with a statement; empty where nothing is."""
    from qa.language.inline import in_line

    wrong = [f"{value:g} stands in none of its quotes" for value in one.unquoted]
    wrong += [f"{', '.join(map(in_line, one.mixes))} are on different scales"] if one.mixes else []
    return f"“{in_line(one.text)}”: {'; '.join(wrong)}" if wrong else ""
