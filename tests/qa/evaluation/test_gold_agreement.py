"""Gold sets are judged as the script judges that looks on from outside, where that script is at hand."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.engine import Engine
from qa.evaluation.gold.items import GoldItem, read_gold
from qa.evaluation.gold.judge import judge
from qa.evaluation.gold.measures import report
from qa.models import Answer, Turn

SHARED = Path(__file__).resolve().parents[4] / "shared" / "eval"
GOLD, SCRIPT = SHARED / "gold.dev.jsonl", SHARED / "score.py"

pytestmark = pytest.mark.skipif(not (GOLD.is_file() and SCRIPT.is_file()), reason="no script to agree with")

Damage = Callable[[list[Answer], int], Answer | None]
FIELDS = {  # ours by theirs
    "outcome": "outcome",
    "missing": "missing",
    "hallucinated": "hallucinated",
    "refusal": "refused",
    "cited": "cited",
    "cited_edition": "cited_edition",
    "numbers_held": "numbers_held",
    "language_match": "language_match",
    "noticed": "noticed",
}


def changed(answers: list[Answer], number: int, **changes: Any) -> Answer:
    return answers[number].model_copy(update=changes)


def wrong_numbers(answers: list[Answer], number: int) -> Answer:
    text = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), answers[number].answer)
    return changed(answers, number, answer=text)


def in_other_words(answers: list[Answer], number: int) -> Answer:
    text = answers[number].answer.upper().replace("-", " ").translate({d: d + 0xFEE0 for d in range(48, 58)})
    return changed(answers, number, answer=f"1. **{text}**\n2) – {text}")


def edition_gone(answers: list[Answer], number: int) -> Answer:
    citations = [c.model_copy(update={"edition": "1999-Q4"}) for c in answers[number].citations]
    return changed(answers, number, citations=tuple(citations))


DAMAGES: dict[str, Damage] = {
    "as they are": lambda answers, n: answers[n],
    "missing": lambda answers, n: None if n % 2 else answers[n],
    "empty": lambda answers, n: changed(answers, n, answer="  "),
    "wrong numbers": wrong_numbers,
    "other words": in_other_words,
    "the answer to another question": lambda answers, n: answers[n - 37],
    "in another language": lambda answers, n: changed(answers, n, answer=answers[n - 23].answer),
    "refused": lambda answers, n: changed(answers, n, abstained=True),
    "refusals as answers": lambda answers, n: changed(answers, n, abstained=False),
    "without proof": lambda answers, n: changed(answers, n, citations=()),
    "the proof of another": lambda answers, n: changed(answers, n, citations=answers[n - 11].citations),
    "of no edition": edition_gone,
    "without notices": lambda answers, n: changed(answers, n, notices=()),
    "cut short": lambda answers, n: changed(answers, n, answer=answers[n].answer[: n % 40 + 3]),
    "everything": lambda answers, n: changed(answers, n, answer="\n".join(a.answer for a in answers[:30])),
}


@pytest.fixture(scope="module")
def theirs() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module")
def items() -> list[GoldItem]:
    found, bad = read_gold(GOLD)
    assert (len(found), bad) == (80, [])
    return found


@pytest.fixture(scope="module")
def answers(engine: Engine, items: list[GoldItem]) -> list[Answer]:
    found = []
    for item in items:
        history: list[Turn] = []
        for turn in item.turns:
            reply = engine.ask(turn, history=history)
            history.append(reply.turn)
        found.append(reply.answer)
    return found


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_every_item_is_judged_alike(
    theirs: dict[str, Any], items: list[GoldItem], answers: list[Answer], damage: Damage
) -> None:
    raw = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    given = [damage(answers, number) for number in range(len(items))]
    told = {entry["id"]: a.model_dump() for entry, a in zip(raw, given, strict=True) if a is not None}
    their_report, their_rows = theirs["score"](raw, told)
    verdicts = [judge(item, answer) for item, answer in zip(items, given, strict=True)]
    for row, verdict in zip(their_rows, verdicts, strict=True):
        ours = verdict.model_dump()
        assert {key: row[key] for key in FIELDS} == {key: ours[name] for key, name in FIELDS.items()}, row
    summed = report(verdicts)
    assert_same(their_report["overall"], summed.overall.model_dump())
    for group in ("by_kind", "by_language"):
        ours_by = getattr(summed, group)
        assert list(their_report[group]) == list(ours_by)
        for name, values in their_report[group].items():
            assert_same(values, ours_by[name].model_dump())


def assert_same(theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    assert theirs == {key: pytest.approx(ours[key]) for key in theirs}
