"""On the answer to a post of a forum: what its asker says of it, and the buttons for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from discord import ui

from bot.cards.pages import CardText
from bot.cards.voice import voice_button
from qa.store.shown_answer import PostState

SIGNS: Final = {"solved": "✅", "wrong": "❌"}


def post_blocks(post: PostState | None, say: Callable[[str], str]) -> Iterator[CardText]:
    """What was said of the answer, if anything was."""
    if post in SIGNS:
        yield CardText(f"{SIGNS[post]} {say(f'post-{post}')}", lambda text: f"**{text}**", set_off=True)


def post_rows(key: str, post: PostState | None, say: Callable[[str], str]) -> Iterator[ui.ActionRow[Any]]:
    """The buttons by which the asker says whether a post is solved."""
    if post is not None:
        yield ui.ActionRow(
            voice_button("solved", key, say("button-solved")), voice_button("wrong", key, say("button-wrong"))
        )
