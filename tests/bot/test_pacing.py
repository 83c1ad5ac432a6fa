"""Discord is asked no faster than it allows, in order; answers to interactions do not wait."""

from __future__ import annotations

from bot.pacing import RequestPace


class Time:
    """Stands still but for who sleeps: each wait is told, and nobody is woken."""

    def __init__(self) -> None:
        self.now, self.waits = 100.0, list[float]()

    async def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))


async def test_a_few_go_at_once_and_the_rest_in_their_turn() -> None:
    time = Time()
    pace = RequestPace(10, lambda: time.now, time.sleep)
    for _ in range(5):
        await pace.take("/api/v10/channels/1/messages")
    assert time.waits == [0.1, 0.2, 0.3]
    time.now += 0.5
    for _ in range(3):
        await pace.take("/api/v10/channels/1/messages")
    assert time.waits[3:] == [0.1]


async def test_answers_to_interactions_do_not_count() -> None:
    time = Time()
    pace = RequestPace(1, lambda: time.now, time.sleep)
    for path in ("/api/v10/interactions/1/t/callback", "/api/v10/webhooks/1/t/messages/@original") * 3:
        await pace.take(path)
    await pace.take("/api/v10/channels/1/messages")
    assert time.waits == [0.8]
