"""The drafts of drafts.yaml as the gate is given them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.documents import Frozen
from index.yamlfile import load_yaml
from qa.evaluation.drafts.item import DraftItem, DraftPiece, DraftRow
from qa.prose.doubts import Doubt
from qa.prose.told import ToldPieces

ASKED = {
    "en": "What is known about it?",
    "fr": "Que sait-on à ce sujet ?",
    "zh-Hans": "有哪些情况？",
    "zh-Hant": "有哪些情況？",
    "ja": "何が分かっていますか。",
}


class WrittenPiece(Frozen):
    """A quote of the file."""

    language: str
    title: str
    edition: str
    text: str


class WrittenDrafts(Frozen):
    """The file: honest drafts are language, pieces and words, hostile ones have a doubt before the words."""

    pieces: dict[str, WrittenPiece]
    honest: tuple[tuple[str, str, str], ...]
    hostile: tuple[tuple[str, str, Doubt, str], ...]


@cache
def written() -> WrittenDrafts:
    return WrittenDrafts.model_validate(load_yaml(Path(__file__).with_name("drafts.yaml")))


def told(text: str, language: str, *rows: tuple[str, str, str, str]) -> ToldPieces:
    """A quote and the figures that it proves, each with what it is of, its name, its value and its time."""
    figures = [
        DraftRow(subject=subject, figure=figure, value=value, edition=time)
        for subject, figure, value, time in rows
    ]
    piece = DraftPiece(id="E1", text=text, language=language, rows=tuple(figures))
    item = DraftItem(
        id="", language=language, question="?", pieces=(piece,), statement="?", cites=("E1",), honest=True
    )
    return ToldPieces.by(item.evidence.pieces, (), language)


def draft(language: str, cited: str, statement: str, *, honest: bool = True, kind: str = "") -> DraftItem:
    """A draft that cites the pieces with the names `cited`."""
    pieces = tuple(
        DraftPiece(
            id=name, **written().pieces[name].model_dump(include={"language", "title", "edition", "text"})
        )
        for name in cited.split()
    )
    return DraftItem(
        id=statement[:20],
        language=language,
        question=ASKED[language],
        statement=statement,
        pieces=pieces,
        cites=tuple(cited.split()),
        honest=honest,
        kind=kind,
    )
