"""What `qa ask` prints under an answer: each quote with its document, its place there, and its address."""

from __future__ import annotations

import pytest

from qa.commands.output import print_proof
from qa.models import PlaceView, SourceView, TableView
from tests.bot import fakes

OWN = SourceView(publisher=None, title="Trams", published="2025-03", url="https://tram.example/")
PLACED = fakes.citation(
    title="Trams",
    edition="",
    language="en",
    quote="| Elm Street | 8,631 |",
    sources=(),
    file="trams.pdf",
    place=PlaceView(kind="page", label="14", last="15"),
    table=TableView(row="Elm Street", columns=("Riders",)),
)


@pytest.mark.parametrize(
    ("language", "about"),
    [
        ("en", "pp. 14–15, row “Elm Street”, column “Riders”, en"),
        ("fr", "p. 14–15, ligne « Elm Street », colonne « Riders », en"),
        ("ja", "14–15ページ, 「Elm Street」の行、「Riders」の列, en"),
    ],
)
def test_the_place_is_told_in_the_language_of_the_answer(
    language: str, about: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_proof(fakes.reply("q", "a [1]", citations=(PLACED,), language=language).answer)
    printed = capsys.readouterr().out.replace("\u00a0", " ")
    assert printed == f"\n[1] | Elm Street | 8,631 |\n    Trams ({about}) ← trams.pdf\n"


def test_the_address_is_that_of_the_quote(capsys: pytest.CaptureFixture[str]) -> None:
    web = {"sources": (OWN,), "place": None, "table": None, "url": "https://tram.example/#:~:text=Elm"}
    print_proof(fakes.reply("q", "a [1]", citations=(PLACED.model_copy(update=web),)).answer)
    assert "Trams (en) ← 2025-03, https://tram.example/#:~:text=Elm\n" in capsys.readouterr().out
