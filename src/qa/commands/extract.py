"""`qa facts extract`: the figures of articles; `qa eval facts`: how many of them are right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from index.errors import CorpusError, FootnoteError
from qa.commands.options import Corpus, DataDir, Json, Language, check_language, progress_bar, settings
from qa.commands.output import print_table
from qa.language.inline import in_line, visible

if TYPE_CHECKING:
    from index.documents import Document
    from qa.evaluation.extraction import Comparison
    from qa.extraction.finding import Finding
    from qa.knowledge.attributes import Attribute
    from qa.knowledge.knowledge import Knowledge
    from qa.settings import Settings
    from qa.wording.wording import Words

KINDS: Final = (".md", ".markdown", ".txt", ".html", ".htm", ".xhtml")
READ_ME: Final = "readme"
NEW: Final = "new"

Edition = Annotated[
    str | None,
    typer.Option(
        "--edition", help="The edition that the documents tell of, such as 2025-Q1.", show_default=False
    ),
]


def extract(
    documents: Annotated[list[Path], typer.Argument(help="Articles: Markdown, HTML or text.")],
    edition: Edition = None,
    language: Language = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON for each figure.")] = False,  # noqa: FBT002 - a flag of the command line
    keep: Annotated[bool, typer.Option("--keep", help="Keep what is found for `qa facts review`.")] = False,  # noqa: FBT002 - a flag of the command line
    data_dir: DataDir = None,
    corpus: Corpus = None,
) -> None:
    """Find the figures that articles state: scores, users, money and dates, each with its quote."""
    from qa.extraction.extractor import Extractor
    from qa.knowledge.knowledge import Knowledge
    from qa.wording.messages import Messages
    from qa.wording.wording import Wording

    check_language(language)
    chosen = settings(data_dir, corpus)
    knowledge = Knowledge.load(chosen.corpus)
    extractor, words = Extractor(knowledge), Wording(knowledge, Messages()).words("en")
    problems: list[str] = []
    found: list[Finding] = []
    for document in _read(documents, edition, language, problems):
        here = extractor.extract(document)
        found += here
        if as_json:
            _print_lines(here)
        else:
            _print_findings(document, here, words, extractor.attributes)
    if keep:
        _keep(found, chosen)
    _complain(problems)


def _keep(found: Sequence[Finding], chosen: Settings) -> None:
    """Keep what was found, and say when it can be decided on: a quote is shown in its document alone."""
    from index.documents import load_documents
    from qa.review.reviewed import FILE
    from qa.review.store import ReviewStore

    added = ReviewStore(chosen.data_dir / FILE).add(found)
    absent = {f.document_id for f in found} - {document.id for document in load_documents(chosen.corpus)}
    waits = ", once the corpus holds the documents" if absent else ""
    typer.echo(f"{added} new figures are kept; decide on them with `qa facts review`{waits}.", err=True)


def facts(
    folder: Annotated[Path, typer.Argument(help="A folder of the articles that facts name in reported_by.")],
    given: Annotated[
        list[str] | None,
        typer.Option("--as", help="KEY=FILE: which article a file is; may be repeated.", show_default=False),
    ] = None,
    failures: Annotated[bool, typer.Option("--failures", help="Show what was missed or is wrong.")] = False,  # noqa: FBT002 - a flag
    as_json: Json = False,  # noqa: FBT002 - a flag of the command line
    corpus: Corpus = None,
) -> None:
    """Precision and recall of the figures found in articles, against the facts that name them."""
    from qa.evaluation.extraction import rows
    from qa.knowledge.knowledge import Knowledge

    knowledge = Knowledge.load(settings(corpus=corpus).corpus)
    problems: list[str] = []
    compared = _compared(folder, knowledge, _pairs(given or ()), problems)
    if not compared:
        raise FootnoteError(
            f"{folder} holds none of the articles that facts name; say which with --as KEY=FILE."
        )
    if as_json:
        typer.echo(json.dumps(_report(compared), ensure_ascii=False))
    else:
        print_table(("article", "right", "found", "there", "precision", "recall"), rows(compared))
        for name, comparison in compared.items() if failures else ():
            for sign, figures in (("missed", comparison.missed), ("wrong", comparison.wrong)):
                for figure in figures:
                    typer.echo(f"{name}: {sign}: {figure}")
    _complain(problems)


def _compared(
    folder: Path, knowledge: Knowledge, given: dict[str, Path], problems: list[str]
) -> dict[str, Comparison]:
    """By the key of each article, what was found in it without the facts against these."""
    from dataclasses import replace

    from qa.evaluation.extraction import compare, matched
    from qa.extraction.extractor import Extractor
    from qa.knowledge.facts import FactStore

    if not folder.is_dir():
        raise FootnoteError(f"{folder} is not a folder; name the one that holds the articles.")
    unknown = next((key for key in given if key not in knowledge.reporters), None)
    if unknown is not None:
        raise typer.BadParameter(f"{unknown!r} is not a key of sources.yaml", param_hint="--as")
    inside = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in KINDS and p.stem.lower() != READ_ME]
    paths = list(dict.fromkeys((*inside, *given.values())))
    read = {Path(path): document for path, document in _by_path(paths, problems)}
    articles, strangers = matched(read, knowledge.reporters, given)
    problems += [
        f"{path}: is not one of the articles that facts cite; say which with --as" for path in strangers
    ]
    extractor = Extractor(replace(knowledge, facts=FactStore(())))
    return {
        article.reporter: compare(
            extractor.extract(read[article.path]),
            (fact for fact in knowledge.facts.facts if article.reporter in fact.reported_by),
        )
        for article in articles
    }


def _by_path(paths: Sequence[Path], problems: list[str]) -> Iterator[tuple[Path, Document]]:
    from qa.extraction.sources.source import read_source

    for path in paths:
        try:
            yield path, read_source(path)
        except CorpusError as error:
            problems.append(str(error))


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


def _pairs(given: Sequence[str]) -> dict[str, Path]:
    pairs = {}
    for pair in given:
        key, sign, path = pair.partition("=")
        if not sign or not key or not path:
            raise typer.BadParameter(f"{pair!r} is not of the form KEY=FILE", param_hint="--as")
        pairs[key] = Path(path)
    return pairs


def _print_lines(found: Sequence[Finding]) -> None:
    for finding in found:
        typer.echo(
            visible(json.dumps({"id": finding.id, **finding.model_dump(mode="json")}, ensure_ascii=False))
        )


def _print_findings(
    document: Document, found: Sequence[Finding], words: Words, attributes: Mapping[str, Attribute]
) -> None:
    """A table of the figures, and under it the quotes by their numbers."""
    typer.secho(f"{visible(document.title)} ({document.edition}, {document.language})", bold=True)
    if not found:
        typer.echo("no figures were found\n")
        return
    rows = [
        (
            visible(finding.name if not finding.known else words.name(finding.subject)),
            words.attribute(attributes[finding.attribute]),
            _value(finding, words),
            str(finding.edition or ""),
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


def _report(compared: dict[str, Comparison]) -> dict[str, object]:
    from qa.evaluation.extraction import total

    def measures(comparison: Comparison) -> dict[str, object]:
        return {
            "precision": comparison.precision,
            "recall": comparison.recall,
            **comparison.model_dump(mode="json"),
        }

    return {
        **measures(total(compared.values())),
        "articles": {name: measures(comparison) for name, comparison in compared.items()},
    }


def _complain(problems: Sequence[str]) -> None:
    for problem in problems:
        typer.echo(" ".join(problem.split()), err=True)
    if problems:
        raise typer.Exit(1)
