"""Says of figures that a program found in a document that nobody has checked them yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.citation.quotes import QuoteFinder
from qa.knowledge.facts import Fact
from qa.language.inline import clipped
from qa.models import Notice
from qa.wording.wording import Words

MOST_NAMED: Final = 3  # figures of one document that are named; of more, how many there are


def extracted(facts: Sequence[Fact], words: Words, quotes: QuoteFinder) -> list[Notice]:
    """A notice for each document in which a program found any of `facts`, with how sure it was of them."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.origin == "extracted":
            found.setdefault(fact.evidence[0].document_id, []).append(fact)
    return [
        Notice(
            kind="extracted",
            text=words.text(
                "notice-extracted",
                number=len(held),
                document=clipped(quotes.title(document)),
                figures=_figures(held, words),
                confidence=words.percent(min(fact.confidence or 0.0 for fact in held)),
            ),
        )
        for document, held in found.items()
    ]


def _figures(facts: Sequence[Fact], words: Words) -> str:
    if len(facts) > MOST_NAMED:
        return words.text("notice-extracted-many", number=len(facts))
    named = (
        words.text("fact-short", subject=words.name(fact.subject), value=words.fact_value(fact))
        for fact in facts
    )
    return words.series(dict.fromkeys(named))
