"""Says of figures that a program found in a document that nobody has checked them yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa.citation.quotes import Quoting
from qa.drafts.draft import Note
from qa.knowledge.facts import Fact
from qa.language.inline import clipped
from qa.wording.wording import Wording

MOST_NAMED: Final = 3  # figures of one document that are named; of more it is told how many


def extracted(facts: Sequence[Fact], language: str, wording: Wording, quoting: Quoting) -> list[Note]:
    """A notice for each document in which a program found any of `facts`, with how sure it was of them."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.origin == "extracted":
            found.setdefault(fact.evidence[0].document_id, []).append(fact)
    return [
        Note(
            "extracted",
            wording.text(
                language,
                "notice-extracted",
                number=len(held),
                document=clipped(quoting.title(document)),
                figures=_figures(held, language, wording),
                confidence=wording.percent(min(fact.confidence or 0.0 for fact in held), language),
            ),
        )
        for document, held in found.items()
    ]


def _figures(facts: Sequence[Fact], language: str, wording: Wording) -> str:
    if len(facts) > MOST_NAMED:
        return wording.text(language, "notice-extracted-many", number=len(facts))
    named = (
        wording.text(
            language,
            "fact-short",
            subject=wording.name(fact.subject, language),
            value=wording.fact_value(fact, language),
        )
        for fact in facts
    )
    return wording.text(language, "list-separator").join(dict.fromkeys(named))
