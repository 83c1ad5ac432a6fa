"""`qa train`: both files of weights, the figures, and what cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import embedding
from qa.evaluation.training import attributes
from qa.understanding import lessons
from qa.understanding.model import DIMENSION, load_model
from qa.understanding.names import load_names
from qa.understanding.utterance import Intent, Link
from tests.index.samples import TermEmbedder
from tests.qa.cli import Run


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> int:
    """Little to learn from, in a space of terms; the number of utterances."""
    english = [one for one in lessons.read_utterances() if one.language == "en"]
    wanted = [[one for one in english if one.intent is intent] for intent in (Intent.COUNT, Intent.THANKS)]
    linked = [[one for one in english if one.link is link] for link in (Link.ALONE, Link.LEANS)]
    some = list(dict.fromkeys(one for each in (*wanted, *linked) for one in each[:12]))
    domains = ("AI models and labs", "museums", "airlines and airports")
    few = [one for one in lessons.read_lessons() if one.domain in domains]
    monkeypatch.setattr(lessons, "read_utterances", lambda: tuple(some))
    monkeypatch.setattr(lessons, "read_lessons", lambda: tuple(few))
    monkeypatch.setattr(embedding, "BundledEmbedder", lambda: TermEmbedder(dimension=DIMENSION))
    monkeypatch.setattr(attributes, "EPOCHS", 2)
    return len(some)


def test_both_files_are_written(run: Run, little: int, tmp_path: Path) -> None:
    done = run("train", "questions", "--output", tmp_path)
    assert done.code == 0, done.err
    assert f"are written, from {little} utterances." in done.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["names.npz", "questions.npz"]
    assert load_model(tmp_path / "questions.npz").others.any()
    assert load_names(tmp_path / "names.npz").shape.any()


def test_a_folder_that_is_not_there_is_told_before_anything_is_learned(run: Run, tmp_path: Path) -> None:
    told = run("train", "questions", "--output", tmp_path / "nothing").complains(1)
    assert told.endswith("nothing does not exist; make it, or choose another --output.")


@pytest.mark.usefixtures("little")
def test_figures_as_json_and_as_tables(run: Run) -> None:
    done = run("train", "figures", "--folds", "2", "--seed", "3", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert (found["seed"], found["folds"]) == (3, 2)
    assert [row["language"] for row in found["wants"]] == ["all", "en"]
    assert {row["name"] for row in found["attributes_by_domain"]} == {
        "all",
        "AI models and labs",
        "airlines and airports",
        "museums",
    }
    shown = run("train", "figures", "--folds", "2", "--seed", "3").out
    assert "likeliest" in shown
    assert f"{found['wants'][0]['intent']:.3f}" in shown
