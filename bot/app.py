"""The bot put together, in one place; used by `python -m bot`, by its preview and by the tests."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from bot.assistant import Assistants, Memory
from bot.batches import BatchStore
from bot.cards.corpus import CorpusCards
from bot.cards.pictures import Draw, draw_dark
from bot.cards.review import ReviewCards
from bot.channels.authors import ChannelAuthors
from bot.channels.chosen import ChosenMessages
from bot.channels.keeping import ChannelKeeper
from bot.channels.kept_messages import KeptMessages
from bot.channels.shelf import ChannelShelf
from bot.client import AnyCommand, FootnoteClient
from bot.commands.ask import ask_commands
from bot.commands.channels import channel_command, forum_command
from bot.commands.completing import Completing
from bot.commands.corpus import corpus_commands
from bot.commands.diagnose import diagnose_command
from bot.commands.explain import explain_menu
from bot.commands.facts import facts_commands
from bot.commands.governing import governing_commands
from bot.commands.insights import insights_command
from bot.commands.keys import key_commands
from bot.commands.lookups import LookUps
from bot.commands.privacy import privacy_command
from bot.commands.registry import Registry
from bot.commands.slash import CommandBuilder
from bot.commands.taught import taught_command
from bot.commands.translator import FluentTranslator
from bot.commands.watch import watch_command
from bot.corpora import Corpora
from bot.diagnosing import ServerDiagnosis
from bot.explaining import Explaining
from bot.forums import Forums
from bot.governing.configuring import Configuring
from bot.governing.governing import Governing
from bot.governing.presenting import Presenting
from bot.governing.trail import AuditTrail
from bot.governing.upkeep import Job, Upkeep
from bot.handlers import Handlers
from bot.holdings import ServerHoldings
from bot.insights import ServerInsights
from bot.intake import ReportIntake
from bot.keys import ServerKeys
from bot.locale import Locales
from bot.making import make_handlers
from bot.others import OtherProcesses
from bot.person import PersonalRecords
from bot.privacy import Privacy
from bot.questions import QueuedQuestions
from bot.renewal import Renewal
from bot.reviewing import ReviewerRecords
from bot.reviews import Reviews
from bot.settings import BotSettings
from bot.shelving import Shelving
from bot.teaching import Teaching
from bot.unanswered import UnansweredQuestions
from bot.voices import Voices
from bot.watching.watchers import AnswerWatchers
from bot.watching.watching import Watching
from bot.workers import Workers
from index.errors import FootnoteError
from qa.api.answering import ApiAnswering
from qa.api.application import ApiSite
from qa.api.rates import RateLimit
from qa.api.serving import ApiServer
from qa.api.tool_gate import HttpToolGate
from qa.collections.catalogue import CollectionCatalogue
from qa.collections.desk import Desk
from qa.prose.opening import UNSET, ProseModel
from qa.store.api_keys import ApiKeys
from qa.store.asked import AskedQuestions
from qa.store.elected import leadership
from qa.store.erasure import Erasure
from qa.store.feedback import Feedback
from qa.store.personal import PersonalData
from qa.store.token_budget import TokenBudget
from qa.store.watches import Watches
from qa.wording.messages import Messages

log = logging.getLogger(__name__)

LOCALES: Final = Path(__file__).with_name("locales")
MEGABYTE: Final = 1_000_000


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
    catalogue: CollectionCatalogue | None = None,
    prose: ProseModel = UNSET,
) -> FootnoteClient:
    """A bot that answers with `assistants` and is not yet connected.

    `locale` overrides what Discord says of its users, `always_register` registers unchanged commands, too,
    for the preview. `draw` draws charts, `renewal` keeps answers up to date, `prose` plans and words.
    """
    messages, locales = Messages(LOCALES), Locales(locale)
    handlers = make_handlers(assistants, memory, settings, messages, locales, draw, clock, prose)
    reviews = _reviews(handlers, messages, settings)
    reports = _reports(catalogue, handlers, settings, messages, clock) if catalogue else None
    others = _others(handlers, reports)
    voices = _voices(handlers, settings, catalogue, clock, reports, others)
    governing = _governing(handlers, settings, voices, reports, catalogue, clock)
    commands = _commands(messages, handlers, reviews, voices, reports, settings)
    commands += governing_commands(CommandBuilder(messages), governing)
    if api := _api(assistants, handlers, settings, prose):
        commands.append(_keys(messages, handlers, clock))
    registry = Registry(None if always_register else settings.data_dir / "commands.sha256")
    renews = renewal(handlers.workers) if renewal else None
    made = (commands, FluentTranslator(messages), registry, renews, voices, governing)
    return FootnoteClient(
        *(handlers, reviews, *made, *(reports or (None, None))),
        api=api,
        message_content=settings.message_content,
        shards=settings.shard_range,
        leadership=others.leadership,
        unanswered=UnansweredQuestions(handlers, settings.shard_range, clock),
    )


def _others(handlers: Handlers, reports: tuple[Corpora, ChosenMessages] | None) -> OtherProcesses:
    """The other processes of the bot, heeded from now on."""
    keeper = reports[1].keeper if reports else None
    others = OtherProcesses(handlers, leadership(handlers.answers.database), keeper)
    others.listen()
    return others


def _reviews(handlers: Handlers, messages: Messages, settings: BotSettings) -> Reviews:
    held = handlers.locales, handlers.failures, handlers.courtesies
    return Reviews(
        handlers.workers,
        ReviewCards(messages),
        *held,
        settings.review_servers,
        handlers.rules,
        sees_all=settings.shard_ids is None,
    )


def _api(
    assistants: Assistants, handlers: Handlers, settings: BotSettings, prose: ProseModel
) -> ApiServer | None:
    """What other programs ask, in the queue of the bot, where a port is set.

    Tools are there where the library for them is installed.
    """
    if settings.api_port is None or not isinstance(assistants, Desk):
        return None
    questions, tools = QueuedQuestions(assistants, handlers.workers), None
    tokens = settings.worded_tokens_server, settings.worded_tokens_person
    answering = ApiAnswering(questions, prose.worder, TokenBudget(handlers.answers.database, *tokens))
    try:
        tools = HttpToolGate(answering)
    except FootnoteError as error:
        log.info("there are no tools for language models: %s", error)
    keys, rate = ApiKeys(handlers.answers.database), RateLimit(settings.api_per_minute)
    site = ApiSite(answering, keys, handlers.answers, rate, tools)
    return ApiServer(site, settings.api_host, settings.api_port, handlers.telemetry)


def _keys(messages: Messages, handlers: Handlers, clock: Callable[[], float]) -> AnyCommand:
    """What administrators make keys for other programs with."""
    keys = ApiKeys(handlers.answers.database, clock)
    served = ServerKeys(keys, handlers.rules, handlers.locales, handlers.failures)
    return key_commands(CommandBuilder(messages), served)


def _commands(
    messages: Messages,
    handlers: Handlers,
    reviews: Reviews,
    voices: Voices,
    reports: tuple[Corpora, ChosenMessages] | None,
    settings: BotSettings,
) -> list[AnyCommand]:
    completing = Completing(handlers)
    named = {"collection": completing.collections}
    build = CommandBuilder(messages, {"edition": completing.editions(times=False), **named})
    questions = ask_commands(build, handlers)
    figures = CommandBuilder(messages, {"edition": completing.editions(times=True), **named})
    looks_up = handlers.workers.assistants.looks_up
    look_ups = LookUps(figures, handlers, completing).commands() if looks_up else ()
    own: Iterable[AnyCommand] = ()
    if reports:
        corpora, chosen = reports
        own = corpus_commands(
            build, corpora, channel_command(build, chosen), forum_command(build, voices.forums)
        )
    held = (handlers.workers, handlers.memory, handlers.answers, handlers.cooldown)
    explaining = Explaining(*held, handlers.locales, handlers.failures)
    managing = facts_commands(build, reviews), explain_menu(build, explaining)
    watch = (watch_command(build, voices.watching, completing),) if looks_up else ()
    told = (*watch, privacy_command(build, voices.privacy), insights_command(build, voices.insights))
    diagnosis = ServerDiagnosis(handlers, settings.message_content)
    told = (*told, diagnose_command(build, diagnosis), taught_command(build, voices.teaching))
    return [*questions, *look_ups, *managing, *told, *own]


def _voices(
    handlers: Handlers,
    settings: BotSettings,
    catalogue: CollectionCatalogue | None,
    clock: Callable[[], float],
    reports: tuple[Corpora, ChosenMessages] | None,
    others: OtherProcesses,
) -> Voices:
    """What people say of answers, and what they may know and have deleted of themselves."""
    folder = catalogue.data_dir if catalogue else settings.data_dir
    answers, records = handlers.answers, list[PersonalRecords]([ReviewerRecords(folder)])
    if reports:
        corpora, chosen = reports
        records += [corpora.intake.store, ChannelAuthors(chosen.keeper)]
    records.append(others)  # once nothing is left that they could read again
    data, erasure = PersonalData(answers.database), Erasure(answers)
    privacy = Privacy(handlers, data, erasure, records, settings.keep_days)
    asked = AskedQuestions(answers.database)
    insights = ServerInsights(asked, handlers.rules, handlers.locales, handlers.failures, clock)
    watches = Watches(answers.database, clock)
    watching = Watching(handlers, watches, AnswerWatchers(handlers, watches))
    content = settings.message_content
    forums = Forums(handlers, handlers.rules.settings, message_content=content, clock=clock)
    teaching = Teaching(handlers, handlers.taught.taught)
    feedback = Feedback(answers.database, clock)
    return Voices(handlers, feedback, privacy, insights, watching, forums, teaching)


def _governing(
    handlers: Handlers,
    settings: BotSettings,
    voices: Voices,
    reports: tuple[Corpora, ChosenMessages] | None,
    catalogue: CollectionCatalogue | None,
    clock: Callable[[], float],
) -> Governing:
    """Settings in Discord, the log of what administrators do, and what goes by itself in time."""
    rules, corpora, answers = handlers.rules, reports[0] if reports else None, handlers.answers
    trail = AuditTrail(rules.audit, handlers.locales, handlers.failures, settings.audit_days)
    configuring = Configuring(
        rules,
        trail,
        handlers.locales,
        handlers.failures,
        settings.message_content,
        voices.privacy.show,
        corpora.list if corpora else None,
    )
    links = {"about-policy": settings.privacy_address, "about-help": settings.help_address}
    known = {name: address for name, address in links.items() if address}
    jobs: dict[str, Job] = {"answers": answers.sweep, "events": handlers.events.sweep}
    jobs["audit"] = partial(rules.audit.sweep, settings.audit_days)
    if corpora:
        jobs["batches"] = lambda: corpora.intake.store.sweep(clock())
    if catalogue:
        jobs["removed reports"] = partial(asyncio.to_thread, Shelving(catalogue).expunge)
    return Governing(configuring, Presenting(handlers, known, corpora is not None), Upkeep(jobs))


def _reports(
    catalogue: CollectionCatalogue,
    handlers: Handlers,
    settings: BotSettings,
    messages: Messages,
    clock: Callable[[], float],
) -> tuple[Corpora, ChosenMessages]:
    """What administrators manage their server's own reports with, and the channels among them."""
    folder, shelving, renew = settings.data_dir, Shelving(catalogue), handlers.workers.renew
    most, megabytes = settings.server_documents, settings.upload_megabytes
    largest = int(megabytes * MEGABYTE)
    intake = ReportIntake(shelving, BatchStore(folder / "batches.sqlite3"), renew, largest=largest)
    store, shelf = KeptMessages(folder / "channels.sqlite3"), ChannelShelf(catalogue, intake)
    owns = settings.shard_range.owns
    keeper = ChannelKeeper(store, shelf, message_content=settings.message_content, owns=owns)
    chosen = ChosenMessages(keeper, handlers.locales, handlers.failures, handlers.rules)
    corpora = Corpora(
        catalogue,
        intake,
        ServerHoldings(catalogue, shelving),
        CorpusCards(messages, {"most": most, "megabytes": megabytes}),
        handlers.locales,
        handlers.failures,
        handlers.rules,
        documents=most,
        largest=largest,
        choose=chosen.choose,
        let_go=chosen.let_go,
        clock=clock,
    )
    return corpora, chosen
