"""The command line: its output, its JSON, its exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qa import cli
from qa.commands import options
from qa.models import Answer
from tests.qa.cli import Run, runner
from tests.qa.small import write_small_corpus

ANSWER_KEYS = {
    "id",
    "question",
    "language",
    "answer",
    "statements",
    "abstained",
    "confidence",
    "citations",
    "facts",
    "notices",
    "followups",
    "corpus_version",
    "latency_ms",
}
CITATION_KEYS = {"number", "document_id", "title", "edition", "language", "quote", "start", "end", "sources"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QA_DATA_DIR", "QA_CORPUS", "QA_MODEL", "QA_THRESHOLD", "QA_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="module")
def corpus(small_corpus: Path) -> Path:
    return small_corpus


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; the first command that needs an index builds it."""
    return tmp_path_factory.mktemp("store")


def asked(run: Run, corpus: Path, store: Path, *arguments: str | Path) -> dict[str, Any]:
    outcome = run(*arguments, "--json", data_dir=store, corpus=corpus)
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("\n") == 1, "one line of JSON"
    found: dict[str, Any] = json.loads(outcome.out)
    return found


# --- ask ------------------------------------------------------------------------------


def test_ask_prints_the_answer_and_its_proof(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("ask", "What did Zephyr 2 score in Q1?", data_dir=store, corpus=corpus)
    assert (outcome.code, outcome.err) == (0, "")
    assert "71" in outcome.out.split("\n")[0]
    assert "[1] Zephyr 2 of Northwind scores 71 points." in outcome.out
    assert "Sky digest 2030-Q1 (2030-Q1, en)" in outcome.out
    assert "Gazette, 2030-04-02, https://example.org/sky" in outcome.out
    assert "More sky" in outcome.out, "a source without a publisher is named by its title"


def test_ask_as_json_has_exactly_the_keys_of_the_contract(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "ask", "Zephyr 2 score")
    assert set(answer) == ANSWER_KEYS
    assert [set(statement) for statement in answer["statements"]] == [{"text", "citations"}] * 2
    assert all(set(citation) == CITATION_KEYS for citation in answer["citations"])
    assert set(answer["citations"][0]["sources"][0]) == {"publisher", "title", "published", "url"}
    assert [set(fact) for fact in answer["facts"]] == [{"subject", "attribute", "value", "unit", "edition"}] * 2
    assert [set(notice) for notice in answer["notices"]] == [{"kind", "text"}]
    assert answer["notices"][0]["kind"] == "comparability"
    assert answer["question"] == "Zephyr 2 score"
    assert answer["latency_ms"] > 0
    assert 0 <= answer["confidence"] <= 1
    assert Answer.model_validate(answer).language == "en"


def test_the_schema_of_the_model_is_the_contract() -> None:
    schema = Answer.model_json_schema()
    assert set(schema["properties"]) == ANSWER_KEYS
    assert set(schema["$defs"]["Citation"]["properties"]) == CITATION_KEYS
    assert schema["additionalProperties"] is False


def test_ask_within_an_edition_and_in_a_language(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "ask", "Zephyr 2 score", "--edition", "2030-Q2", "--language", "fr")
    assert answer["language"] == "fr"
    assert [fact["value"] for fact in answer["facts"]] == [55]


def test_ask_shows_choices_and_notices(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("ask", "How many employees does Northwind have?", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "employees" in outcome.out
    assert "≠" in run("ask", "Zephyr 2 score", data_dir=store, corpus=corpus).out


# --- batch ----------------------------------------------------------------------------


def test_batch(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    items = [
        {"id": "one", "turns": ["What did Zephyr 2 score in Q1?"], "anything": "else"},
        {"id": "two", "turns": ["What did Zephyr 2 score in Q1?", "and Nimbus Large?"]},
        {"id": 3, "turns": ["Nimbus Large?"]},
    ]
    questions.write_text("".join(json.dumps(item) + "\n\n" for item in items), encoding="utf-8")
    outcome = run("batch", questions, "--output", answers, data_dir=store, corpus=corpus)
    assert (outcome.code, outcome.err) == (0, "")
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["one", "two", "3"]
    assert all(set(line) == ANSWER_KEYS for line in lines)
    assert lines[1]["question"] == "and Nimbus Large?"
    assert [fact["value"] for fact in lines[1]["facts"]] == [58], "the turns before count"


def test_a_bad_line_is_numbered_and_the_rest_goes_on(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    bad = [
        "not json",
        "[]",
        '{"turns": ["x"]}',
        '{"id": "a"}',
        '{"id": "a", "turns": []}',
        '{"id": "a", "turns": [3]}',
        '{"id": "a", "turns": "Zephyr 2"}',
        '{"id": "a", "turns": ["  "]}',
        '{"id": "a", "turns": ["' + "x" * 10_000 + '"]}',
        '{"id": "a", "turns": ["a\\u0000b"]}',
        "[" * 100_000,
    ]
    good = json.dumps({"id": "good", "turns": ["Zephyr 2 score in Q1"]})
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("\n".join([good, *bad, good]), encoding="utf-8")
    outcome = run("batch", questions, "-o", answers, data_dir=store, corpus=corpus)
    assert outcome.code == 1
    assert [json.loads(line)["id"] for line in answers.read_text(encoding="utf-8").splitlines()] == ["good", "good"]
    complaints = outcome.err.strip().split("\n")
    assert [line.removeprefix(f"{questions}:").split(":")[0] for line in complaints] == [
        str(number) for number in range(2, len(bad) + 2)
    ]
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(("content", "message"), [(b"", "no questions"), (b"\n \n", "no questions"), (b"\xff\xfe\x00\x01", "not UTF-8")])
def test_a_file_without_questions(run: Run, corpus: Path, store: Path, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "q.jsonl").write_bytes(content)
    outcome = run("batch", tmp_path / "q.jsonl", "--output", tmp_path / "a.jsonl", data_dir=store, corpus=corpus)
    assert message in outcome.complains(1)
    assert not (tmp_path / "a.jsonl").exists()


def test_files_that_cannot_be_read_or_written(run: Run, corpus: Path, store: Path, tmp_path: Path) -> None:
    missing = run("batch", tmp_path / "none.jsonl", "--output", tmp_path / "a", data_dir=store, corpus=corpus)
    assert "none.jsonl cannot be read" in missing.complains(1)
    (tmp_path / "q.jsonl").write_text('{"id": 1, "turns": ["Zephyr 2"]}', encoding="utf-8")
    nowhere = tmp_path / "nowhere" / "a.jsonl"
    outcome = run("batch", tmp_path / "q.jsonl", "--output", nowhere, data_dir=store, corpus=corpus)
    assert "cannot be written" in outcome.complains(1)


# --- chat -----------------------------------------------------------------------------


def test_chat_remembers_and_goes_on(run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "What did Zephyr 2 score in Q1?\n?!\nand Nimbus Large?\n\nnever asked\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    outcome = run("chat", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "71" in outcome.out
    assert "58" in outcome.out
    assert "ask a question" in outcome.err
    assert "What did Zephyr 2 score" in outcome.err, "questions to try"


def test_chat_ends_with_its_input(run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("chat", "--language", "fr", data_dir=store, corpus=corpus).code == 0


# --- score, compare, rank -------------------------------------------------------------


def test_score(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("score", "z2", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    rows = [line.split() for line in outcome.out.split("\n")[1:3]]
    assert rows == [["Zephyr", "2", "71", "points", "2030-Q1"], ["Zephyr", "2", "55", "points", "2030-Q2"]]
    assert "≠" in outcome.out
    assert [f["value"] for f in asked(run, corpus, store, "score", "z2", "--edition", "2030-Q1")["facts"]] == [71]


def test_score_of_nothing(run: Run, corpus: Path, store: Path) -> None:
    outcome = run("score", "Gigawatt", data_dir=store, corpus=corpus)
    assert outcome.code == 0
    assert "Gigawatt" in outcome.out


def test_compare(run: Run, corpus: Path, store: Path) -> None:
    answer = asked(run, corpus, store, "compare", "Zephyr 2", "Borealis One")
    assert [(f["subject"], f["value"]) for f in answer["facts"]] == [("Zephyr 2", 71), ("Borealis One", 64)]
    assert run("compare", "Zephyr 2", "Cumulus Mini", data_dir=store, corpus=corpus).code == 0


@pytest.mark.parametrize("names", [["Zephyr 2"], ["a", "b", "c", "d", "e", "f"]])
def test_compare_takes_two_to_five(run: Run, corpus: Path, store: Path, names: list[str]) -> None:
    assert "two to five" in run("compare", *names, data_dir=store, corpus=corpus).complains(2)


def test_rank(run: Run, corpus: Path, store: Path) -> None:
    ranked = asked(run, corpus, store, "rank", "--edition", "2030-Q1", "--top", "2")
    assert [f["value"] for f in ranked["facts"]] == [71, 64, 64]
    within = asked(run, corpus, store, "rank", "--within", "Eastgate", "--language", "fr")
    assert within["language"] == "fr"
    assert [f["subject"] for f in within["facts"]] == ["Borealis One", "Cumulus Mini"]


# --- index, facts, eval ---------------------------------------------------------------


def test_index_commands(run: Run, corpus: Path, store: Path) -> None:
    built = run("index", "build", data_dir=store, corpus=corpus)
    assert built.code == 0
    assert "6 documents" in built.out
    assert "unchanged since" in run("index", "info", data_dir=store, corpus=corpus).out
    assert "bundled, 384 dimensions" in run("index", "info", data_dir=store, corpus=corpus).out
    assert "sound" in run("index", "verify", data_dir=store, corpus=corpus).out
    listed = run("index", "list", data_dir=store).out.strip().split("\n")
    assert listed[0].startswith("* ")
    again = run("index", "build", data_dir=store, corpus=corpus)
    assert again.code == 0
    older = run("index", "list", data_dir=store).out.strip().split("\n")[1].split()[-1]
    assert f"in use: {older}" in run("index", "rollback", older, data_dir=store).out
    assert run("index", "list", data_dir=store).out.strip().split("\n")[1].startswith("* ")


def test_index_commands_without_an_index(run: Run, corpus: Path, tmp_path: Path) -> None:
    for command in (["info"], ["verify"]):
        assert "qa index build" in run("index", *command, data_dir=tmp_path, corpus=corpus).complains(1)
    assert "qa index build" in run("index", "list", data_dir=tmp_path).complains(1)
    assert "no version" in run("index", "rollback", "20300101T000000000000-abc", data_dir=tmp_path).complains(1)


def test_a_changed_corpus_is_noticed_and_rebuilt(run: Run, tmp_path: Path) -> None:
    corpus, store = write_small_corpus(tmp_path / "corpus"), tmp_path / "store"
    assert run("index", "build", data_dir=store, corpus=corpus).code == 0
    digest = corpus / "digests" / "2030-Q2-en.md"
    digest.write_text(digest.read_text(encoding="utf-8") + "Kites are popular.\n", encoding="utf-8")
    assert "changed since" in run("index", "info", data_dir=store, corpus=corpus).out
    answer = asked(run, corpus, store, "ask", "Zephyr 3 score in Q2")
    assert [f["value"] for f in answer["facts"]] == [60]
    assert "unchanged since" in run("index", "info", data_dir=store, corpus=corpus).out


def test_facts_check(run: Run, tmp_path: Path) -> None:
    corpus = write_small_corpus(tmp_path / "corpus")
    sound = run("facts", "check", corpus=corpus)
    assert sound.code == 0
    assert "13 facts" in sound.out
    facts = corpus / "facts" / "all.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("value: 58", "value: 57"), encoding="utf-8")
    broken = run("facts", "check", corpus=corpus)
    assert broken.code == 1
    assert "nl-q1 (en): the quote does not state 57" in broken.err
    assert broken.err.strip().split("\n")[-1].startswith("qa: 3 problems")


def test_eval_squad(run: Run, tmp_path: Path) -> None:
    entry = {"context": "Apples are red.", "qas": [{"id": "a", "question": "What is red?", "answers": [{"text": "Apples"}]}]}
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [entry]}]}), encoding="utf-8")
    outcome = run("eval", "squad", file, "--json", "--limit", "1", "--seed", "2")
    assert outcome.code == 0
    assert json.loads(outcome.out)["recall@1"] == 1.0
    table = run("eval", "squad", file, "--questions", file)
    assert "ndcg@10" in table.out
    assert "cannot be read" in run("eval", "squad", tmp_path / "none.json").complains(1)


# --- usage ----------------------------------------------------------------------------

COMMANDS = [
    ["ask"],
    ["batch"],
    ["chat"],
    ["score"],
    ["compare"],
    ["rank"],
    ["index"],
    *(["index", name] for name in ("build", "info", "verify", "list", "rollback")),
    ["facts"],
    ["facts", "check"],
    ["eval"],
    ["eval", "squad"],
]


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    outcome = run(*command, "--help")
    assert outcome.code == 0
    assert "Usage:" in outcome.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask"],
        ["ask", "x", "--colour", "red"],
        ["batch", "x.jsonl"],
        ["rank", "--top", "0"],
        ["rank", "--top", "many"],
        ["index", "nonsense"],
        ["eval", "squad", "x.json", "--limit", "0"],
        ["ask", "x", "y"],
    ],
    ids=" ".join,
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert "--help" in run(*arguments).complains(2)


def test_wrong_options(run: Run, corpus: Path, store: Path) -> None:
    edition = run("ask", "Zephyr 2 score", "--edition", "1999-Q1", data_dir=store, corpus=corpus).complains(2)
    assert "2030-Q1, 2030-Q2" in edition
    language = run("ask", "Zephyr 2 score", "--language", "tlh", data_dir=store, corpus=corpus).complains(2)
    assert "zh-Hant" in language
    assert run("rank", "--edition", "1999-Q1", data_dir=store, corpus=corpus).complains(2)


def test_the_environment_names_the_folders(run: Run, corpus: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_DATA_DIR", str(store))
    monkeypatch.setenv("QA_CORPUS", str(corpus))
    assert "71" in run("ask", "Zephyr 2 score in Q1").out


# --- the edge -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (RuntimeError("a\nlong\n story"), 1, "unexpected RuntimeError: a long story"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_the_unexpected_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, says: str) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(cli, "app", fail)
    outcome = run("ask", "x")
    assert outcome.code == code
    assert says in outcome.err
    assert outcome.err.count("\n") <= 1


def test_a_developer_may_see_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("deep")

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setenv("QA_DEBUG", "1")
    with pytest.raises(RuntimeError, match="deep"):
        cli.main()


def test_progress_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with options.progress_bar() as progress:
        assert progress is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with options.progress_bar() as progress:
        pass
    assert capsys.readouterr().err == "", "nothing to report, nothing drawn"
    with options.progress_bar() as progress:
        assert progress is not None
        progress("passages", 0, 4)
        progress("passages", 4, 4)
        progress("sentences", 1, 2)
    assert "passages" in capsys.readouterr().err


def python(*arguments: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, **more)


def test_python_m_qa_is_qa(corpus: Path, store: Path) -> None:
    done = python("-m", "qa", "ask", "Zephyr 2 score in Q1", "--data-dir", store, "--corpus", corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert "71" in done.stdout


def test_building_says_nothing_on_stderr(corpus: Path, tmp_path: Path) -> None:
    done = python("-m", "qa", "index", "build", "--data-dir", tmp_path, "--corpus", corpus)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(corpus: Path, store: Path) -> None:
    command = f"'{sys.executable}' -m qa ask 'Zephyr 2 score' --data-dir '{store}' --corpus '{corpus}' | true"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_cold_question_needs_no_heavy_library(corpus: Path, store: Path) -> None:
    program = (
        "import sys\nfrom qa.cli import main\n"
        f"sys.argv = ['qa', 'ask', 'Zephyr 2 score in Q1', '--data-dir', {str(store)!r}, '--corpus', {str(corpus)!r}]\n"
        "try:\n    main()\nfinally:\n"
        "    heavy = {'torch', 'sentence_transformers', 'matplotlib', 'discord', 'scipy', 'transformers'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = python("-c", program)
    assert done.stderr.strip() == "[]"
