"""What documents say, on cards: contradictions with their dates, and hostile text as nothing but text."""

from __future__ import annotations

import re

import pytest
from discord import ui

from bot.app import LOCALES
from bot.cards.answer import DISPUTED, Cards
from index.build import build_from_documents
from index.passage_index import PassageIndex
from qa.engine import Engine
from qa.knowledge.knowledge import Knowledge
from qa.store.shown_answer import ShownAnswer
from qa.wording.messages import Messages
from tests.index.samples import TermEmbedder
from tests.qa.newsstand import EVIL, POST, TIDE

CARDS = Cards(Messages(LOCALES))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder, embedder = tmp_path_factory.mktemp("index"), TermEmbedder(dimension=512)
    build_from_documents((POST, TIDE, EVIL), folder, embedder)
    return Engine(Knowledge.empty(), PassageIndex.open(folder), embedder, threshold=0.0)


def shown(engine: Engine, question: str) -> ShownAnswer:
    return ShownAnswer(key="k", reply=engine.ask(question), asker=1, channel=2, private=False)


def text_of(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


def test_a_contradiction_is_on_the_card_with_both_dates(engine: Engine) -> None:
    record = shown(engine, "How many metres long is the Harbour Bridge?")
    view = CARDS.answer(record)
    text = text_of(view)
    assert "⚠️ The documents contradict each other" in text
    for part in ("503 metres", "530 metres", "March 20, 2024", "March 25, 2024", "Daily Tide"):
        assert part in text
    (container,) = (item for item in view.children if isinstance(item, ui.Container))
    assert container.accent_colour == DISPUTED


def test_hostile_text_is_shown_as_written(engine: Engine) -> None:
    record = shown(engine, "What is the toll of the Harbour Bridge?")
    text = text_of(CARDS.answer(record))
    assert r"\*\*free\*\*" in text
    assert r"\<script\>" in text
    assert r"\@everyone" in text
    assert r"\[the mayor\](https\://evil.example)" in text
    numbers = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", text)}
    assert numbers <= {citation.number for citation in record.reply.answer.citations}
    assert "\u200b" not in text


def test_the_sources_show_the_quote_whole_and_the_publisher_escaped(engine: Engine) -> None:
    record = shown(engine, "What is the toll of the Harbour Bridge?")
    text = text_of(CARDS.sources(record, "en-US"))
    assert r"\[2\], says" in text
    assert r"\[1\] Evil \*\*Press\*\*" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
