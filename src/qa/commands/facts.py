"""`qa facts`: checking, extracting, reviewing and exchanging the corpus's structured facts."""

from __future__ import annotations

import typer

from index.errors import FootnoteError
from qa.commands import exchange, extract, review
from qa.commands.options import Folders, option_groups

app = typer.Typer(help="Check, extract, review, export and import the structured facts.")


@app.command()
@option_groups
def check(folders: Folders) -> None:
    """Check that every fact's quote is in its document and states its value, and that all references hold."""
    from qa.commands.documents import documents_of
    from qa.knowledge.knowledge import Knowledge
    from qa.review.fact_check import problems

    settings = folders.settings()
    knowledge = Knowledge.load(settings.corpus)
    found = problems(knowledge, tuple(documents_of(settings).values()))
    for problem in found:
        typer.echo(problem, err=True)
    if found:
        raise FootnoteError(f"{len(found)} problems in {len(knowledge.facts.facts)} facts.")
    held = len(knowledge.facts.facts)
    quotes = sum(len(fact.evidence) for fact in knowledge.facts.facts)
    typer.echo(f"{held} facts, {quotes} quotes, {len(knowledge.entities.by_id)} entities: sound")


app.command()(extract.extract)
app.command()(review.review)
app.command()(exchange.export)
app.command(name="import")(exchange.import_)
