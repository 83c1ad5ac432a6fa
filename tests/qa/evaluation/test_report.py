"""The report: what is run over which data, the page and its picture, the command."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from index import embedding
from index.errors import FootnoteError
from qa.engine import Engine
from qa.evaluation.measures.reliability import Bin
from qa.evaluation.measures.tables import figure, markdown_table, text_table
from qa.evaluation.page import page as pages
from qa.evaluation.page import report as reports
from qa.evaluation.page.chart import reliability_chart
from qa.evaluation.page.page import page
from qa.evaluation.page.report import DataSets, Report, make_report
from qa.evaluation.training.figures import AttributeFigures, QuestionFigures, WantFigures
from tests.index.samples import TermEmbedder
from tests.qa.cli import Run

ROOT = Path(__file__).parents[3]
ENGLISH = (
    ("Apples are red fruit. They grow on tall trees.", "What are apples?", "red fruit"),
    ("Boats float on deep water. Sailors steer them.", "Who steer boats?", "Sailors"),
    ("Clouds carry rain. Winds push clouds eastward.", "What do clouds carry?", "rain"),
    ("Drums make noise. Children like loud drums.", "Who like drums?", "Children"),
)
CHINESE = (
    ("苹果是红色的水果。它们长在树上。", "苹果是什么？", "水果"),
    ("船浮在深水上。水手驾驶船。", "谁驾驶船？", "水手"),
    ("云带来雨。风把云吹向东方。", "云带来什么？", "雨"),
    ("鼓发出声音。孩子们喜欢鼓。", "谁喜欢鼓？", "孩子们"),
)
GOLD = {
    "language": "en",
    "kind": "score",
    "answerable": True,
    "turns": ["Zephyr 2 score in Q1?"],
    "must": [["71"]],
}


def xquad(path: Path, texts: tuple[tuple[str, str, str], ...]) -> Path:
    entries = [
        {"context": text, "qas": [{"id": str(n), "question": question, "answers": [{"text": answer}]}]}
        for n, (text, question, answer) in enumerate(texts)
    ]
    path.write_text(json.dumps({"data": [{"title": "t", "paragraphs": entries}]}), encoding="utf-8")
    return path


@pytest.fixture
def sources(tmp_path: Path) -> DataSets:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(GOLD | {"id": "1"}) + "\n{bad\n", encoding="utf-8")
    english, chinese = tmp_path / "en.json", tmp_path / "zh.json"
    return DataSets(xquad(english, ENGLISH), xquad(chinese, CHINESE), (gold,))


@pytest.fixture
def made(sources: DataSets, small_engine: Engine) -> Report:
    return make_report(sources, TermEmbedder(dimension=512), lambda: small_engine, threshold=0.5)


def never() -> Engine:
    raise AssertionError("no engine is needed")


def test_the_fixed_list(made: Report) -> None:
    assert list(made.squad) == ["en", "zh", "zh-en"]
    for section in made.squad.values():
        assert (section.full.documents, section.reduced.documents) == (4, 3)
        assert (section.full.answerable, section.reduced.answerable) == (4, 3)
        assert section.full.hallucination is None
        assert section.reduced.hallucination is not None
        assert list(section.steps) == ["lexical", "dense", "reciprocal", "fused", "learned"]
    assert made.squad["en"].steps["lexical"].ndcg_at_10 == made.squad["en"].full.ndcg_at_10 == 1.0
    assert made.squad["zh-en"].steps["lexical"].recall_at_1 == 0.0, "no term is shared"
    assert made.calibration is not None
    assert sum(b.count for b in made.calibration.bins) == 12, "the questions of three reduced runs"
    assert made.gold["gold.jsonl"].overall.accuracy == 1.0
    assert made.bad_lines[0].startswith("gold.jsonl:2: ")
    assert made.packages["footnote"]


def test_only_what_is_given_is_measured(sources: DataSets) -> None:
    only = make_report(DataSets(xquad_zh=sources.xquad_zh), TermEmbedder(), never, threshold=0.5, limit=3)
    assert list(only.squad) == ["zh"]
    assert only.squad["zh"].full.questions == 3
    assert (only.gold, only.bad_lines) == ({}, ())
    with pytest.raises(FootnoteError, match="nothing to measure"):
        make_report(DataSets(), TermEmbedder(), never, threshold=0.5)


def test_a_gold_set_alone(sources: DataSets, small_engine: Engine) -> None:
    found = make_report(DataSets(gold=sources.gold), TermEmbedder(), lambda: small_engine, threshold=0.5)
    assert (found.squad, found.calibration) == ({}, None)
    text = page(found, "x.svg")
    assert "## Whole answers: gold.jsonl" in text
    assert "## Retrieval" not in text
    assert "XQuAD](" not in text


def test_the_same_again(sources: DataSets, small_engine: Engine, made: Report) -> None:
    again = make_report(sources, TermEmbedder(dimension=512), lambda: small_engine, threshold=0.5)
    timed = {"date", "passages_per_second", "query_ms_p50", "query_ms_p95", "latency_ms", "latency_ms_median"}

    def lasting(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: lasting(held) for key, held in value.items() if key not in timed}
        return [lasting(held) for held in value] if isinstance(value, list | tuple) else value

    assert lasting(again.model_dump()) == lasting(made.model_dump())


def test_progress_names_the_runs(sources: DataSets) -> None:
    seen: set[str] = set()
    english = DataSets(xquad_en=sources.xquad_en)
    make_report(english, TermEmbedder(), never, threshold=0.5, progress=lambda label, *_: seen.add(label))
    assert seen >= {"texts", "en", "en, 30% removed"}


def test_packages_that_are_not_installed_are_left_out(
    sources: DataSets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "PACKAGES", ("numpy", "no-such-package"))
    found = make_report(DataSets(xquad_en=sources.xquad_en), TermEmbedder(), never, threshold=0.5)
    assert list(found.packages) == ["numpy"]


# --- the page -------------------------------------------------------------------------


def test_the_page(made: Report) -> None:
    text = page(made, "EVALUATION.svg")
    for heading in ("Data", "Retrieval", "Abstention", "What each step gains", "Reproducing it"):
        assert f"\n## {heading}\n" in text
    assert f"Measured on {made.date.isoformat()}" in text
    assert "CC BY-SA 4.0 | 4 paragraphs: measured |" in text
    assert "](EVALUATION.svg)" in text
    assert "| Chinese → English |" in text
    assert "$" not in text
    assert "--xquad-en xquad.en.json --xquad-zh xquad.zh.json --gold gold.jsonl" in text
    en = made.squad["en"]
    assert f"| English → English | {en.full.ndcg_at_10:.3f} |" in text
    assert f"| as answered | {en.steps['learned'].ndcg_at_10:.3f} | +0.000 |" in text
    widths = {line.count("|") for line in text.split("## Abstention")[1].split("\n\n")[2].split("\n")}
    assert widths == {7}, "every row of a table has as many cells as its head"


def test_first_runs_are_on_the_page_as_they_were(made: Report) -> None:
    runs = (Path(pages.__file__).with_name("blind.md")).read_text(encoding="utf-8")
    assert runs in page(made, "x.svg")
    assert runs in (ROOT / "docs" / "EVALUATION.md").read_text(encoding="utf-8")


def test_how_questions_are_read(sources: DataSets, small_engine: Engine, tmp_path: Path) -> None:
    wants = WantFigures(
        language="fr",
        utterances=12,
        intent=0.5,
        intent_nameless=0.25,
        either=0.75,
        link=1.0,
        precision=0.9,
        recall=0.8,
    )
    attributes = AttributeFigures(
        name="boats", questions=7, likeliest=0.8, right=0.6, false_none=0.3, none=0.9
    )
    figures = QuestionFigures(
        seed=3,
        folds=4,
        wants=(wants,),
        attributes_by_language=(attributes,),
        attributes_by_domain=(attributes,),
    )
    file = tmp_path / "figures.json"
    file.write_text(figures.model_dump_json(), encoding="utf-8")
    data = DataSets(gold=sources.gold, understanding=file)
    found = make_report(data, TermEmbedder(), lambda: small_engine, threshold=0.5)
    text = page(found, "x.svg")
    assert found.understanding == figures
    assert "4 folds, dealt by seed 3" in text
    assert "| fr | 12 | 0.500 | 0.250 | 0.750 | 1.000 | 0.900 | 0.800 |" in text
    assert text.count("| boats | 7 | 0.800 | 0.600 | 0.300 | 0.900 |") == 2
    assert "--gold gold.jsonl --understanding figures.json" in text
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(FootnoteError, match=r"figures\.json holds no figures of `qa train figures --json`"):
        make_report(data, TermEmbedder(), lambda: small_engine, threshold=0.5)


def test_the_picture(made: Report) -> None:
    curves = {name: section.reduced.reliability for name, section in made.squad.items()}
    root = ElementTree.fromstring(reliability_chart(curves))  # noqa: S314 - ours
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}polyline")) == 3
    ElementTree.fromstring(reliability_chart({}))  # noqa: S314 - ours


def test_the_picture_puts_points_where_they_belong() -> None:
    perfect = [
        Bin(low=n / 10, high=n / 10 + 0.1, confidence=n / 10, right=n / 10, count=n) for n in (0, 5, 10)
    ]
    text = reliability_chart({"a < b": perfect})
    assert 'points="48.0,408.0 228.0,228.0 408.0,48.0"' in text
    assert "a &lt; b" in text


def test_tables() -> None:
    assert [figure(value) for value in (None, 3, 0.12345, 1.0)] == ["–", "3", "0.123", "1.000"]
    assert markdown_table(("a", "b"), [("x|y", "1")]) == "| a | b |\n| --- | --- |\n| x\\|y | 1 |"
    assert text_table(("", "n"), [("all", "10"), ("a", "2")]) == "      n\nall  10\na     2"


# --- the command ----------------------------------------------------------------------


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "open_embedder", lambda _: TermEmbedder(dimension=512))


@pytest.mark.usefixtures("toy")
def test_the_command(run: Run, sources: DataSets, small_corpus: Path, store: Path, tmp_path: Path) -> None:
    output = tmp_path / "PAGE.md"
    gold = tmp_path / "fine.jsonl"
    gold.write_text(json.dumps(GOLD | {"id": "1"}), encoding="utf-8")
    options = [
        "--xquad-en",
        str(sources.xquad_en),
        "--gold",
        str(gold),
        "--output",
        str(output),
        "--limit",
        "4",
    ]
    outcome = run("eval", "report", *options, "--threshold", "0.1", data_dir=store, corpus=small_corpus)
    assert (outcome.code, outcome.out, outcome.err) == (0, f"{output} is written.\n", "")
    assert "](PAGE.svg)" in output.read_text(encoding="utf-8")
    assert (tmp_path / "PAGE.svg").read_text(encoding="utf-8").startswith("<svg")
    outcome = run("eval", "report", *options, "--json", data_dir=store, corpus=small_corpus)
    assert json.loads(outcome.out)["squad"]["en"]["full"]["recall@1"] == 1.0


@pytest.mark.usefixtures("toy")
def test_the_command_tells_bad_lines(
    run: Run, sources: DataSets, small_corpus: Path, store: Path, tmp_path: Path
) -> None:
    output = tmp_path / "PAGE.md"
    gold = ["--gold", str(sources.gold[0]), "--output", str(output)]
    outcome = run("eval", "report", *gold, data_dir=store, corpus=small_corpus)
    assert outcome.code == 1
    assert outcome.err.startswith("gold.jsonl:2: ")
    assert "Whole answers" in output.read_text(encoding="utf-8")
    assert not (tmp_path / "PAGE.svg").exists(), "without XQuAD there is no curve"


@pytest.mark.usefixtures("toy")
def test_what_cannot_be_written(
    run: Run, sources: DataSets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ["--xquad-en", str(sources.xquad_en)]
    missing = run("eval", "report", *data, "--output", tmp_path / "none" / "PAGE.md").complains(1)
    assert "does not exist" in missing
    folder = tmp_path / "PAGE.md"
    folder.mkdir()
    assert "cannot be written" in run("eval", "report", *data, "--output", folder).complains(1)
    assert "nothing to measure" in run("eval", "report", "--output", tmp_path / "x.md").complains(1)


@pytest.mark.usefixtures("toy")
def test_squad_at_a_threshold(run: Run, sources: DataSets) -> None:
    file = str(sources.xquad_en)
    options = ["--unanswerable", "0.3", "--threshold", "1", "--json"]
    found = json.loads(run("eval", "squad", file, *options).out)
    assert (found["false_refusal"], found["hallucination"], found["threshold"]) == (1.0, 0.0, 1.0)
    table = run("eval", "squad", file)
    assert "hallucination" in table.out
    assert "–" in table.out
    assert run("eval", "squad", file, "--unanswerable", "1.5").complains(2)
