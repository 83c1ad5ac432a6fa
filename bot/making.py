"""What answers questions put together: the queue, the store, the cards, and the pages of answers."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.assistant import Assistants, Memory
from bot.cards.answer import Cards
from bot.cards.delivery import Delivery
from bot.cards.outbox import Outbox
from bot.cards.pictures import Draw, Pictures
from bot.cooldown import Cooldown
from bot.courtesy import Courtesies
from bot.declined import DeclinedError
from bot.deletion import Deletion
from bot.failures import FailureReporter
from bot.handlers import Handlers
from bot.locale import Locales
from bot.pages.addresses import Addresses
from bot.pages.secret import pages_secret
from bot.pages.serving import PageServer
from bot.pages.site import Site
from bot.pages.stored_shelf import StoredShelf
from bot.planning import PlannedReplies
from bot.replays import Replays
from bot.rewording import Rewording
from bot.rules import Rules
from bot.settings import BotSettings
from bot.sharing.posting import Posting
from bot.sharing.sharing import Sharing
from bot.taught import TaughtReplies
from bot.workers import Workers
from index.errors import QuestionError, StorageError
from qa.operation.spans import open_spans
from qa.operation.telemetry import Telemetry
from qa.prose.opening import ProseModel
from qa.store.address import store_address
from qa.store.answers import AnswerStore
from qa.store.audit import AuditLog
from qa.store.database import StoreDatabase
from qa.store.events import Events
from qa.store.pending import PendingQuestions
from qa.store.policy import PolicyBounds
from qa.store.settings import ServerSettings
from qa.store.taught import TaughtAnswers
from qa.store.token_budget import TokenBudget
from qa.wording.messages import Messages

log = logging.getLogger(__name__)


def make_handlers(
    assistants: Assistants,
    memory: Memory,
    settings: BotSettings,
    messages: Messages,
    locales: Locales,
    draw: Draw,
    clock: Callable[[], float],
    prose: ProseModel,
) -> Handlers:
    """What answers with `assistants`; `draw` draws charts, `prose` plans and words."""
    telemetry = Telemetry((DeclinedError, QuestionError), open_spans())
    failures = FailureReporter(messages, locales, telemetry)
    limits = {"threads": settings.threads, "waiting": settings.waiting}
    workers = Workers(assistants, **limits, seconds=settings.answer_seconds, telemetry=telemetry)
    database = StoreDatabase(store_address(settings.data_dir, settings.database_address))
    answers = AnswerStore(database, keep=settings.keep_answers, days=settings.keep_days, clock=clock)
    events, rules = Events(database, clock), _rules(database, settings, clock)
    delivery, courtesies = Delivery(Cards(messages), Pictures(draw), Outbox()), Courtesies()
    budget = TokenBudget(database, settings.worded_tokens_server, settings.worded_tokens_person, clock)
    rewording = Rewording(prose.worder, workers, answers, delivery, budget)
    posting = Posting(answers, memory, delivery, courtesies, failures)
    return Handlers(
        workers,
        memory,
        answers,
        events,
        Cooldown(settings.cooldown_questions, settings.cooldown_seconds, clock),
        delivery,
        Sharing(posting, rules, _pages(answers, workers, settings, rules, rewording)),
        Deletion(answers, events, memory),
        TaughtReplies(TaughtAnswers(database, clock), workers),
        rewording,
        PlannedReplies(prose.planner, workers, budget),
        courtesies,
        locales,
        failures,
        rules,
        PendingQuestions(database, clock),
    )


def _rules(database: StoreDatabase, settings: BotSettings, clock: Callable[[], float]) -> Rules:
    """What servers decide, within what the operator allows."""
    bounds = PolicyBounds(settings.cooldown_questions, settings.cooldown_seconds, settings.keep_days)
    return Rules(ServerSettings(database, clock), AuditLog(database, clock), bounds, clock)


def _pages(
    answers: AnswerStore, workers: Workers, settings: BotSettings, rules: Rules, rewording: Rewording
) -> PageServer | None:
    """What serves pages of answers, where an address is set; a fault of theirs never ends the bot."""
    if settings.pages_address is None:
        return None
    try:
        addresses = Addresses(settings.pages_address, pages_secret(settings.data_dir))
    except StorageError as error:
        log.error("there are no pages of answers: %s", error)
        return None
    shelf = StoredShelf(answers, workers.assistants.reading, addresses, shares=rules.shares)
    site = Site(shelf, shelf, addresses, Replays(workers), rewording.so_far)
    shared = settings.shard_ids is not None
    return PageServer(site, settings.pages_host, settings.pages_port, workers.telemetry, shared=shared)
