"""What an engine has sent is kept as long as there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.engines.latest import LatestKept

WORDS = st.lists(st.sampled_from(["a", "bb", "ccc", "dddd", "eeeee", "ffffffffff"]), max_size=30)


def test_what_was_read_last_stays() -> None:
    kept = LatestKept[str, str](6, len)
    kept.keep({"one": "aa", "two": "bb", "three": "cc"})
    assert kept.known(["one", "four"]) == {"one": "aa"}
    kept.keep({"four": "dd"})
    assert kept.known(["one", "two", "three", "four"]) == {"one": "aa", "three": "cc", "four": "dd"}


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    kept = LatestKept[str, str](6, len)
    kept.keep({"long": "a" * 7})
    assert kept.known(["long"]) == {}
    kept.keep({"short": "a"})
    assert kept.known(["short"]) == {"short": "a"}


@given(words=WORDS)
def test_never_is_more_kept_than_there_is_room_for(words: list[str]) -> None:
    kept = LatestKept[str, str](9, len)
    for word in words:
        kept.keep({word: word})
        held = kept.known(set(words))
        assert sum(map(len, held)) <= 9
        assert all(key == value for key, value in held.items())
        assert len(word) > 9 or word in held
