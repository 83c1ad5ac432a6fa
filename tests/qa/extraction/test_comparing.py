"""Findings against facts, and the commands that show both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from index.errors import FootnoteError
from qa.commands import evaluate, extract
from qa.evaluation.extraction import ExtractionScores, compare, matched, rows, total
from qa.extraction.sources.source import read_source
from qa.knowledge.knowledge import Knowledge
from qa.review.reviewed import FILE
from qa.review.store import ReviewStore
from qa.settings import shipped_corpus
from tests.qa.extraction.conftest import Find

ARTICLE = """# The Q1 2025 report

o1 scores 94 on the Intelligence Index, R1 90. Grok 9 scores 12 on the Intelligence Index.
"""


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    found = typer.Typer()
    found.command()(extract.extract)
    found.command()(evaluate.facts)
    return found


def test_right_missed_and_wrong(find: Find, knowledge: Knowledge) -> None:
    facts = [
        f for f in knowledge.facts.facts if f.edition == "2025-Q1" and f.subject in ("o1", "deepseek-r1")
    ]
    found = compare(find(ARTICLE, "2025-Q1"), facts)
    assert [str(figure) for figure in found.right] == ["o1 intelligence_index 94 (2025-Q1)"]
    assert [str(figure) for figure in found.missed] == ["deepseek-r1 intelligence_index 89 (2025-Q1)"]
    assert [figure.subject for figure in found.wrong] == ["deepseek-r1", "grok-9"]
    assert (found.precision, found.recall) == (1 / 3, 1 / 2)
    both = total([found, found])
    assert (len(both.right), both.precision) == (2, 1 / 3)
    assert rows({"a": found})[0] == ("a", "1", "3", "2", "0.333", "0.500")


def test_nothing_has_no_measure() -> None:
    nothing = ExtractionScores(right=(), missed=(), wrong=())
    assert (nothing.precision, nothing.recall) == (None, None)
    assert rows({})[0] == ("all", "0", "0", "0", "–", "–")


def test_files_are_matched_by_name_address_or_what_is_given(tmp_path: Path, knowledge: Knowledge) -> None:
    contents = {
        "aibase-2025q1.zh-Hans.md": "2025年第一季度",
        "summary-2025q1.fr.md": "premier trimestre 2025",
        "other.md": "---\nurl: https://news.cnyes.com/news/id/6110824\n---\n2025年第二季",
        "given.md": "2025年第二季度",
        "stranger.md": "Q1 2025",
    }
    for name, text in contents.items():
        (tmp_path / name).write_text(text, "utf-8")
    documents = {path: read_source(path) for path in sorted(tmp_path.iterdir())}
    articles, strangers = matched(documents, knowledge.reporters, {"okeeper-2025q2": tmp_path / "given.md"})
    assert {path.name: key for path, key in articles.items()} == {
        "aibase-2025q1.zh-Hans.md": "aibase-2025q1",
        "summary-2025q1.fr.md": "summary-2025q1-fr",
        "other.md": "cnyes-2025q2",
        "given.md": "okeeper-2025q2",
    }
    assert [path.name for path in strangers] == ["stranger.md"]


def test_extract_prints_a_table_and_its_quotes(app: typer.Typer, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text(ARTICLE + "\nDoubao has about 110 million monthly active users.\n", "utf-8")
    empty = tmp_path / "b.md"
    empty.write_text("Nothing in Q1 2025.", "utf-8")
    result = CliRunner().invoke(app, ["extract", str(article), str(empty)])
    assert result.exit_code == 0
    assert "The Q1 2025 report (2025-Q1, en)" in result.output
    assert "about 110 million" in result.output
    assert "new: model" in result.output
    assert "[1] o1 scores 94 on the Intelligence Index, R1 90." in result.output
    assert "no figures were found" in result.output


def test_extract_as_json_keeps_what_was_found(app: typer.Typer, tmp_path: Path) -> None:
    article, data = tmp_path / "a.md", tmp_path / "data"
    article.write_text(ARTICLE, "utf-8")
    data.mkdir()
    command = [
        "extract",
        str(article),
        str(tmp_path / "none.md"),
        "--json",
        "--keep",
        "--data-dir",
        str(data),
    ]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["subject"], line["value"], line["known"]) for line in lines] == [
        ("o1", 94, True),
        ("deepseek-r1", 90, True),
        ("grok-9", 12, False),
    ]
    assert lines[0]["id"].startswith("x-")
    assert "none.md: cannot be read" in result.stderr
    assert "3 new figures are kept" in result.stderr
    assert "once the corpus holds the documents." in result.stderr
    assert len(list(ReviewStore(data / FILE).all())) == 3
    digest = shipped_corpus() / "digests" / "2025-Q1" / "en.md"
    result = CliRunner().invoke(app, ["extract", str(digest), "--keep", "--data-dir", str(data)])
    assert result.stderr.endswith("decide on them with `qa facts review`.\n")


def test_an_edition_may_be_given_and_may_be_missing(app: typer.Typer, tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# A title\n\nR1 scores 89.\n", "utf-8")
    assert "A title (en)" in CliRunner().invoke(app, ["extract", str(article)]).stdout
    assert CliRunner().invoke(app, ["extract", str(article), "--edition", "2025-Q1"]).exit_code == 0
    assert CliRunner().invoke(app, ["extract", str(article), "--language", "de"]).exit_code == 2


def test_facts_measures_a_folder(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("not an article", "utf-8")
    (tmp_path / "aibase-2025q1.md").write_text(ARTICLE, "utf-8")
    result = CliRunner().invoke(app, ["facts", str(tmp_path), "--failures"])
    assert result.exit_code == 0
    assert "aibase-2025q1: wrong: deepseek-r1 intelligence_index 90 (2025-Q1)" in result.output
    assert "aibase-2025q1: missed: zhipu users 700000 (2025-Q1)" in result.output
    report = json.loads(CliRunner().invoke(app, ["facts", str(tmp_path), "--json"]).stdout)
    assert report["articles"]["aibase-2025q1"]["precision"] == 1 / 3
    assert report["recall"] == 1 / 17


def test_facts_tells_files_that_are_no_articles(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "two.md").write_text("# nothing", "utf-8")
    given = ["facts", str(tmp_path), "--as", f"aibase-2025q1={tmp_path / 'one.md'}"]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 1
    assert "two.md: is not an article that the facts cite" in result.stderr


def test_facts_refuses_what_it_cannot_use(app: typer.Typer, tmp_path: Path) -> None:
    for wrong in ("nonsense", "=x", "nobody=a.md"):
        assert CliRunner().invoke(app, ["facts", str(tmp_path), "--as", wrong]).exit_code == 2
    for folder in (tmp_path, tmp_path / "none"):
        assert isinstance(CliRunner().invoke(app, ["facts", str(folder)]).exception, FootnoteError)
