"""What one message may cost: a bound on what is embedded for it, and no way of reading that grows faster."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from index.embedding import BundledEmbedder, Vectors, abridged, cut
from index.errors import QuestionError
from index.passage_index import PassageIndex
from qa.engine import MOST_TOKENS, Engine
from qa.knowledge.knowledge import Knowledge
from qa.language.lexicon import lexicon
from qa.linking.names import NameIndex
from qa.models import Reply, Score
from qa.wording.messages import Messages
from tests.index.samples import TermEmbedder


class Counting(TermEmbedder):
    """Reads every character as a token, and keeps the questions that it has embedded."""

    def __init__(self) -> None:
        super().__init__(dimension=512)
        self.asked: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed_queries(texts)


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def counted(small_knowledge: Knowledge, small_index: PassageIndex, counting: Counting) -> Engine:
    return Engine(small_knowledge, small_index, counting)


LONG = {
    "addresses": "www.a." * 333,
    "combining marks": "e" + "\u0301" * 1_999,
    "one word": "A" * 2_000,
    "words": "why do boats float " * 105,
    "Chinese": "为什么" * 666,
    "lines": "boats\n" * 333,
    "JSON": '{"a":["b",1,2],' * 133,
    "several questions": "Why do boats float on all the water that there is? " * 39,
    "several long questions": ("Why do boats float on water, " * 12 + "and why not? ") * 5,
}


@pytest.mark.parametrize("question", LONG.values(), ids=LONG)
def test_no_message_embeds_more_than_so_many_tokens(
    counted: Engine, counting: Counting, question: str
) -> None:
    reply = counted.ask(question)
    embedded = sum(map(len, counting.asked))
    assert embedded <= MOST_TOKENS
    assert embedded or reply.turn.operation in ("smalltalk", "summary"), "nothing is searched for"


def test_nor_does_a_follow_up_or_a_name_given_to_a_command(counted: Engine, counting: Counting) -> None:
    turn = counted.ask("What did Zephyr 2 score " + "on the long way " * 100).turn
    counting.asked.clear()
    counted.ask("why?", history=[turn])
    counted.look_up(Score("boats " * 100))
    assert all(len(asked) <= MOST_TOKENS for asked in counting.asked)


def test_a_question_is_embedded_once_however_often_it_is_searched_for(
    counted: Engine, counting: Counting
) -> None:
    for _ in range(2):
        counted.ask("Why is Zephyr 2 so unlike anything else?")
    assert len(counting.asked) == len(set(counting.asked)) == 1


def test_a_long_text_keeps_its_beginning_and_its_end() -> None:
    def words(text: str) -> int:
        return len(text.split())

    text = "Kimi " + "and so on " * 5_000 + "scored what?"
    kept = abridged(text, 50, words)
    assert 30 < words(kept) <= 50
    assert kept.startswith("Kimi and")
    assert kept.endswith("scored what?")
    assert abridged("Kimi scored what?", 50, words) == "Kimi scored what?"


def test_text_that_swells_is_counted_and_short_text_is_not() -> None:
    counted: list[str] = []

    def characters(text: str) -> int:
        counted.append(text)
        return 5 * len(text)

    assert abridged("a" * 50, 50, characters) == "a" * 50
    assert not counted
    assert len(abridged("㎯" * 50, 50, characters)) < 12


def test_one_character_for_a_whole_phrase_harms_no_memory() -> None:
    """U+FDFA is 18 letters; the engine sets aside 4 for each of its 3 bytes, and the process dies."""
    assert cut("a\ufdfab\0c") == "aصلى الله عليه وسلمb c"
    assert len(cut("\ufdfa" * 2_000)) == 700
    embedder = BundledEmbedder()
    assert embedder.count_tokens("\ufdfa" * 60) > 100
    np.testing.assert_allclose(np.linalg.norm(embedder.embed_queries(["\ufdfa" * 9])), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("models above 1,67 points", (1.67,)),
        ("models above 1,670.5 points", (1670.5,)),
        ("models above 80, please", (80.0,)),
        ("models above " + "1," * 900, None),
        ("1." * 1_000, None),
    ],
)
def test_only_whole_numbers_are_compared(text: str, found: tuple[float, ...] | None) -> None:
    compared = [
        values
        for name in ("above", "at_least", "between")
        for _, values in lexicon("en").compared(name, text)
    ]
    assert compared == ([] if found is None else [found])


def test_thousands_of_names_are_found_side_by_side(small_knowledge: Knowledge) -> None:
    names = NameIndex(small_knowledge.entities)
    found = names.find("Zephyr 2 " * 1_000)
    assert len(found) == 1_000
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "question",
    [
        "Zephyr 1.2.3",
        "What did Zephyr 2 score in Zephyr 1.1.1.1.1?",
        "Which models score above 1.2.3.4.801.1?",
        "Which models score above " + "9" * 400 + "?",
        "Which models score more than " + "1," * 900 + "1?",
        " ".join(f"Qu{a}x{b}" for a in "abcdefghij" for b in "abcdefghijklmnopqrstuvwxy"),
        "Zephyr " * 280,
    ],
    ids=[
        "version",
        "longer version",
        "version as a threshold",
        "digits",
        "commas",
        "unknown names",
        "one name",
    ],
)
def test_numbers_and_lists_without_end_are_answered(small_engine: Engine, question: str) -> None:
    reply = small_engine.ask(question)
    assert Reply.model_validate_json(reply.model_dump_json()) == reply


def test_characters_that_stand_for_many_count_for_many(small_engine: Engine) -> None:
    small_engine.ask("Zephyr 2 " + "\ufdfa" * 200)
    with pytest.raises(QuestionError, match="too long"):
        small_engine.ask("Zephyr 2 " + "\ufdfa" * 1_900)


def test_a_message_takes_values_of_any_length() -> None:
    said = Messages().format("en", "list-and", first="name, " * 1_000, last="Zephyr")
    assert said.endswith("… and Zephyr")
    assert len(said) < 2_500
