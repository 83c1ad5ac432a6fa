"""`qa facts export` and `import`: what goes out comes back, and each bad line is told."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from arro3.io import read_parquet
from hypothesis import given
from hypothesis import strategies as st

from qa.extraction.extractor import Extractor
from qa.review.columns import guarded, unguarded
from qa.review.store import ReviewStore
from qa.review.tables import FactLine, Problem, read_table
from tests.qa.cli import Outcome, Run
from tests.qa.review.found import KNOWN, NEW, NEWS, SENTENCES

FORMATS = ["csv", "json"]
Qa = Callable[..., Outcome]
HEADER = "subject,attribute,value,document_id,quote"
GOOD = f'zephyr-3,sky_index,77,{NEWS},"{SENTENCES["zephyr-3"]}"'


@pytest.fixture
def qa(run: Run, news_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Qa:
    monkeypatch.setattr(Extractor, "extract", lambda _self, _document: ())

    def call(*arguments: str | Path, corpus: Path = news_corpus) -> Outcome:
        return run("facts", *arguments, data_dir=tmp_path / "data", corpus=corpus)

    return call


@pytest.fixture
def kept(tmp_path: Path) -> ReviewStore:
    return ReviewStore(tmp_path / "data" / "reviews.sqlite3")


def figures(text: str) -> set[str]:
    """All that a fact says, of each in JSON, without what importing cannot know."""
    own = ("id", "sources", "note")
    return {
        json.dumps({k: v for k, v in item.items() if k not in own}, sort_keys=True)
        for item in json.loads(text)
    }


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_can_be_imported(qa: Qa, news_corpus: Path, tmp_path: Path, form: str) -> None:
    told = qa("export", "--format", "json").out
    file = tmp_path / f"facts.{form}"
    held = len(json.loads(told))
    assert qa("export", "--output", file).out == f"{file}: {held} facts\n"
    assert qa("import", file).out == f"0 facts imported, {held} known already\n"
    bare = shutil.copytree(news_corpus, tmp_path / "bare")
    shutil.rmtree(bare / "facts")
    assert (
        qa("import", file, "--check", corpus=bare).out == f"{held} facts would be imported, 0 known already\n"
    )
    assert json.loads(qa("export", "--format", "json", corpus=bare).out) == []
    assert qa("import", file, "--by", "ann", corpus=bare).out == f"{held} facts imported, 0 known already\n"
    assert figures(qa("export", "--format", "json", corpus=bare).out) == figures(told)


def test_csv_has_a_row_a_fact_with_its_sources(qa: Qa) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(qa("export").out))}
    row = rows["z2-q1"]
    assert (row["subject"], row["subject_name"], row["value"], row["unit"]) == (
        "zephyr-2",
        "Zephyr 2",
        "71",
        "points",
    )
    assert (row["publisher"], row["title"], row["published"]) == (
        "Gazette | ",
        "Sky news | More sky",
        "2030-04-02 | ",
    )
    assert row["quote_fr"] == "Zephyr 2 de Northwind obtient 71 points."
    assert (row["origin"], row["confidence"]) == ("stated", "")


def test_one_language_alone(qa: Qa) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(qa("export", "--language", "ja").out))}
    assert (rows["b1-q1"]["language"], rows["b1-q1"]["quote"]) == ("ja", "Borealis Oneは64点である。")
    assert rows["z2-q1"]["subject_name"] == "ゼファー2"
    held = json.loads(qa("export", "--language", "ja", "--format", "json").out)
    assert [e["language"] for e in held[0]["evidence"]] == ["ja"]


def test_what_nobody_checked_goes_out_only_when_asked_for(qa: Qa, kept: ReviewStore, tmp_path: Path) -> None:
    qa("export")
    kept.add((NEW, KNOWN))
    assert not any(row["origin"] == "extracted" for row in csv.DictReader(io.StringIO(qa("export").out)))
    file = tmp_path / "all.csv"
    qa("export", "--include-extracted", "--output", file)
    with file.open(encoding="utf-8-sig") as text:
        found = [row for row in csv.DictReader(text) if row["origin"] == "extracted"]
    assert [(row["subject"], row["confidence"]) for row in found] == [
        ("zephyr-4", "0.9"),
        ("zephyr-3", "0.9"),
    ]
    kept.path.unlink()
    assert qa("import", file).out.startswith("2 facts imported")
    assert {(r.finding.subject, r.status, r.finding.confidence) for r in kept.all()} == {
        ("zephyr-4", "pending", 0.9),
        ("zephyr-3", "pending", 0.9),
    }, "importing accepts nothing that nobody checked"


def test_an_import_is_accepted_by_the_importer(qa: Qa, kept: ReviewStore, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    assert qa("import", file, "--check").out == "1 facts would be imported, 0 known already\n"
    assert kept.all() == ()
    assert qa("import", file, "--by", "ann").out == "1 facts imported, 0 known already\n"
    (review,) = kept.all()
    assert (review.status, review.by, review.finding.edition, review.finding.start) == (
        "accepted",
        "ann",
        "2030-Q3",
        KNOWN.start,
    )


NEW_NAME = f'zephyr-4,sky_index,80,{NEWS},"{SENTENCES["zephyr-4"]}"'


@pytest.mark.parametrize(
    ("header", "line", "problem"),
    [
        (HEADER, GOOD.replace("77,", "78,"), "quote: does not state 78"),
        (HEADER, GOOD.replace("77,", "many,"), "value: 'many' is not a number"),
        (HEADER, GOOD.replace("77,", "inf,"), "value: 'inf' is not a number"),
        (HEADER, GOOD.replace("77,", ","), "value: is missing"),
        (HEADER, GOOD.replace("sky_index", "beauty"), "attribute: there is no attribute 'beauty'"),
        (HEADER, GOOD.replace("sky_index", ""), "attribute: is missing"),
        (HEADER, GOOD.replace("zephyr-3,", ","), "subject: is missing"),
        (HEADER, NEW_NAME, "subject: 'zephyr-4' is not an entity of the corpus; a new one needs"),
        (HEADER + ",subject_name,kind", NEW_NAME + "," + "Z" * 101 + ",model", "subject_name: is longer"),
        (HEADER, GOOD.replace(NEWS, "gone"), "document_id: there is no document 'gone'"),
        (HEADER, GOOD.replace("scores 77", "has 77"), f"quote: does not stand word for word in {NEWS}"),
        (HEADER, f"zephyr-3,sky_index,77,{NEWS},", "quote: is missing"),
        (HEADER, GOOD + ",more", "6 cells under 5 columns"),
        (HEADER + ",unit", GOOD + ",users", "unit: should be points, not users"),
        (
            HEADER + ",qualifier",
            GOOD + ",roughly",
            "qualifier: 'roughly' is not one of about, nearly, under, over",
        ),
        (HEADER + ",as_of", GOOD + ",last May", "as_of: 'last May' is not a date"),
        (HEADER + ",as_of", GOOD + ",2030-13", "as_of: '2030-13' is not a date"),
        (HEADER + ",as_of", GOOD + ",2030-02-30", "as_of: '2030-02-30' is not a date"),
        (HEADER + ",origin", GOOD + ",stolen", "origin: 'stolen' is not one of stated, extracted"),
        (HEADER + ",edition", GOOD + "," + "e" * 101, "edition: is longer than 100 characters"),
        (HEADER + ",edition", GOOD + ",\u202e2030", "edition: holds characters that cannot be seen"),
        (HEADER + ",edition", GOOD + ",2030 [1]", "edition: should be one line, without citation marks"),
        (
            HEADER + ",subject_name,kind",
            NEW_NAME + ",Zephyr 4,=cmd",
            "kind: '=cmd' is not one of application, ",
        ),
        (HEADER + ",subject_name,kind", NEW_NAME + ",Z2,model", "subject_name: means 'zephyr-2', which the"),
        (HEADER + ",confidence", GOOD + ",nan", "confidence: 'nan' is not a number from 0 to 1"),
        (HEADER + ",", GOOD + ",more", ": unknown column"),
        (HEADER + ",confidence", GOOD + ",2", "confidence: '2' is not a number from 0 to 1"),
        (HEADER + ",confidence", GOOD + ",-1", "confidence: '-1' is not a number from 0 to 1"),
        (HEADER + ",edtion", GOOD + ",2030-Q3", "edtion: unknown column"),
        (HEADER.replace("quote", "quote_de"), GOOD, "document_id_de: there is no document ''"),
        (HEADER, GOOD.replace("sky_index,77", "founder,nobody"), "value: there is no entity 'nobody'"),
        (HEADER, GOOD.replace("sky_index,77", "release_date,2030-13"), "value: '2030-13' is not a date"),
        (HEADER, GOOD.replace("sky_index,77", "release_date,soon"), "value: 'soon' is not a date"),
    ],
)
def test_bad_lines_are_told_and_good_ones_go_on(
    qa: Qa, kept: ReviewStore, tmp_path: Path, header: str, line: str, problem: str
) -> None:
    file = tmp_path / "facts.csv"
    good = GOOD + "," * (header.count(",") - HEADER.count(","))
    lines = [header, line] if "edtion" in header or "_de" in header else [header, line, good]
    file.write_text("\r\n".join(lines), encoding="utf-8")
    outcome = qa("import", file)
    assert outcome.code == 1
    told, summary = outcome.err.strip().split("\n")
    assert told.startswith(f"{file}: line 2")
    assert problem in told
    assert summary == f"qa: {len(lines) - 2} facts imported, 0 known already, 1 lines refused"
    assert len(kept.all()) == len(lines) - 2


def test_a_new_name_with_its_kind_is_taken(qa: Qa, kept: ReviewStore, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(
        f"{HEADER};subject_name;kind\n".replace(",", ";") + f"{NEW_NAME},Zephyr 4,model".replace(",", ";")
    )
    assert qa("import", file).out == "1 facts imported, 0 known already\n"
    assert [(r.finding.name, r.is_new) for r in kept.all()] == [("Zephyr 4", True)]


def test_a_first_line_that_names_the_separator_is_read_over(
    qa: Qa, kept: ReviewStore, tmp_path: Path
) -> None:
    file = tmp_path / "facts.csv"
    header, good, bad = (line.replace(",", ";") for line in (HEADER, GOOD, GOOD.replace("77,", "many,")))
    file.write_text(f"sep=;\n{header}\n{good}\n{bad}\n", encoding="utf-8")
    told = qa("import", file)
    assert "line 4, value: 'many' is not a number" in told.out + told.err
    assert [review.finding.subject for review in kept.all()] == ["zephyr-3"]


def test_json_lines(qa: Qa, kept: ReviewStore, tmp_path: Path) -> None:
    fact = {"subject": "Z3", "attribute": "sky_index", "value": 77.0}
    quote = {"document_id": NEWS, "quote": SENTENCES["zephyr-3"]}
    lines = [json.dumps(fact | quote), "", "{", "[1]", json.dumps(fact | {"evidence": [quote]})]
    lines += [json.dumps(fact | {"evidence": 3}), json.dumps(fact | {"colour": 3})]
    lines += [json.dumps(fact | quote | {"edition": change}) for change in (["2030-Q3"], "\ud800")]
    lines += [json.dumps(fact | quote | {"confidence": 1e-5})]
    file = tmp_path / "facts.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    outcome = qa("import", file)
    assert [line.split(": ", 1)[1].split(" (")[0] for line in outcome.err.strip().split("\n")] == [
        "line 3: broken JSON",
        "line 4: should be an object",
        "line 6, evidence: should be a list of objects",
        "line 7, colour: unknown column",
        "line 8, edition: should be a text or a number",
        "line 9, edition: holds characters that cannot be seen",
        "3 facts imported, 0 known already, 6 lines refused",
    ]
    assert len(kept.all()) == 1, "the same fact twice is one"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("f.json", b"{", "broken JSON"),
        ("f.json", b"[" * 100_000, "broken JSON"),
        ("f.json", b"{}", "should be an array of facts"),
        ("f.csv", b"a\xff", "is not UTF-8 text"),
        ("f.csv", b"id,id\n", "has two columns 'id'"),
        ("f.parquet", b"PAR1", "is Parquet, which is only written"),
        ("gone.csv", None, "cannot be read (No such file"),
    ],
)
def test_files_that_are_none(qa: Qa, tmp_path: Path, name: str, content: bytes | None, problem: str) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert problem in qa("import", file).complains(1)


def test_columns_without_a_name_are_passed_over_and_many_take_no_time(qa: Qa, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(f"{HEADER}{',' * 20_000}\n{GOOD}{',' * 20_000}\n", encoding="utf-8")
    assert qa("import", file).out == "1 facts imported, 0 known already\n"


def test_a_quotation_mark_that_is_never_closed(qa: Qa, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text(f'{HEADER}\n{GOOD}\nzephyr-3,"sky\n{GOOD}\n', encoding="utf-8")
    outcome = qa("import", file)
    assert "line 3: broken CSV" in outcome.err
    assert "1 facts imported" in outcome.err


def test_parquet_holds_the_same_in_typed_columns(qa: Qa, tmp_path: Path) -> None:
    file = tmp_path / "facts.parquet"
    qa("export", "--output", file)
    table = read_parquet(file).read_all()
    rows = list(csv.DictReader(io.StringIO(qa("export").out)))
    assert table.column_names == [*rows[0], "number"]
    for name in rows[0]:
        assert [value or "" for value in table[name].to_pylist()] == [unguarded(row[name]) for row in rows]
    assert table["number"].to_pylist()[0] == 71.0


def test_parquet_needs_a_file_and_its_package(
    qa: Qa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--output FILE" in qa("export", "--format", "parquet").complains(2)
    monkeypatch.setitem(sys.modules, "arro3.core", None)
    problem = qa("export", "--output", tmp_path / "facts.parquet").complains(1)
    assert "pip install 'footnote[parquet]'" in problem


def test_a_file_that_cannot_be_written(qa: Qa, tmp_path: Path) -> None:
    assert "cannot be written" in qa("export", "--output", tmp_path / "no" / "facts.csv").complains(1)


@given(st.text() | st.text("'=+-@＝＋－＠\t", max_size=5))
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in set("=+-@＝＋－＠\t\r\n")
    assert unguarded(cell) == text


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_any_text_survives_csv(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    file = tmp_path_factory.mktemp("csv") / "facts.csv"
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("subject", "note"))
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    file.write_text("\ufeff" + text.getvalue(), encoding="utf-8", newline="")
    lines = [line for line in read_table(file) if isinstance(line, FactLine)]
    assert [(line.cells["subject"], line.cells["note"]) for line in lines] == [
        row for row in rows if any(row)
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_lines_or_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    from index.errors import FootnoteError

    for suffix in ("csv", "json", "jsonl"):
        file = tmp_path_factory.mktemp("any") / f"facts.{suffix}"
        file.write_bytes(content)
        try:
            found = list(read_table(file))
        except FootnoteError:
            continue
        assert all(isinstance(item, FactLine | Problem) for item in found)
