"""One encoder for all tests of this room: loading it takes seconds."""

from __future__ import annotations

import pytest

import index.encoder.encoder as encoders


@pytest.fixture(scope="session")
def encoder() -> encoders.Encoder:
    return encoders.Encoder()
