"""`qa facts extract`: the figures that articles state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import CorpusError, EmptyCorpusError
from qa.commands.options import Localised, option_groups, progress_bar
from qa.commands.output import print_table
from qa.language.inline import in_line, visible

if TYPE_CHECKING:
    from index.documents import Document
    from qa.extraction.finding import Finding
    from qa.knowledge.attributes import Attribute
    from qa.settings import Settings
    from qa.wording.wording import Words

NEW: Final = "new"


@option_groups
def extract(
    documents: Annotated[list[Path], typer.Argument(help="Articles: Markdown, HTML or text.")],
    localised: Localised,
    *,
    edition: Annotated[
        str | None,
        typer.Option("--edition", help="The edition that the documents tell of, such as 2025-Q1."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON for each figure.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what is found for `qa facts review`.")] = False,
) -> None:
    """Find the figures that articles state: scores, users, money and dates, each with its quote."""
    from qa.extraction.extractor import Extractor
    from qa.knowledge.knowledge import Knowledge
    from qa.wording.messages import Messages
    from qa.wording.wording import Wording

    settings = localised.settings()
    knowledge = Knowledge.load(settings.corpus)
    extractor, words = Extractor(knowledge), Wording(knowledge, Messages()).words("en")
    problems: list[str] = []
    found: list[Finding] = []
    for document in _read(documents, edition, localised.language, problems):
        here = extractor.extract(document)
        found += here
        if as_json:
            _print_lines(here, extractor.attributes)
        else:
            _print_findings(document, here, words, extractor.attributes)
    if keep:
        _keep(found, settings)
    complain(problems)


def complain(problems: Sequence[str]) -> None:
    """Print what is wrong, a line each, and leave with a failure if there is anything."""
    for problem in problems:
        typer.echo(" ".join(problem.split()), err=True)
    if problems:
        raise typer.Exit(1)


def _keep(found: Sequence[Finding], settings: Settings) -> None:
    """Keep what was found, and say when it can be decided on: a quote is shown in its document alone."""
    from qa.commands.documents import documents_of
    from qa.review.reviewed import FILE
    from qa.review.store import ReviewStore

    added = ReviewStore(settings.data_dir / FILE).add(found)
    try:
        held = documents_of(settings).keys()
    except EmptyCorpusError:  # the documents may be still to come
        held = {}.keys()
    waits = ", once the corpus holds the documents" if {f.document_id for f in found} - held else ""
    typer.echo(f"{added} new figures are kept; decide on them with `qa facts review`{waits}.", err=True)


def _read(
    paths: Sequence[Path], edition: str | None, language: str | None, problems: list[str]
) -> Iterator[Document]:
    """The documents that can be read; what is wrong with the others is added to `problems`."""
    from qa.extraction.sources.source import read_source

    with progress_bar() as progress:
        for number, path in enumerate(paths, 1):
            try:
                yield read_source(path, edition=edition, language=language)
            except CorpusError as error:
                problems.append(str(error))
            if progress and len(paths) > 1:
                progress("documents", number, len(paths))


def _print_lines(found: Sequence[Finding], attributes: Mapping[str, Attribute]) -> None:
    for finding in found:
        held = finding.model_dump(mode="json")
        told: dict[str, str | None] = {"measure": attributes[finding.attribute].name("en")}
        if finding.measure is not None:
            told = {"attribute": None, "measure": finding.measure}
        typer.echo(visible(json.dumps({"id": finding.id, **held, **told}, ensure_ascii=False)))


def _print_findings(
    document: Document, found: Sequence[Finding], words: Words, attributes: Mapping[str, Attribute]
) -> None:
    """A table of the figures, and under it the quotes by their numbers."""
    told = ", ".join(filter(None, (document.edition, document.language)))
    typer.secho(f"{visible(document.title)} ({told})", bold=True)
    if not found:
        typer.echo("no figures were found\n")
        return
    rows = [
        (
            visible(finding.name if not finding.known else words.name(finding.subject)),
            visible(finding.measure or words.attribute(attributes[finding.attribute])),
            _value(finding, words),
            str(finding.as_of or finding.edition or ""),
            f"{finding.confidence:.2f}",
            "" if finding.known else f"{NEW}: {finding.kind}",
            f"[{number}]",
        )
        for number, finding in enumerate(found, 1)
    ]
    print_table(("subject", "attribute", "value", "edition", "confidence", "name", "quote"), rows)
    for number, finding in enumerate(found, 1):
        typer.secho(f"[{number}] {in_line(visible(finding.quote))}", dim=True)
    typer.echo()


def _value(finding: Finding, words: Words) -> str:
    text = words.value(finding.value, finding.unit)
    return words.text(f"qualifier-{finding.qualifier}", value=text) if finding.qualifier else text
