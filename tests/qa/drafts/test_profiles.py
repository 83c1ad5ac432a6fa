"""Profiles: the lab's name on top, then its models and what else is stated of it."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.models import Profile


@pytest.mark.parametrize(
    ("locale", "name", "other"),
    [
        ("en", "Moonshot AI", "Also stated:"),
        ("fr", "Moonshot AI", "Également indiqué\u00a0:"),
        ("zh-CN", "月之暗面", "另有记载："),
        ("zh-TW", "月之暗面", "另有記載："),
        ("ja", "Moonshot AI", "そのほかの記載："),
    ],
)
def test_the_name_of_the_lab_is_the_title(engine: Engine, locale: str, name: str, other: str) -> None:
    lines = engine.look_up(Profile("moonshot-ai"), locale=locale).lines
    assert (lines[0].kind, lines[0].text) == ("heading", name)
    assert [line.text for line in lines if line.kind == "heading"][-1] == other
