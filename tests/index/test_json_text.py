"""JSON of others: whatever is wrong with it is a ValueError."""

from __future__ import annotations

import pytest

from index.json_text import parse_json


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, "1" * 10_000, '"\\x"'])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(text)


def test_what_is_json() -> None:
    assert parse_json('{"id": 1, "turns": ["a"]}') == {"id": 1, "turns": ["a"]}
