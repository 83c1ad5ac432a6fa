"""Memory of conversations: bounded, expiring, and never mixed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from qa.models import Turn
from qa.question.conversation import Conversations


def turn(question: object) -> Turn:
    return Turn(question=str(question), language="en")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_last_turns_are_kept_in_order() -> None:
    kept = Conversations(turns=3, clock=Clock())
    for number in range(5):
        kept.remember("ada", turn(number))
    assert [t.question for t in kept.recent("ada")] == ["2", "3", "4"]
    assert kept.recent("ben") == ()


def test_turns_expire_one_by_one() -> None:
    clock = Clock()
    kept = Conversations(seconds=10, clock=clock)
    kept.remember("ada", turn("first"))
    clock.now = 6
    kept.remember("ada", turn("second"))
    clock.now = 10
    assert [t.question for t in kept.recent("ada")] == ["first", "second"]
    clock.now = 11
    assert [t.question for t in kept.recent("ada")] == ["second"]
    clock.now = 100
    assert kept.recent("ada") == ()


def test_expired_conversations_are_let_go() -> None:
    clock = Clock()
    kept = Conversations(seconds=10, clock=clock)
    kept.remember("ada", turn(1))
    kept.remember("ben", turn(2))
    clock.now = 11
    kept.remember("cyd", turn(3))
    assert len(kept) == 1


def test_the_least_recent_conversation_goes_first() -> None:
    kept = Conversations(keys=2, clock=Clock())
    kept.remember("ada", turn(1))
    kept.remember("ben", turn(2))
    kept.remember("ada", turn(3))
    kept.remember("cyd", turn(4))
    assert kept.recent("ben") == ()
    assert [t.question for t in kept.recent("ada")] == ["1", "3"]
    assert len(kept) == 2


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers()), max_size=60), st.integers(1, 4))
def test_every_key_sees_its_own_turns_alone(said: list[tuple[str, int]], bound: int) -> None:
    kept = Conversations(turns=bound)
    for key, number in said:
        kept.remember((key, "channel"), turn(number))
    for key in "abcd":
        own = [str(number) for name, number in said if name == key]
        assert [t.question for t in kept.recent((key, "channel"))] == own[-bound:]
        assert kept.recent((key, "elsewhere")) == ()


def test_many_threads_lose_and_mix_nothing() -> None:
    kept = Conversations(turns=50, keys=100)

    def talk(person: int) -> None:
        for number in range(50):
            kept.remember(person, turn(f"{person}:{number}"))
            assert all(t.question.startswith(f"{person}:") for t in kept.recent(person))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(talk, range(16)))
    assert all([t.question for t in kept.recent(p)] == [f"{p}:{n}" for n in range(50)] for p in range(16))


def test_a_turn_is_replaced_where_it_is_and_only_there() -> None:
    kept, first, second = Conversations(clock=Clock()), turn("same"), turn("same")
    for one in (first, second):
        kept.remember("ada", one, private=one is second, sources=(7,))
    kept.replace("ada", second, turn("other"))
    kept.replace("ada", turn("same"), turn("third"))
    kept.replace("ben", first, turn("third"))
    assert [one.question for one in kept.recent("ada", private=True)] == ["same", "other"]
    assert [one.question for one in kept.recent("ada")] == ["same"]
    kept.forget(7)
    kept.replace("ada", first, turn("third"))
    assert kept.recent("ada", private=True) == ()
