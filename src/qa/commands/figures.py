"""`qa score`, `qa compare` and `qa rank`: facts as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qa.commands.options import (
    Corpus,
    DataDir,
    Edition,
    Json,
    Language,
    check_edition,
    check_language,
    engine,
)
from qa.commands.printing import print_proof, print_reply, print_table

if TYPE_CHECKING:
    from qa.engine import Engine
    from qa.models import Reply


def score(
    name: Annotated[str, typer.Argument(help="A model, however it is written.")],
    edition: Edition = None,
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The scores of a model, by edition."""
    opened = _opened(edition, language, data_dir, corpus)
    _show(opened.score(name, edition=edition, locale=language), as_json=as_json)


def compare(
    names: Annotated[list[str], typer.Argument(help="Two to five models.")],
    edition: Edition = None,
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The scores of two to five models side by side, never across editions that are not comparable."""
    if not 2 <= len(names) <= 5:
        raise typer.BadParameter("name two to five models", param_hint="NAMES")
    opened = _opened(edition, language, data_dir, corpus)
    _show(opened.compare(names, edition=edition, locale=language), as_json=as_json)


def rank(
    edition: Edition = None,
    within: Annotated[
        list[str] | None,
        typer.Option("--within", help="Only of this lab, country or group; may be repeated."),
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="Only the first places.", show_default=False)
    ] = None,
    language: Language = None,
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """The models of each edition in the order of their scores."""
    opened = _opened(edition, language, data_dir, corpus)
    _show(opened.rank(within or (), edition=edition, top=top, locale=language), as_json=as_json)


def _opened(edition: str | None, language: str | None, data_dir: DataDir, corpus: Corpus) -> Engine:
    check_language(language)
    opened = engine(data_dir, corpus, lazy=True)
    check_edition(opened, edition)
    return opened


def _show(reply: Reply, *, as_json: bool) -> None:
    answer = reply.answer
    if as_json or not answer.facts:
        print_reply(reply, as_json=as_json)
        return
    rows = [(fact.subject, str(fact.value), fact.unit, fact.edition) for fact in answer.facts]
    print_table(("", "value", "unit", "edition"), rows)
    print_proof(answer)
