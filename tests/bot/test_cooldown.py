from __future__ import annotations

import pytest

from bot.cooldown import Cooldown
from bot.declined import DeclinedError
from tests.bot.conftest import Clock


def test_one_person_has_to_wait_and_others_do_not(clock: Clock) -> None:
    cooldown = Cooldown(2, 10, clock)
    cooldown.take(1)
    clock.now += 4
    cooldown.take(1)
    with pytest.raises(DeclinedError) as refused:
        cooldown.take(1)
    assert (refused.value.message, refused.value.values) == ("error-cooldown", {"seconds": 6})
    cooldown.take(2)
    clock.now += 6
    cooldown.take(1)


def test_nobody_is_remembered_for_longer_than_needed(clock: Clock) -> None:
    cooldown = Cooldown(2, 10, clock)
    for person in range(100):
        cooldown.take(person)
    clock.now += 11
    cooldown.take(7)
    assert len(cooldown) == 1
