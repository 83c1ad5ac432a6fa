"""Questions on figures of documents that nobody tuned on: right, wrong or refused.

`python -m tests.figures FOLDER [--output OUT.jsonl] [--data-dir DIR]` asks FOLDER/questions.jsonl over the
files of FOLDER/docs. A line is `{"id", "language", "question", "answerable", "type", "must": [["44.2",
"44,2"]], "must_not": ["38.1"], "ordered": false}`: each list of `must` is a condition that any of its strings
meets, `ordered` wants them in that order, and `must_not` are tempting values that are wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import CorpusError, FootnoteError, writing
from index.json_text import parse_json
from index.yamlfile import read_text
from qa.engine import Engine
from qa.evaluation.measures.tables import figure, text_table
from qa.models import Answer
from qa.numbers.measures import DATE, UNNAMED, measures
from qa.settings import Settings

CITED: Final = re.compile(r"\s*\[\d+\]")
GROUP_BEFORE: Final = re.compile(r"(?<!\d)\d{1,3} \Z")  # "184 " before "620"
GROUP_AFTER: Final = re.compile(r" \d{3}(?!\d)")
PART_BEFORE: Final = re.compile(r"\d[.,]?\Z")
PART_AFTER: Final = re.compile(r"[.,]?\d")
COLUMNS: Final = (
    *("", "questions", "answerable", "right", "with quotes", "wrong figure", "refused"),
    *("unanswerable", "abstained", "right"),
)

Outcome = Literal["right", "wrong figure", "refused", "other"]


class FigureQuestion(BaseModel):
    """A line of questions.jsonl; keys not named here are ignored."""

    model_config = ConfigDict(frozen=True)

    id: str
    language: str
    question: str
    answerable: bool
    type: str = "single"
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """What a question got.

    What is refused is not right, whatever is told beside the refusal; where there is no answer, to refuse is
    right, and so is a text that has none of the wrong values. `with_quotes` takes what is cited for the text.
    """

    outcome: Outcome
    abstained: bool
    with_quotes: bool


def judged(item: FigureQuestion, answer: Answer) -> FigureVerdict:
    """The verdict on an answer."""
    said = _flat("\n".join((answer.answer, *(one.text for one in answer.statements))))
    cited = (text for one in answer.citations for text in (one.quote, one.view.text))
    tempted = any(holds(said, one) for one in item.must_not)
    if not item.answerable:
        fine = answer.abstained or not tempted
        return FigureVerdict("right" if fine else "wrong figure", answer.abstained, fine)
    if answer.abstained:
        return FigureVerdict("refused", answer.abstained, with_quotes=False)
    shown = "\n".join((said, *map(_flat, cited)))
    if meets(said, item.must, ordered=item.ordered):
        return FigureVerdict("right", answer.abstained, with_quotes=True)
    outcome: Outcome = "wrong figure" if tempted or _states(said, item.question) else "other"
    return FigureVerdict(outcome, answer.abstained, meets(shown, item.must, ordered=item.ordered))


def meets(text: str, must: Sequence[Sequence[str]], *, ordered: bool = False) -> bool:
    """Whether flat `text` has a string of each group; `ordered`: each group behind the one before it."""
    behind = 0
    for group in must:
        places = [end for one in group if (end := _end(text, one, behind)) is not None]
        if not places:
            return False
        behind = min(places) if ordered else 0
    return bool(must)


def holds(text: str, wanted: str) -> bool:
    """Whether flat `text` has a string, a number not as a part of a longer one."""
    return _end(text, wanted, 0) is not None


def _end(text: str, wanted: str, since: int) -> int | None:
    """Where `wanted` first ends in flat `text`, from a place on."""
    flat = _flat(wanted).strip()
    found = re.compile(re.escape(flat)).finditer(text, since) if flat else ()
    return next((one.end() for one in found if _is_whole(text, *one.span())), None)


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 5) : start], text[end : end + 5]
    if text[start].isdigit():
        grouped = re.match(r"\d{3}(?!\d)", text[start : start + 4]) and GROUP_BEFORE.search(before)
        if grouped or PART_BEFORE.search(before):
            return False
    return not (text[end - 1].isdigit() and (PART_AFTER.match(after) or GROUP_AFTER.match(after)))


def _states(said: str, question: str) -> bool:
    """Whether a text states an amount with a unit that the question does not have."""
    asked = {(one.unit, one.value) for one in measures(question)}
    return any(
        one.unit not in (DATE, UNNAMED) and (one.unit, one.value) not in asked for one in measures(said)
    )


def _flat(text: str) -> str:
    """Without the numbers of citations; spaces of any width are spaces, wide characters narrow."""
    return unicodedata.normalize("NFKC", CITED.sub("", text)).replace("−", "-").casefold()


def rows(pairs: Sequence[tuple[FigureQuestion, FigureVerdict]]) -> list[tuple[str, ...]]:
    """A row for all questions, for those of each language and of each type, as COLUMNS say."""
    languages = sorted({item.language for item, _ in pairs})
    types = sorted({item.type for item, _ in pairs})
    return [
        _row("all", pairs),
        *(_row(name, [one for one in pairs if one[0].language == name]) for name in languages),
        *(_row(name, [one for one in pairs if one[0].type == name]) for name in types),
    ]


def _row(name: str, pairs: Sequence[tuple[FigureQuestion, FigureVerdict]]) -> tuple[str, ...]:
    """`wrong figure` is of all questions, the others of those that have an answer, or have none."""
    stated = [verdict for item, verdict in pairs if item.answerable]
    others = [verdict for item, verdict in pairs if not item.answerable]
    return (
        name,
        str(len(pairs)),
        str(len(stated)),
        _share(stated, lambda one: one.outcome == "right"),
        _share(stated, lambda one: one.with_quotes),
        _share([*stated, *others], lambda one: one.outcome == "wrong figure"),
        _share(stated, lambda one: one.outcome == "refused"),
        str(len(others)),
        _share(others, lambda one: one.abstained),
        _share(others, lambda one: one.outcome == "right"),
    )


def _share(verdicts: Sequence[FigureVerdict], fits: Callable[[FigureVerdict], bool]) -> str:
    return figure(sum(map(fits, verdicts)) / len(verdicts) if verdicts else None)


def read_questions(path: Path) -> list[FigureQuestion]:
    """The questions of a file. Raises CorpusError."""
    found = []
    for number, line in enumerate(read_text(path, streams=True).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(FigureQuestion.model_validate(parse_json(line)))
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            place = ".".join(map(str, problem["loc"]))
            raise CorpusError(path, f"{place}: {problem['msg']}", number) from error
        except ValueError as error:
            raise CorpusError(path, str(error), number) from error
    return found


def asked(items: Iterable[FigureQuestion], documents: Path, data: Path) -> list[Answer]:
    """The answers over a folder of documents; those that cannot be read are told and left out."""

    def complain(problem: object) -> None:
        sys.stderr.write(f"{problem}\n")

    engine = Engine.open(Settings(corpus=documents, data_dir=data), complain=complain)
    return [engine.ask(item.question).answer for item in items]


def _told(item: FigureQuestion, answer: Answer, verdict: FigureVerdict) -> str:
    told = {**asdict(verdict), "item": item.model_dump(), "answer": answer.model_dump(mode="json")}
    return json.dumps(told, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, help="where each answer and its verdict go, a line of JSON")
    parser.add_argument("--data-dir", type=Path, help="where the index is kept; forgotten where not given")
    given = parser.parse_args(arguments)
    try:
        items = read_questions(given.folder / "questions.jsonl")
        with tempfile.TemporaryDirectory() as data:
            answers = asked(items, given.folder / "docs", given.data_dir or Path(data))
        verdicts = [judged(item, answer) for item, answer in zip(items, answers, strict=True)]
        if given.output:
            with writing(given.output):
                lines = map(_told, items, answers, verdicts)
                given.output.write_text("".join(lines), encoding="utf-8")
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(text_table(COLUMNS, rows(list(zip(items, verdicts, strict=True)))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
