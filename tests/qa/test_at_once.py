"""Many who ask at once are answered as one after another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from qa.engine import Engine
from qa.models import Answer
from qa.reading.reader import EvidenceReader
from tests.bench.gathering import GatheringReader

ASKED = (
    "What did DeepSeek R1 score?",
    "Why do labs in China publish open weights?",
    "出口管制对中国实验室有什么影响？",
    "騰訊的市值是多少？",
    "Que dit le rapport des modèles de raisonnement ?",
    "輸出規制はどのような影響を与えましたか？",
)


def fresh(engine: Engine, reader: EvidenceReader) -> Engine:
    """An engine of the same documents, which has read nothing yet."""
    held = replace(engine._given[-1], reader=reader)
    return Engine(engine.knowledge, *engine._given[:-1], held)


def said(answer: Answer) -> dict[str, object]:
    return answer.model_dump(exclude={"id", "latency_ms"})


def test_who_asks_beside_others_is_answered_as_alone(engine: Engine) -> None:
    """Read one by one, and as `tests.bench.gathering` reads the windows of several at once."""
    alone = fresh(engine, EvidenceReader())
    expected = [said(alone.ask(question).answer) for question in ASKED]
    for reader in (EvidenceReader(), GatheringReader()):
        shared = fresh(engine, reader)
        with ThreadPoolExecutor(len(ASKED)) as pool:
            found = list(pool.map(lambda question, one=shared: said(one.ask(question).answer), ASKED))
        assert found == expected
