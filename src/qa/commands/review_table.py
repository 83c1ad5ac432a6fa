"""All findings as a table, or as JSON for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from qa.commands.output import print_table
from qa.language.inline import clipped, visible

if TYPE_CHECKING:
    from qa.review.queue import ReviewQueue

LONGEST_CELL = 32  # characters


def print_list(queue: ReviewQueue, language: str) -> None:
    """What is to be decided, with how many there are of each status."""
    waiting = queue.waiting()
    rows = []
    for review in waiting:
        sheet = queue.sheet(review, language)
        cells = (sheet.name, sheet.attribute, sheet.value, sheet.edition, sheet.confidence, sheet.document)
        rows.append((review.id, *(clipped(cell, LONGEST_CELL) for cell in cells)))
    if rows:
        print_table(("id", "name", "attribute", "value", "edition", "confidence", "document"), rows)
    counts = [review.status for review in queue.store.all()]
    accepted, rejected = counts.count("accepted"), counts.count("rejected")
    typer.echo(f"{len(rows)} to decide, {accepted} accepted, {rejected} rejected")


def print_json(queue: ReviewQueue) -> None:
    """Every finding with its status: one line, an array of objects."""
    waiting = {review.id for review in queue.waiting()}
    found = [
        {
            "id": review.id,
            "status": review.status,
            "to_decide": review.id in waiting,
            "by": review.by,
            "at": review.at,
            "entity": review.entity,
            **review.finding.model_dump(mode="json"),
        }
        for review in queue.store.all()
    ]
    typer.echo(visible(json.dumps(found, ensure_ascii=False)))
