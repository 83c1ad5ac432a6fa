"""What is read of the bot when somebody looks at its metrics, and what has to hold for it to be ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from types import SimpleNamespace
from typing import Final

import aiohttp
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.client import FootnoteClient
from bot.pacing import RequestPace
from qa.diagnosis.readings import database_check, index_check, index_readings, store_readings
from qa.operation.serving import Check
from qa.operation.telemetry import Telemetry
from qa.settings import Settings

RESULTS: Final = {1: "ok", 2: "ok", 3: "ok", 4: "refused", 5: "fault"}  # by the first digit of the status
RATE_LIMITED: Final = 429


def discord_trace(telemetry: Telemetry, pace: RequestPace) -> aiohttp.TraceConfig:
    """Counts each request of discord.py by its result, and lets it go in its turn."""
    trace = aiohttp.TraceConfig()

    async def begun(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        await pace.take(params.url.path)

    async def ended(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        status = params.response.status
        limited = status == RATE_LIMITED
        telemetry.called("rate-limited" if limited else RESULTS.get(status // 100, "fault"))

    async def failed(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        _params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        telemetry.called("unreachable")

    trace.on_request_start.append(begun)
    trace.on_request_end.append(ended)
    trace.on_request_exception.append(failed)
    return trace


@dataclass(frozen=True, slots=True)
class BotReadings:
    """Reads a bot that answers from the documents of `settings`; nothing is told of what it has not."""

    bot: FootnoteClient
    settings: Settings

    def read(self) -> Iterator[Metric]:
        """The metrics."""
        handlers = self.bot.handlers
        yield GaugeMetricFamily("footnote_requests", "Requests in hand.", len(handlers.failures.requests))
        yield GaugeMetricFamily("footnote_servers", "Discord servers.", len(self.bot.guilds))
        latency = self.bot.latency
        if isfinite(latency):
            yield GaugeMetricFamily("footnote_gateway_seconds", "Latency of the gateway.", latency)
        yield from store_readings(handlers.answers.database.address)
        yield from index_readings(self.settings)
        yield from self._prose()

    def checks(self) -> dict[str, Check]:
        """What has to hold for the bot to answer, by name."""
        handlers = self.bot.handlers
        return {
            "gateway": self._gateway,
            "index": index_check(lambda: handlers.workers.assistants.of(None)),
            "database": database_check(handlers.answers.database),
        }

    async def _gateway(self) -> str | None:
        if self.bot.handlers.workers.stopping:
            return "the bot is stopping"
        return None if self.bot.is_ready() and not self.bot.is_closed() else "not connected to Discord"

    def _prose(self) -> Iterator[Metric]:
        worder, planner = self.bot.handlers.rewording.worder, self.bot.handlers.planning.planner
        counts = list[tuple[str, str, str, Iterable[tuple[str, int]]]]()
        if planner is not None:
            says = "Questions for a language model to plan."
            counts.append(("footnote_planned", says, "outcome", [*planner.outcomes.items()]))
        if worder is not None:
            says = "Answers for a language model to word."
            counts.append(("footnote_worded", says, "outcome", [*worder.outcomes.items()]))
            says = "Doubts in its statements."
            counts.append(("footnote_worded_doubts", says, "doubt", [*worder.doubted.items()]))
        for name, says, label, counted in counts:
            family = CounterMetricFamily(name, says, labels=[label])
            for word, count in counted:
                family.add_metric([word], count)
            yield family
