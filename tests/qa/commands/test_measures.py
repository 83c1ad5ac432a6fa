"""`qa measures`, and `--measure`: figures that a document names itself, found in it and looked up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.qa.cli import Run, asked

SCOOTERS = """---
id: scooters
title: Scooter test 2024
language: en
published: 2024-05-02
license: MIT
---
# Scooter test 2024

| Scooter | Top speed (km/h) | Price (EUR) |
| --- | --- | --- |
| Kestrel GT | 46 | 899 |
| Heron 2 | 43 | 649 |
| Plover Mini | 25 | 399 |
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    (folder / "scooters.md").write_text(SCOOTERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


def test_measures_are_listed(run: Run, own: Path, kept: Path) -> None:
    outcome = run("measures", data_dir=kept, corpus=own)
    head, *rows = (line.split() for line in outcome.out.strip().split("\n"))
    assert head == ["measure", "unit", "things", "documents", "times"]
    assert sorted(rows) == [["Price", "EUR", "3", "1", "2024"], ["Top", "speed", "km/h", "3", "1", "2024"]]
    listed = run("measures", "--json", data_dir=kept, corpus=own).out.splitlines()
    assert sorted(map(json.loads, listed), key=lambda one: str(one["measure"]))[0] == {
        "id": "own:price:EUR",
        "measure": "Price",
        "unit": "EUR",
        "things": 3,
        "documents": 1,
        "times": ["2024"],
    }


def test_figures_are_looked_up_by_a_measure(run: Run, own: Path, kept: Path) -> None:
    one = asked(run, own, kept, "score", "kestrl gt", "--measure", "price", "--edition", "2024")
    assert [(f["subject"], f["value"], f["unit"]) for f in one["facts"]] == [("Kestrel GT", 899, "EUR")]
    two = asked(run, own, kept, "compare", "heron-2", "Plover Mini", "--measure", "top speed")
    assert [(f["subject"], f["value"]) for f in two["facts"]] == [("Heron 2", 43), ("Plover Mini", 25)]
    order = asked(run, own, kept, "rank", "--measure", "price", "--top", "2")
    assert [f["value"] for f in order["facts"]] == [899, 649]
    assert asked(run, own, kept, "history", "heron-2", "--measure", "price")["facts"][0]["value"] == 649


def test_a_picture_of_an_order(run: Run, own: Path, kept: Path, tmp_path: Path) -> None:
    chart = tmp_path / "order.svg"
    assert run("rank", "--measure", "price", "--chart", chart, data_dir=kept, corpus=own).code == 0
    assert "Price" in chart.read_text(encoding="utf-8")
    assert "899 euros" in chart.read_text(encoding="utf-8")


def test_what_there_is_none_of(run: Run, own: Path, kept: Path) -> None:
    answer = asked(run, own, kept, "rank", "--measure", "prise in EUR")
    assert answer["abstained"]
    assert "“Price”" in answer["answer"]
    complaint = run("score", "heron-2", "--edition", "2019", data_dir=kept, corpus=own).complains(2)
    assert "there is no edition '2019', only 2024" in complaint
    assert "not readable text" in run("rank", "--measure", "\ufffd", data_dir=kept, corpus=own).complains(2)


def test_a_declared_corpus_lists_its_figures(run: Run, small_corpus: Path, store: Path) -> None:
    listed = run(
        "measures", "--json", "--language", "fr", data_dir=store, corpus=small_corpus
    ).out.splitlines()
    first = json.loads(listed[0])
    assert (first["id"], first["unit"], first["times"]) == ("sky_index", "points", ["2030-Q1", "2030-Q2"])
