"""Asking again in a real headless Chromium: the button is pressed, without scripts, and what differs is read.

FOOTNOTE_SCREENSHOTS=FOLDER keeps pictures of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.pages.addresses import Addresses
from bot.pages.site import Site
from bot.replays import Replays
from bot.workers import Workers
from qa.sharing.shared import SharedAnswer
from tests.bot.chromium import PATIENCE, chromium, need_chromium
from tests.bot.pages.shelf import Kept, Read
from tests.bot.pages.test_pages_in_browser import LEVELS, SIZES, heard, keep
from tests.bot.pages.test_replays import AFTER, BEFORE, Again, Versions


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


@pytest.fixture
async def address(read: Read, addresses: Addresses) -> AsyncIterator[str]:
    kept = Kept({"score": SharedAnswer(key="score", reply=BEFORE, asked="2025-11-29")}, read)
    workers = Workers(Versions(Again(AFTER), Again(BEFORE)), threads=1, waiting=10, seconds=20)
    async with TestServer(Site(kept, read, addresses, Replays(workers)).application()) as server:
        yield str(server.make_url("")).rstrip("/")
    workers.close()


def press(address: str) -> list[str]:
    """What axe finds on both pages, in both sizes and on both grounds."""
    found: list[str] = []
    with chromium() as browser:
        for size, ground in (("wide", "light"), ("phone", "dark")):
            context = browser.new_context(
                viewport=SIZES[size],  # type: ignore[arg-type]
                color_scheme=ground,  # type: ignore[arg-type]
                java_script_enabled=False,
            )
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            said = heard(page)
            page.goto(f"{address}/a/score")
            page.get_by_role("button", name="Ask again").click()
            expect(page).to_have_url(f"{address}/a/score/replay")
            expect(page.locator("del")).to_have_text("R1 has 89 points.")
            expect(page.locator("ins")).to_have_text("R1 has <b>90</b> points.")
            keep(page, f"replay-{size}-{ground}")
            page.reload()
            expect(page.locator("ins")).to_be_visible()
            assert said == []
            context.close()
            judged = browser.new_page(viewport=SIZES[size], color_scheme=ground)  # type: ignore[arg-type]
            for path in ("/a/score", "/a/score/replay"):
                judged.goto(address + path)
                options = {"runOnly": {"type": "tag", "values": LEVELS}}
                violations = Axe().run(judged, options=options).response["violations"]
                found += [
                    f"{path} {size} {ground}: {one['id']} {one['nodes'][0]['html']}" for one in violations
                ]
            judged.close()
    return found


async def test_an_answer_is_asked_again_without_scripts_and_for_everybody(address: str) -> None:
    assert await asyncio.to_thread(press, address) == []
