"""The gate over the small corpus, and a model that says what a test has it say."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence

import pytest

from qa.engine import Engine
from qa.linking.names import NameIndex
from qa.prose.evidence import ProseEvidence, evidence_of
from qa.prose.gate import ProseGate
from qa.prose.names import NameReader
from qa.prose.sitting import Sitting
from qa.prose.support import Support

COMPARED = "Compare Zephyr 2 and Borealis One in Q1 2030"


class ScriptedModel:
    """Says one text after another; a text may be a failure, which it raises."""

    def __init__(self, *texts: str | Exception) -> None:
        self._texts = [*texts]
        self.asked: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []

    async def lines(
        self,
        instructions: str,
        question: str,
        exchange: Sequence[tuple[str, str]] = (),
        sitting: Sitting | None = None,
    ) -> AsyncGenerator[str, None]:
        self.asked.append((instructions, question, tuple(exchange)))
        text = self._texts.pop(0)
        if isinstance(text, Exception):
            raise text
        for line in text.split("\n"):
            yield line


@pytest.fixture(scope="session")
def gate(small_engine: Engine) -> ProseGate:
    names = NameIndex(small_engine.knowledge.entities)
    return ProseGate(NameReader(names.find), Support())


@pytest.fixture
def compared(small_engine: Engine) -> ProseEvidence:
    """Zephyr 2 has 71 points, as E1 says, and Borealis One 64, as E2 says."""
    evidence = evidence_of(small_engine.ask(COMPARED))
    assert [[row.value for row in piece.rows] for piece in evidence] == [["71"], ["64"]]
    return evidence
