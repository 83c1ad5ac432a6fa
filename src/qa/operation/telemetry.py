"""What is counted and timed of a process, for Prometheus, and the spans of the same steps."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from qa.operation.spans import Spans

log = logging.getLogger(__name__)

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
STEPS: Final = ("wait", "answer", "deliver")
FAILED: Final = "failed"
DECLINED: Final = "declined"

Read = Callable[[], Iterable[Metric]]


class Readings(Collector):
    """What is read when somebody looks. Nothing is told of what cannot be read at that moment."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        return self._read()


class OpenQuestion:
    """A question that is being answered, and how that ends."""

    def __init__(self) -> None:
        self.outcome = "other"


class Telemetry:
    """Counts in a registry of its own. No label is an id or a text: each is one of a few words of ours.

    `refusals` are the exceptions that say no politely; every other one is a failure.
    """

    def __init__(self, refusals: tuple[type[Exception], ...] = (), spans: Spans | None = None) -> None:
        self.registry = CollectorRegistry()
        self.spans = spans or Spans()
        self._refusals = refusals
        self._open: ContextVar[OpenQuestion | None] = ContextVar("question", default=None)
        self._questions = self._counter("questions", "Questions by how they ended.", "surface", "outcome")
        self._declined = self._counter("declined", "What was declined, by why.", "reason")
        self._failures = self._counter("failures", "Failures that an asker was told of.", "kind")
        self._calls = self._counter("discord_calls", "Requests to Discord by result.", "result")
        self._served = self._counter("served", "Responses of pages and API.", "site", "status")
        self._seconds = {
            step: Histogram(
                f"footnote_{step}_seconds", f"Seconds to {step}.", buckets=BUCKETS, registry=self.registry
            )
            for step in STEPS
        }
        self._gauges: dict[str, Gauge] = {}
        ProcessCollector(registry=self.registry)

    @contextmanager
    def question(self, surface: str) -> Iterator[OpenQuestion]:
        """A question from `surface` ("command", "mention" …); counted when the block is left."""
        question = OpenQuestion()
        token = self._open.set(question)
        with self.spans.span("question", surface=surface) as told:
            try:
                yield question
            except BaseException as error:
                question.outcome = DECLINED if isinstance(error, self._refusals) else FAILED
                raise
            finally:
                self._open.reset(token)
                told["outcome"] = question.outcome
                self._questions.labels(surface, question.outcome).inc()
                log.info("a question by %s: %s", surface, question.outcome)

    def found(self, outcome: str) -> None:
        """The open question will end so, if nothing fails meanwhile."""
        if question := self._open.get():
            question.outcome = outcome

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One of the `STEPS` of a question, timed however it ends."""
        began = time.monotonic()
        with self.spans.span(name):
            try:
                yield
            finally:
                self._seconds[name].observe(time.monotonic() - began)

    def declined(self, reason: str) -> None:
        """Something was declined, by the name of the message that says why."""
        self._declined.labels(reason.removeprefix("error-")).inc()

    def failed(self, kind: str) -> None:
        """Something failed, by the name of the message that was told of it."""
        self._failures.labels(kind.removeprefix("error-")).inc()

    def called(self, result: str) -> None:
        """Discord was asked for something."""
        self._calls.labels(result).inc()

    def signal(self, site: str) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
        """What aiohttp is to call when a site ("pages", "api") responds."""

        async def served(_request: web.Request, response: web.StreamResponse) -> None:
            self._served.labels(site, f"{response.status}").inc()

        return served

    def gauge(self, name: str, says: str, value: Callable[[], float]) -> None:
        """A number that is read when somebody looks."""
        gauge = self._gauges.get(name) or Gauge(name, says, registry=self.registry)
        gauge.set_function(value)
        self._gauges[name] = gauge

    def readings(self, read: Read) -> None:
        """More metrics, read when somebody looks."""
        self.registry.register(Readings(read))

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"footnote_{name}", says, labels, registry=self.registry)

    def exposition(self) -> bytes:
        """All of it as Prometheus reads it; may take as long as what is read."""
        return generate_latest(self.registry)
