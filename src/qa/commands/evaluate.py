"""`qa eval`: measures of retrieval, quotes, abstention and whole answers, and the page that reports them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from index.atomic import write_whole
from index.errors import FootnoteError, StorageError, writing
from qa.commands.drafts import drafts
from qa.commands.extract import complain
from qa.commands.gold_model import gold_with_model
from qa.commands.options import Corpus, Folders, Json, option_groups, progress_bar
from qa.commands.output import print_table

if TYPE_CHECKING:
    from qa.evaluation.extraction import ExtractionScores
    from qa.evaluation.gold.items import GoldItem
    from qa.evaluation.gold.judge import GoldVerdict
    from qa.evaluation.page.report import Report

app = typer.Typer(help="Measure the answers.")
app.command()(drafts)

SHOWN: Final = 300  # characters of a wrong answer

Files = list[Path]
Share = Annotated[
    float,
    typer.Option(
        "--unanswerable",
        min=0.0,
        max=0.9,
        help="Share of the paragraphs to remove; their questions then have no answer.",
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", min=0.0, max=1.0, help="Abstain below this confidence [env QA_THRESHOLD]."),
]


@dataclass(frozen=True, kw_only=True)
class MeasuredOn:
    """The data sets of a report; what is not given is not measured."""

    xquad_en: Annotated[Path | None, typer.Option("--xquad-en", help="XQuAD in English.")] = None
    xquad_zh: Annotated[Path | None, typer.Option("--xquad-zh", help="XQuAD in Chinese.")] = None
    gold_sets: Annotated[Files | None, typer.Option("--gold", help="A gold set; may be repeated.")] = None
    understanding: Annotated[
        Path | None, typer.Option("--understanding", help="What `qa train figures --json` printed.")
    ] = None
    held_out: Annotated[
        Path | None, typer.Option("--held-out", help="The folder that `qa train held` wrote to.")
    ] = None


@app.command()
def squad(
    file: Annotated[Path, typer.Argument(help="A SQuAD file: each of its paragraphs is a document.")],
    questions: Annotated[
        Path | None,
        typer.Option("--questions", help="Take the questions from this file (same ids)."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="Ask only this many questions, drawn at random."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the random draws.")] = 0,
    unanswerable: Share = 0.0,
    threshold: Threshold = None,
    *,
    as_json: Json = False,
) -> None:
    """Retrieval, quotes and abstention over the paragraphs of a SQuAD file."""
    from index.crossing import CrossingEncoder
    from index.embedding import open_embedder
    from qa.evaluation.squad.run import Draw, evaluate_squad, read_squad

    settings = Folders().settings(threshold)
    with progress_bar() as progress:
        report = evaluate_squad(
            *read_squad(file, questions),
            open_embedder(settings.model),
            Draw(limit, seed, unanswerable),
            threshold=settings.threshold,
            crossing=CrossingEncoder(),
            progress=progress,
            engine=settings.engine,
        )
    if as_json:
        typer.echo(report.model_dump_json(by_alias=True))
    else:
        values = report.model_dump(by_alias=True, exclude={"reliability", "costs", "intervals"})
        print_table(("", "value"), [(name, _cell(value)) for name, value in values.items()])


@app.command()
@option_groups
def gold(
    file: Annotated[Path, typer.Argument(help="Gold items: JSON Lines with turns and what must be said.")],
    folders: Folders,
    *,
    failures: Annotated[bool, typer.Option("--failures", help="Show what went wrong, item by item.")] = False,
    llm: Annotated[
        bool, typer.Option("--llm", help="Also as the language model of QA_LLM plans and words them.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Whole answers, asked turn by turn; a bad line is reported and the rest goes on."""
    from qa.evaluation.gold.items import read_gold
    from qa.evaluation.gold.measures import gold_table
    from qa.evaluation.gold.run import evaluate_gold
    from qa.evaluation.measures.tables import text_table

    if llm:
        gold_with_model(file, folders, as_json=as_json)
        return
    items, bad = read_gold(file)
    refused: list[str] = []

    def refuse(item: GoldItem, problem: str) -> None:
        refused.append(f"{file}: {item.id}: {problem}")

    engine = folders.engine_alone()
    with progress_bar() as progress:
        report = evaluate_gold(engine, items, complain=refuse, progress=progress)
    if as_json:
        typer.echo(report.model_dump_json(exclude=None if failures else {"failures"}))
    else:
        typer.echo(text_table(*gold_table(report)))
        for verdict in report.failures if failures else ():
            _print_failure(verdict)
    for line in [*(f"{file}:{line.number}: {line.problem}" for line in bad), *refused]:
        typer.echo(line, err=True)
    if bad:
        raise typer.Exit(1)


@app.command()
def facts(
    folder: Annotated[
        Path,
        typer.Argument(help="The articles that facts name in reported_by; or figures.jsonl and its docs/."),
    ],
    given: Annotated[
        list[str] | None,
        typer.Option("--as", help="KEY=FILE: which article a file is; may be repeated."),
    ] = None,
    *,
    failures: Annotated[bool, typer.Option("--failures", help="Show what was missed or is wrong.")] = False,
    as_json: Json = False,
    corpus: Corpus = None,
) -> None:
    """Precision and recall of the figures found in articles, against the facts that name them.

    Where FOLDER holds figures.jsonl, against all the figures that its docs/ state.
    """
    from qa.commands.stated_figures import tell_stated
    from qa.evaluation.extraction import compare_folder, rows
    from qa.evaluation.stated.key import FIGURES
    from qa.knowledge.knowledge import Knowledge

    knowledge = Knowledge.load(Folders(corpus=corpus).settings().corpus)
    if (folder / FIGURES).is_file():
        tell_stated(folder, knowledge, failures=failures, as_json=as_json)
        return
    files = _files_by_key(given or (), knowledge.reporters)
    compared, problems = compare_folder(folder, knowledge, files)
    if not compared:
        raise FootnoteError(
            f"{folder} holds none of the articles that facts name; say which with --as KEY=FILE."
        )
    if as_json:
        typer.echo(json.dumps(_as_json(compared), ensure_ascii=False))
    else:
        print_table(("article", "right", "found", "expected", "precision", "recall"), rows(compared))
        if failures:
            _print_differences(compared)
    complain(problems)


@app.command()
@option_groups
def report(
    folders: Folders,
    data: MeasuredOn,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where to write the page; its picture goes beside it.")
    ] = Path("docs/EVALUATION.md"),
    limit: Annotated[int, typer.Option("--limit", min=1, help="Questions in each run.")] = 300,
    threshold: Threshold = None,
    *,
    as_json: Json = False,
) -> None:
    """Take all the measurements and write them as one Markdown page; `--json` also prints every figure."""
    from index.crossing import CrossingEncoder
    from index.embedding import open_embedder
    from qa.evaluation.page.report import DataSets, make_report

    if not output.parent.is_dir():
        raise StorageError(f"The folder {output.parent} does not exist; make it, or choose another --output.")
    settings = folders.settings(threshold)
    with progress_bar() as progress:
        found = make_report(
            DataSets(
                *(data.xquad_en, data.xquad_zh, tuple(data.gold_sets or ()), data.understanding),
                held=tuple(sorted(data.held_out.glob("*.json"))) if data.held_out else (),
            ),
            open_embedder(settings.model),
            folders.engine_alone,
            threshold=settings.threshold,
            limit=limit,
            crossing=CrossingEncoder(),
            progress=progress,
        )
    for line in found.bad_lines:
        typer.echo(line, err=True)
    _write(found, output)
    typer.echo(found.model_dump_json(by_alias=True) if as_json else f"{output} is written.")
    if found.bad_lines:
        raise typer.Exit(1)


def _write(found: Report, output: Path) -> None:
    """The page, and its picture if there is a curve to draw."""
    from qa.evaluation.page.chart import reliability_chart
    from qa.evaluation.page.page import PAIRS, page

    picture = output.with_suffix(".svg")
    curves = {PAIRS[name]: section.reduced.reliability for name, section in found.squad.items()}
    with writing(output):
        if curves:
            write_whole(picture, reliability_chart(curves).encode())
        write_whole(output, page(found, picture.name).encode())


def _print_differences(compared: dict[str, ExtractionScores]) -> None:
    for name, comparison in compared.items():
        for sign, figures in (("missed", comparison.missed), ("wrong", comparison.wrong)):
            for figure in figures:
                typer.echo(f"{name}: {sign}: {figure}")


def _print_failure(verdict: GoldVerdict) -> None:
    typer.echo(
        f"\n{verdict.id} {verdict.kind} {verdict.language} {verdict.outcome}: {' / '.join(verdict.turns)}"
    )
    typer.echo(f"  {'; '.join(verdict.faults)}")
    typer.echo(f"  said: {' '.join(verdict.answer.split())[:SHOWN]}")


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _files_by_key(given: Sequence[str], known: Collection[str]) -> dict[str, Path]:
    files = {}
    for pair in given:
        key, _, path = pair.partition("=")
        if not key or not path:
            raise typer.BadParameter(f"{pair!r} is not of the form KEY=FILE", param_hint="--as")
        files[key] = Path(path)
    unknown = next((key for key in files if key not in known), None)
    if unknown is not None:
        raise typer.BadParameter(f"{unknown!r} is not a key of sources.yaml", param_hint="--as")
    return files


def _as_json(compared: dict[str, ExtractionScores]) -> dict[str, Any]:
    from qa.evaluation.extraction import total

    def measures(comparison: ExtractionScores) -> dict[str, Any]:
        return {
            "precision": comparison.precision,
            "recall": comparison.recall,
            **comparison.model_dump(mode="json"),
        }

    articles = {name: measures(comparison) for name, comparison in compared.items()}
    return {**measures(total(compared.values())), "articles": articles}
