"""The commands that look figures up, in the preview in a real headless Chromium, with the real engine.

FOOTNOTE_SCREENSHOTS=FOLDER keeps a picture of every command, in English or as FOOTNOTE_LOCALE (fr, ja, zh-CN,
zh-TW) says.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
import simcord
from PIL import Image
from playwright.sync_api import Page, expect

from bot.app import create_bot
from bot.assistant import Alone
from bot.preview import arrange
from bot.settings import BotSettings
from index.corpus_files import read_file
from index.embedding import BundledEmbedder
from qa.engine import Engine
from qa.question.conversation import Conversations
from qa.review.reviewed import Reviewed
from tests.bot.chromium import PATIENCE, chromium, need_chromium

COLOURS = 256  # of a kept picture
FOLDER = os.environ.get("FOOTNOTE_SCREENSHOTS")
LOCALE = os.environ.get("FOOTNOTE_LOCALE", "en-US")
ARTICLE = """---
id: chips-and-models-2025-q3
title: Chips and models, autumn 2025
edition: 2025-Q3
language: en
published: 2025-10-02
sources:
  - {publisher: Example News, title: Chips and models, url: null, published: 2025-10-02, language: en}
license: CC-BY-4.0
---
The newcomer of the autumn is Kimi K2, which scores 57 points on the Intelligence Index.
Moonshot AI raised 2.1 billion dollars.
"""
COMMANDS: dict[str, dict[str, Any]] = {
    "score": {"model": "deepseek-r1-0528"},
    "compare": {"model1": "deepseek-r1", "model2": "o1", "model3": "deepseek-r1-0528"},
    "rank": {"edition": "2025-Q1", "top": 10},
    "history": {"name": "deepseek"},
    "lab": {"lab": "alibaba"},
    "editions": {},
    "watch": {"model": "deepseek-r1"},
    "facts review": {},
    "settings": {},
    "about": {},
}
JOIN = "join"  # no command: the first message in a server
DRAWN = {"compare", "rank", "history"}
REVIEW = "facts review"
SIGNS = {REVIEW: "✅", "settings": "📜", "about": "", JOIN: "💬"}  # what stands on a button


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


def visit(url: str, command: str) -> None:
    """Look at the card: its picture is loaded and described, its sources are offered."""
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": 760, "height": 1500}, device_scale_factor=1.5, color_scheme="dark"
        )
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(url)
        expect(page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        if command in DRAWN:
            _look(page)
        sign = SIGNS.get(command, "🗑️")
        if sign:
            expect(page.get_by_role("button", name=sign).first).to_be_enabled()
        if FOLDER:
            _keep(page, Path(FOLDER) / f"{command.replace(' ', '-')}.png")


def _look(page: Page) -> None:
    picture = page.locator(".component-gallery img").first
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('.component-gallery img').naturalWidth === 1100")
    assert "DeepSeek R1" in (picture.get_attribute("alt") or "")


def _keep(page: Page, picture: Path) -> None:
    page.mouse.move(0, 0)
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.locator("#channel-message-list").screenshot(path=picture)
    with Image.open(picture) as shown:
        shown.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE).save(picture, optimize=True)


def with_news(engine: Engine, folder: Path) -> Engine:
    """The engine, and an article whose figures nobody has decided on."""
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    document = read_file(folder / "article.md")
    reviewed = Reviewed(engine.knowledge, {document.id: document}, folder)
    reviewed.gather("news")
    return Engine(engine.knowledge, engine.index, BundledEmbedder(), reviewed=reviewed)


@pytest.mark.parametrize("command", [*COMMANDS, JOIN] if FOLDER else ["compare", REVIEW])
async def test_a_command_is_answered_with_a_picture(loaded: Engine, tmp_path: Path, command: str) -> None:
    settings = BotSettings(data_dir=tmp_path)
    asked = with_news(loaded, tmp_path) if command == REVIEW else loaded
    bot = create_bot(Alone(asked), Conversations(), settings, locale=LOCALE, always_register=True)
    async with simcord.run(bot, shard_count=1, check_errors=False) as env:
        channel, visitor = await arrange(bot, env, "channel", LOCALE)
        assert isinstance(visitor, simcord.MemberActor)
        if command == JOIN:
            await bot.governing.presenting.greet(bot.guilds[0])
        else:
            held, server = bot.handlers.rules.settings, bot.guilds[0].id
            await held.put("ask", [channel.id], guild=server, by=visitor.id)  # which /settings shows
            await visitor.slash(channel, command, **COMMANDS[command])
        async with env.preview(channel, viewers=[visitor], layout="channel", locale=LOCALE) as preview:
            await asyncio.to_thread(visit, preview.url, command)
