"""The preview in a real headless Chromium, with the real engine: type a question, see the proof.

FOOTNOTE_SCREENSHOT=PATH keeps a picture of the answer and its sources.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.app import create_bot
from bot.assistant import Alone
from bot.preview import serve
from bot.settings import BotSettings
from qa.engine import Engine
from qa.question.conversation import Conversations
from tests.bot.chromium import PATIENCE, chromium, need_chromium

QUESTION = "What did DeepSeek R1 score in 2025-Q1?"


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


def visit(url: str, mention: str, picture: str | None) -> None:
    """Ask in the page's composer, check the card, open the sources, check the quote."""
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": 1040, "height": 1040}, device_scale_factor=2, color_scheme="dark"
        )
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(url)
        _ask(page, mention)
        _open_sources(page)
        if picture:
            _keep(page, Path(picture))


def _ask(page: Page, mention: str) -> None:
    expect(page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
    page.locator("#channel-composer-input").fill(f"{mention} {QUESTION}")
    page.get_by_role("button", name="Send").click()
    conversation = page.locator("#channel-message-list")
    expect(conversation).to_contain_text("89")
    expect(conversation).to_contain_text("[1]")
    expect(conversation).to_contain_text("1 quote checked")
    expect(conversation).to_contain_text("2025-Q1")


def _open_sources(page: Page) -> None:
    page.get_by_role("button", name="Source").first.click()
    conversation = page.locator("#channel-message-list")
    expect(conversation).to_contain_text("Only you can see this")
    quote = conversation.locator("blockquote").last
    expect(quote).to_contain_text("89")
    expect(conversation.get_by_role("link").last).to_have_attribute(
        "href", "https://www.aibase.com/zh/news/15884"
    )


def _keep(page: Page, picture: Path) -> None:
    expect(page.get_by_role("button", name="Delete").first).to_be_enabled()  # the last press is over
    page.mouse.move(0, 0)
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.locator("#channel-message-list").screenshot(path=picture)


async def test_a_question_typed_in_a_browser_is_answered_with_proof(loaded: Engine, tmp_path: Path) -> None:
    bot = create_bot(Alone(loaded), Conversations(), BotSettings(data_dir=tmp_path), always_register=True)
    opened: asyncio.Future[tuple[str, str]] = asyncio.get_running_loop().create_future()
    async with bot:
        serving = asyncio.create_task(
            serve(
                bot,
                place="channel",
                locale="en-US",
                port=None,
                ready=lambda url, mention: opened.set_result((url, mention)),
            )
        )
        try:
            url, mention = await asyncio.wait_for(opened, 20)
            await asyncio.to_thread(visit, url, mention, os.environ.get("FOOTNOTE_SCREENSHOT"))
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
