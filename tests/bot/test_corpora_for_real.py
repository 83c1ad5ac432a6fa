"""A PDF is handed in on Discord, and the next question is answered from it: the real program and engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.client import FootnoteClient
from qa.collections.desk import Desk
from qa.settings import Settings
from tests.bot.conftest import Clock
from tests.bot.look import press, text
from tests.bot.reports import Office, office, server
from tests.index.formats.pdf_samples import lines, pdf

QUESTION = "How many passengers did the Skiffton ferry carry?"
REPORT = pdf(
    lines(72, 720, ["The harbour of Skiffton in 2025"], size=20)
    + lines(
        72,
        670,
        [
            "The Skiffton ferry carried 48,200 passengers in 2025, twice as many as in",
            "the year before. The new quay was opened on 3 March 2025.",
        ],
    )
)


@pytest.fixture
def held(tmp_path: Path, clock: Clock) -> Office:
    (tmp_path / "corpus").mkdir()
    return office(tmp_path, clock, Desk(Settings(data_dir=tmp_path / "data", corpus=tmp_path / "corpus")))


@pytest.fixture
def simcord_bot(held: Office) -> FootnoteClient:
    return held.bot()


async def test_a_pdf_is_asked_about_undone_and_brought_back(held: Office, simcord_env: simcord.Env) -> None:
    simcord_env.settle_timeout = 300.0
    here, there = server(simcord_env), server(simcord_env, "Other")
    assert "48,200" not in text(await here.root.slash(here.channel, "ask", question=QUESTION))
    card = await here.add(("harbour.pdf", REPORT), ("broken.pdf", b"%PDF-1.4 nothing"))
    told = text(card)
    assert "✅ **The harbour of Skiffton in 2025** · 1 page · English" in told
    assert "⚠️ **broken.pdf** · " in told
    answer = await here.member.slash(here.channel, "ask", question=QUESTION)
    assert "48,200" in text(answer)
    assert "48,200" not in text(await there.member.slash(there.channel, "ask", question=QUESTION))
    status = text(await here.run("status"))
    assert "1 report of at most 200 · " in status
    assert "0 passages" not in status
    assert "version " in status
    await press(here.root, card, "Undo")
    assert "48,200" not in text(await here.member.slash(here.channel, "ask", question=QUESTION))
    await press(here.root, card, "Undo")
    assert "48,200" in text(await here.member.slash(here.channel, "ask", question=QUESTION))


async def test_an_address_of_a_private_network_is_refused(held: Office, simcord_env: simcord.Env) -> None:
    simcord_env.settle_timeout = 300.0
    here = server(simcord_env)
    told = text(await here.add(addresses="http://127.0.0.1:8123/report.html"))
    assert told.startswith("### Nothing was changed\n⚠️ **http\\://127.0.0.1:8123/report.html** · ")
