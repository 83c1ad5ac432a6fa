"""The bot put together, in one place; used by `python -m bot`, by its preview and by the tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.assistant import Assistants, Memory
from bot.cards.answer import Cards
from bot.cards.delivery import Delivery
from bot.cards.outbox import Outbox
from bot.cards.pictures import Draw, Pictures, draw_dark
from bot.cards.review import ReviewCards
from bot.client import FootnoteClient
from bot.commands.ask import ask_commands
from bot.commands.completing import Completing
from bot.commands.explain import explain_menu
from bot.commands.facts import facts_commands
from bot.commands.lookups import LookUps
from bot.commands.registry import Registry
from bot.commands.slash import CommandBuilder
from bot.commands.translator import FluentTranslator
from bot.cooldown import Cooldown
from bot.courtesy import Courtesies
from bot.deletion import Deletion
from bot.explaining import Explaining
from bot.failures import FailureReporter
from bot.handlers import Handlers
from bot.locale import Locales
from bot.renewal import Renewal
from bot.reviews import Reviews
from bot.settings import BotSettings
from bot.sharing import Sharing
from bot.workers import Workers
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.database import StoreDatabase
from qa.store.events import Events
from qa.wording.messages import Messages

LOCALES: Final = Path(__file__).with_name("locales")


def create_bot(
    assistants: Assistants,
    memory: Memory,
    settings: BotSettings,
    *,
    locale: str | None = None,
    always_register: bool = False,
    draw: Draw = draw_dark,
    clock: Callable[[], float] = time.time,
    renewal: Callable[[Workers], Renewal] | None = None,
) -> FootnoteClient:
    """A bot that answers with `assistants` and is not yet connected.

    `locale` overrides what Discord says of its users, and `always_register` registers the commands even if
    they have not changed: both are for the preview, whose Discord is new each time. `draw` draws the charts,
    `renewal` makes what keeps the answers up to date with the documents; without it they are of the first.
    """
    messages, locales = Messages(LOCALES), Locales(locale)
    failures = FailureReporter(messages, locales)
    handlers = _handlers(assistants, memory, settings, messages, locales, failures, draw, clock)
    workers, courtesies = handlers.workers, handlers.courtesies
    reviews = Reviews(workers, ReviewCards(messages), locales, failures, courtesies, settings.review_servers)
    explaining = Explaining(workers, memory, handlers.answers, handlers.cooldown, locales, failures)
    completing = Completing(handlers)
    named = {"collection": completing.collections}
    build = CommandBuilder(messages, {"edition": completing.editions(times=False), **named})
    questions = ask_commands(build, handlers)
    figures = CommandBuilder(messages, {"edition": completing.editions(times=True), **named})
    look_ups = LookUps(figures, handlers, completing).commands() if assistants.looks_up else ()
    commands = (*questions, *look_ups, facts_commands(build, reviews), explain_menu(build, explaining))
    return FootnoteClient(
        handlers,
        reviews,
        commands,
        FluentTranslator(messages),
        Registry(None if always_register else settings.data_dir / "commands.sha256"),
        renewal(workers) if renewal else None,
        message_content=settings.message_content,
        shards=settings.shards,
    )


def _handlers(
    assistants: Assistants,
    memory: Memory,
    settings: BotSettings,
    messages: Messages,
    locales: Locales,
    failures: FailureReporter,
    draw: Draw,
    clock: Callable[[], float],
) -> Handlers:
    workers = Workers(
        assistants, threads=settings.threads, waiting=settings.waiting, seconds=settings.answer_seconds
    )
    folder, keep, days = settings.data_dir, settings.keep_answers, settings.keep_days
    database = StoreDatabase(store_address(folder, settings.database_address))
    answers = AnswerStore(database, keep=keep, days=days, clock=clock)
    events = Events(database, clock)
    delivery, courtesies = Delivery(Cards(messages), Pictures(draw), Outbox()), Courtesies()
    return Handlers(
        workers,
        memory,
        answers,
        events,
        Cooldown(settings.cooldown_questions, settings.cooldown_seconds, clock),
        delivery,
        Sharing(answers, memory, delivery, courtesies, failures),
        Deletion(answers, events, memory),
        courtesies,
        locales,
        failures,
    )
