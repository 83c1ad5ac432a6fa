"""How often a key may ask: counted in any minute, and forgotten after it."""

from __future__ import annotations

import pytest

from qa.api.rates import RateLimit, TooManyRequestsError
from tests.bot.conftest import Clock


def test_a_key_asks_so_often_in_any_minute() -> None:
    clock = Clock(0.0)
    rate = RateLimit(2, clock)
    rate.take(1)
    clock.now = 30.0
    rate.take(1)
    rate.take(2)
    clock.now = 59.5
    with pytest.raises(TooManyRequestsError) as refused:
        rate.take(1)
    assert refused.value.seconds == 1
    clock.now = 60.0  # the first is a minute ago; what was refused counts for nothing
    rate.take(1)
    with pytest.raises(TooManyRequestsError) as refused:
        rate.take(1)
    assert refused.value.seconds == 30
    assert rate.remembered == 2
    clock.now = 500.0
    rate.take(3)
    assert rate.remembered == 1
