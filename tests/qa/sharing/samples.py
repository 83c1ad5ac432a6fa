"""Shared answers of invented documents."""

from __future__ import annotations

from collections.abc import Sequence

from qa.models import Answer, Citation, Line, Notice, Reply, SourceView, Turn
from qa.sharing.shared import SharedAnswer

GAZETTE = SourceView(
    publisher="Harbour Gazette",
    title="Tides & tariffs: 100% of it",
    published="2025-03-03",
    url="https://gazette.example/a_b?c=1#d",
)
UNNAMED = SourceView(publisher=None, title="A leaflet", published=None, url=None)


def cited(number: int = 1, quote: str = "The tariff rose to 12 euros.", **changes: object) -> Citation:
    fields: dict[str, object] = {
        "number": number,
        "document_id": "tariffs",
        "title": "Harbour tariffs, a digest",
        "edition": "2025",
        "language": "en",
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "sources": (GAZETTE,),
    }
    return Citation.model_validate(fields | changes)


def shared(
    *citations: Citation,
    question: str = "What is the tariff?",
    text: str = "The tariff is 12 euros.",
    notices: Sequence[str] = (),
    language: str = "en",
    url: str | None = "https://footnote.example/a/k1",
) -> SharedAnswer:
    numbers = tuple(one.number for one in citations)
    answer = Answer(
        id="1",
        question=question,
        language=language,
        answer=text,
        confidence=0.9,
        citations=citations,
        notices=tuple(Notice(kind="conflict", text=notice) for notice in notices),
        corpus_version="v1",
        latency_ms=1.0,
    )
    lines = (Line(kind="statement", text=text, citations=numbers),)
    reply = Reply(answer=answer, turn=Turn(question=question, language=language), lines=lines)
    return SharedAnswer(key="k1", reply=reply, asked="2025-04-01", url=url)
