"""Whoever wants to be forgotten is in no file any more, whatever they did as an administrator."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import simcord
from pydantic import JsonValue

from bot.client import FootnoteClient
from qa.store.api_keys import ApiKeys
from tests.bot.conftest import Clock
from tests.bot.disks import holding
from tests.bot.look import press, text
from tests.bot.reports import in_haste, office, server

pytestmark = pytest.mark.simcord(settle_timeout=60)
QUESTION = "What did DeepSeek R1 score, asked as only Root would?"
OPINION = "the lighthouse is nearer, says root"


@pytest.fixture
def simcord_bot(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> FootnoteClient:
    in_haste(monkeypatch)
    clock.now = time.time()  # which channels go by
    return office(tmp_path, clock).bot()


async def test_an_administrator_who_did_everything_is_in_no_file(
    simcord_env: simcord.Env, simcord_bot: FootnoteClient, tmp_path: Path
) -> None:
    own = server(simcord_env)
    root, channel, rules = own.root, own.channel, simcord_bot.handlers.rules
    card = await root.slash(channel, "ask", question=QUESTION)
    await root.send(channel, f"<@{simcord_bot.me.id}> {QUESTION}")
    form = await press(root, card, "Not helpful")
    await root.submit_modal(form, {"reason": ["wrong"], "words": OPINION})
    await press(root, card, "Watch")
    taught = await root.slash(channel, "taught")
    form = await press(root, taught, "Teach the right answer")
    await root.submit_modal(form, {"question": "Who?", "answer": "They.", "source": "https://example.org"})
    added = await own.add(("a.md", b"# A\n\nThe harbour opens at nine."))
    assert "a report" in text(added)
    await own.run("channel", authors=True)
    given: dict[str, JsonValue] = {"language": "fr", "days": 7, "roles": [own.role.id]}
    for name, value in given.items():
        await rules.settings.put(name, value, guild=own.guild.id, by=root.id)
    undone = await rules.settings.put("private", True, guild=own.guild.id, by=root.id)
    await rules.settings.undo(own.guild.id, undone.number, by=root.id)
    await rules.settings.put("language", "ja", guild=-root.id, by=root.id)
    await ApiKeys(simcord_bot.handlers.answers.database).make("wiki", guild=own.guild.id, by=root.id)
    words = (root.id, -root.id, QUESTION, OPINION)
    data = tmp_path / "data"
    held = {name.removesuffix("-wal") for name in holding(data, *words)}
    assert held >= {"batches.sqlite3", "channels.sqlite3", "footnote.sqlite3"}
    shown = await root.slash(channel, "privacy")
    done = await press(root, await press(root, shown, "Forget me"), "Yes, delete")
    assert text(done).startswith("Done: I keep nothing of you any more.")
    await simcord_bot.governing.upkeep.run()
    assert holding(data, *words) == set()
    acts = await rules.audit.of(own.guild.id)
    assert {one.by for one in acts} == {None}
    assert len(acts) >= 9  # what was done is still known
