"""Spans for OpenTelemetry, where the operator has said where they go; nothing is imported otherwise.

They say how long a step took and how it ended. Neither text nor the id of anybody is in them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Tracer

log = logging.getLogger(__name__)

VARIABLES: Final = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
SERVICE: Final = "footnote"


class Spans:
    """Spans of one provider, or, without one, none."""

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._provider = provider
        self._tracer: Tracer | None = provider.get_tracer(SERVICE) if provider else None

    @contextmanager
    def span(self, name: str, **attributes: str) -> Iterator[dict[str, str]]:
        """A span, inside of the one that is open; what is put into the attributes meanwhile is told, too.

        Of an exception only the type is told: its message may quote what was asked.
        """
        if self._tracer is None:
            yield attributes
            return
        from opentelemetry.trace import StatusCode

        with self._tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield attributes
            except BaseException as error:
                span.set_status(StatusCode.ERROR, type(error).__name__)
                raise
            finally:
                span.set_attributes(attributes)

    def close(self) -> None:
        """Send what is still held back; waits a few seconds at most."""
        if self._provider is not None:
            self._provider.shutdown()


def open_spans() -> Spans:
    """Spans that go where the environment says, by OpenTelemetry's own variables; none where it does not."""
    if not any(map(os.environ.get, VARIABLES)):
        return Spans()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        log.error("%s is set, but nothing sends spans: pip install 'footnote[otel]'", VARIABLES[0])
        return Spans()
    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Spans(provider)
