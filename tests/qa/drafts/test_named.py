"""A quote about something else than the question names is no answer, where only documents tell names."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.settings import Settings

TARN = """# Tarnbeck Dairy: letter of the year

We employ 1,240 people in four dairies. The cheese is aged in caves for nine months.

Our neighbour Hollin Creamery sells butter only.
"""
WEBS = """# Webstow Mills: letter of the year

The mill was built beside the river in 1887. Flour is sold to bakers in three counties.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("letters")
    for name, text in (("tarnbeck.md", TARN), ("webstow.md", WEBS)):
        (folder / name).write_text(text, encoding="utf-8")
    return Engine.open(Settings(corpus=folder, data_dir=tmp_path_factory.mktemp("data"), model="bundled"))


def test_what_is_named_in_the_title_is_what_a_document_tells_of(engine: Engine) -> None:
    answer = engine.ask("How long does Tarnbeck age its cheese?").answer
    assert not answer.abstained
    assert answer.citations[0].document_id == "tarnbeck"


@pytest.mark.parametrize(
    "question", ["How many people does Hollin Creamery employ?", "How long does Webstow age its cheese?"]
)
def test_what_is_told_of_another_is_no_answer(engine: Engine, question: str) -> None:
    answer = engine.ask(question).answer
    assert answer.abstained or all(
        "1,240" not in c.quote and "cheese" not in c.quote for c in answer.citations
    )
