"""Settings in Discord: what administrators change holds from the next question on, and can be undone."""

from __future__ import annotations

from tests.bot.governing.conftest import Council
from tests.bot.look import labels, press, text


async def test_the_card_says_what_holds(council: Council) -> None:
    card = await council.open()
    assert card.ephemeral
    print(text(card), labels(card))
    await council.put("language", "fr")
    print(text(council.card))
    print(await council.bot.handlers.rules.at(council.world.guild.id))
    await press(council.admin, council.card, "Undo")
    print(text(council.card))
    assert 0
