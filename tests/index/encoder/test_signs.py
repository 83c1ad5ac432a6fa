"""Weights with and without a sign give the same, and which is used is found out by a product."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import onnxruntime
import pytest

from index.encoder import layers, signs
from index.encoder.encoder import Encoder
from qa.reading.reader import EvidenceReader
from qa.reading.window import joined
from tests.index.encoder.probe import probe

TEXTS = ["The ferry sails on Monday.", "カモメは北へ飛ぶ。", "un bateau " * 40]


def test_the_probe_is_the_graph_that_it_is_said_to_be() -> None:
    assert signs.PROBE.read_bytes() == probe().SerializeToString(deterministic=True)


@pytest.mark.parametrize(("made", "found"), [(signs.GREATEST, False), (65_534.0, True)])
def test_a_sum_that_does_not_fit_is_noticed(
    monkeypatch: pytest.MonkeyPatch, made: float, *, found: bool
) -> None:
    given: list[Any] = []

    def run(_outputs: None, inputs: dict[str, Any]) -> list[Any]:
        given.append(inputs["given"])
        return [np.array([[made]], dtype=np.float32)]

    monkeypatch.setattr(onnxruntime, "InferenceSession", lambda *_, **__: SimpleNamespace(run=run))
    assert signs.overflows.__wrapped__() is found
    assert given[0].tolist() == [[255] * 4]


def test_the_encoder_gives_the_same_without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = [tokens.vectors for tokens in Encoder().encode(TEXTS)]
    monkeypatch.setattr(layers, "overflows", lambda: True)
    for one, other in zip(signed, Encoder().encode(TEXTS), strict=True):
        np.testing.assert_allclose(one, other.vectors, atol=1e-5)


def test_the_reader_gives_the_same_without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    window = joined(["The bridge was designed by Ada Palm.", "It was opened in 1932."])
    question = "Who designed the bridge?"
    monkeypatch.setattr(layers, "overflows", lambda: False)
    (signed,) = EvidenceReader().read(question, [window])
    monkeypatch.setattr(layers, "overflows", lambda: True)
    (other,) = EvidenceReader().read(question, [window])
    assert other.logits == pytest.approx(signed.logits, abs=1e-4)
    assert [(one.start, one.end) for one in other.words] == [(one.start, one.end) for one in signed.words]


def test_what_is_not_in_signed_bits_stays_as_it_is() -> None:
    weights = np.array([-127, 0, 127], dtype=np.int8)
    assert signs.unsigned(weights).tolist() == [1, 128, 255]
    assert signs.unsigned(weights).dtype == np.uint8
    scales = np.array([0.5], dtype=np.float32)
    assert signs.unsigned(scales) is scales
