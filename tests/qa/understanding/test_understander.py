"""Reading phrases: what is known is not embedded again, what was read is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding import Vectors
from qa.understanding.declared import masked
from qa.understanding.model import DIMENSION
from qa.understanding.understander import REMEMBERED, Understander, key
from qa.understanding.utterance import Intent, Link
from tests.index.samples import TermEmbedder
from tests.qa.understanding.samples import ATTRIBUTES, EXAMPLES, read


class Counting(TermEmbedder):
    """Counts the questions it embeds."""

    def __init__(self) -> None:
        super().__init__(dimension=DIMENSION)
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().embed_queries(texts)


def test_a_phrase_is_embedded_once_and_the_examples_with_the_first() -> None:
    embedder = Counting()
    understander = Understander(ATTRIBUTES, embedder=embedder)
    first = understander.read(read("How tall is X?", "en"))
    assert sorted(embedder.asked) == sorted(["How tall is X?", *map(masked, EXAMPLES)])
    assert understander.read(read("How tall is X?", "en")) is first
    understander.read(read("When did X open?", "en"))
    assert embedder.asked[len(EXAMPLES) + 1 :] == ["When did X open?"]


def test_only_the_latest_are_remembered() -> None:
    embedder = Counting()
    understander = Understander({}, embedder=embedder)
    for number in range(REMEMBERED + 1):
        understander.read(read(f"X {number}", "en"))
    understander.read(read(f"X {REMEMBERED}", "en"))
    assert len(embedder.asked) == REMEMBERED + 1
    understander.read(read("X 0", "en"))
    assert len(embedder.asked) == REMEMBERED + 2


def test_known_vectors_are_taken() -> None:
    embedder = Counting()
    texts = [masked(text) for text in EXAMPLES]
    vectors = embedder.embed_queries(texts)
    known = {key(text): vector for text, vector in zip(texts[2:], vectors[2:], strict=True)}
    embedder.asked.clear()
    understander = Understander(ATTRIBUTES, known, embedder)
    assert np.array_equal(understander.vectors(), vectors)
    assert embedder.asked == texts[:2]


def test_the_vector_of_a_question_is_not_filed_as_that_of_a_passage() -> None:
    from index.embedding import text_key

    assert key("How tall is X?") != text_key("How tall is X?")
    assert key("How tall is X?") == text_key("query: How tall is X?")


def test_no_attributes_need_no_vectors() -> None:
    embedder = Counting()
    assert Understander({}, embedder=embedder).vectors().shape == (0, DIMENSION)
    assert embedder.asked == []


def test_what_is_wanted_in_five_languages() -> None:
    understander = Understander({})
    asked = {
        "en": "how many of them are there",
        "fr": "combien y en a-t-il en tout ?",
        "zh-Hans": "一共有几个？",
        "zh-Hant": "總共有幾個？",
        "ja": "全部でいくつありますか？",
    }
    for language, text in asked.items():
        intents = understander.read(read(text, language)).wants.intents
        assert max(intents, key=lambda intent: intents[intent]) is Intent.COUNT, text


def test_thanks_react() -> None:
    wants = Understander({}).read(read("thanks a lot", "en")).wants
    assert wants.intents[Intent.THANKS] > 0.8
    assert wants.links[Link.REACTS] > 0.5


def test_what_is_kept_in_a_folder_reads_the_same(tmp_path: Path) -> None:
    """Exactly: counted, counted and kept, and read from what was kept."""
    embedder, folder = Counting(), tmp_path / "knowledge"
    texts = [read("How tall is X?", "en"), read("X の高さは？", "ja"), read("thanks", "en")]
    counted = [Understander(ATTRIBUTES, embedder=embedder).read(text) for text in texts]
    assert not folder.exists()
    for _ in range(2):
        kept = Understander(ATTRIBUTES, embedder=embedder, folder=folder)
        assert [kept.read(text) for text in texts] == counted
        assert len(list(folder.iterdir())) == 2, "the runs of examples and of names"
