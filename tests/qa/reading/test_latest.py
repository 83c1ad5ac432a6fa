"""What was found is held as long as it is among the latest."""

from __future__ import annotations

from qa.reading.latest import Latest


def test_the_latest_are_held_and_asking_makes_one_of_them() -> None:
    latest: Latest[str, int] = Latest(2)
    latest.keep({"a": 1, "b": 2})
    assert latest.of(["a", "c"]) == {"a": 1}
    latest.keep({"c": 3})
    assert latest.of("abc") == {"a": 1, "c": 3}


def test_of_more_than_are_held_the_last_remain() -> None:
    latest: Latest[int, int] = Latest(3)
    latest.keep({n: -n for n in range(10)})
    assert latest.of(range(10)) == {7: -7, 8: -8, 9: -9}


def test_what_is_kept_again_is_replaced() -> None:
    latest: Latest[str, int] = Latest(2)
    latest.keep({"a": 1, "b": 2})
    latest.keep({"a": 3})
    latest.keep({"c": 4})
    assert latest.of("abc") == {"a": 3, "c": 4}
