"""The bot with the real engine on the shipped corpus: what the two hand each other fits."""

from __future__ import annotations

import pytest

from bot.app import LOCALES
from bot.assistant import Assistant, Memory
from bot.cards.answer import Cards
from bot.cards.pictures import described, draw_dark
from bot.commands.lookups import COUNTRIES, LABS, MODELS
from qa.charts.typeface import typeface
from qa.engine import Engine
from qa.knowledge.kinds import Role
from qa.models import Compare, History, Rank
from qa.question.conversation import Conversations
from qa.store.shown_answer import ShownAnswer
from qa.wording.messages import Messages
from tests.bot.cards.test_answer import check


def test_the_engine_is_an_assistant(engine: Engine) -> None:
    assistant: Assistant = engine
    memory: Memory = Conversations()
    assert assistant.editions == ("2025-Q1", "2025-Q2")
    assert memory.recent("nobody") == ()


@pytest.mark.parametrize("locale", ["en-US", "fr", "ja", "zh-CN", "zh-TW"])
def test_every_example_is_answered_on_a_card_that_fits(engine: Engine, locale: str) -> None:
    cards = Cards(Messages(LOCALES))
    examples = engine.examples(locale)
    assert len(examples) == 3
    check(cards.help(locale, examples))
    for question in examples:
        reply = engine.ask(question, locale=locale)
        shown = ShownAnswer(key="k" * 12, reply=reply, asker=1, channel=2, private=False, headed=True)
        assert reply.answer.citations
        assert "\\[1\\]" in check(cards.answer(shown))
        assert reply.answer.citations[0].quote[:20].replace("*", "") in check(
            cards.sources(shown, locale)
        ).replace("\\", "").replace("*", "")


def test_names_complete_in_every_script(engine: Engine) -> None:
    assert all(0 < len(name.value) <= 100 for name in engine.complete("豆", locale="zh-CN"))
    assert engine.complete("deep", limit=3)


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW", "fr", "ja"])
def test_pictures_of_real_figures_have_every_character(engine: Engine, locale: str) -> None:
    replies = [
        engine.look_up(Compare(("deepseek-r1", "o1", "deepseek-r1-0528")), locale=locale),
        engine.look_up(Rank(), locale=locale),
        engine.look_up(History("deepseek"), locale=locale),
    ]
    for reply in replies:
        plot = reply.plot
        assert plot is not None
        face = typeface(plot.language)
        points = [point for panel in plot.panels for point in panel.points]
        told = [
            plot.title,
            plot.apart,
            plot.sources,
            plot.open_weights,
            *(panel.title for panel in plot.panels),
        ]
        told += [text or "" for one in points for text in (one.label, one.text, one.maker_name)]
        assert [face.clean(text).split() for text in told] == [text.split() for text in told]
        assert draw_dark(plot).startswith(b"\x89PNG")
        assert len(described(plot)) == len(plot.alt)


@pytest.mark.parametrize("roles", [MODELS, LABS, COUNTRIES, MODELS | LABS])
def test_only_names_of_the_roles_asked_for_are_completed(engine: Engine, roles: frozenset[Role]) -> None:
    found = engine.complete("", roles=roles, locale="ja", limit=100)
    assert found
    graph = engine.knowledge.entities
    assert {graph[name.value].kind for name in found} <= graph.kinds.having(*roles)
