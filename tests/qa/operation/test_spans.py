"""Spans say how long each step took, and nothing of what was asked; without an address there are none."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from index.errors import QuestionError
from qa.operation.spans import VARIABLES, Spans, open_spans
from qa.operation.telemetry import Telemetry


@pytest.fixture
def exported() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def telemetry(exported: InMemorySpanExporter) -> Telemetry:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exported))
    return Telemetry((QuestionError,), Spans(provider))


def test_steps_are_inside_of_their_question_also_in_threads(
    telemetry: Telemetry, exported: InMemorySpanExporter
) -> None:
    def answer() -> None:
        with telemetry.step("answer"):
            telemetry.found("answered")

    with telemetry.question("command"), ThreadPoolExecutor(1) as threads:
        with telemetry.step("wait"):
            pass
        threads.submit(copy_context().run, answer).result()
    wait, inner, question = exported.get_finished_spans()
    assert [one.name for one in (wait, inner, question)] == ["wait", "answer", "question"]
    assert question.parent is None
    assert {one.parent.span_id for one in (wait, inner) if one.parent} == {question.context.span_id}
    assert dict(question.attributes or {}) == {"surface": "command", "outcome": "answered"}


def test_of_a_failure_only_its_type_is_told(telemetry: Telemetry, exported: InMemorySpanExporter) -> None:
    with pytest.raises(QuestionError), telemetry.question("mention"):
        raise QuestionError("a question that is secret")
    (span,) = exported.get_finished_spans()
    assert (span.status.description, span.events) == ("QuestionError", ())
    assert dict(span.attributes or {}) == {"surface": "mention", "outcome": "declined"}
    assert "secret" not in span.to_json()


def test_without_an_address_nothing_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    code = (
        "import sys; from qa.operation.telemetry import Telemetry; from qa.operation.spans import open_spans;"
        "t = Telemetry(spans=open_spans())\n"
        "with t.question('a'), t.step('wait'): pass\n"
        "t.spans.close(); print([one for one in sys.modules if 'opentelemetry' in one])"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_where_the_library_is_missing_that_is_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(VARIABLES[0], "http://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with open_spans().span("question", surface="api") as told:
        assert told == {"surface": "api"}
    assert "pip install 'footnote[otel]'" in caplog.text


def test_spans_are_sent_where_the_address_says(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.index.servers import Site, page, served

    site = Site()
    site.routes["/v1/traces"] = page(b"", "Content-Type: application/x-protobuf")
    for _ in served(site):
        monkeypatch.setenv(VARIABLES[0], site.address)
        spans = open_spans()
        with spans.span("question", surface="api"):
            pass
        spans.close()
        assert site.asked == ["/v1/traces"]
