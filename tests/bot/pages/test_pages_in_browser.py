"""Pages in a real headless Chromium: a citation is pressed, and the quote is seen where it stands.

FOOTNOTE_SCREENSHOTS=FOLDER keeps pictures of them.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.pages.addresses import Addresses
from bot.pages.site import Site
from qa.sharing.shared import SharedAnswer
from tests.bot.chromium import PATIENCE, chromium, need_chromium
from tests.bot.pages.shelf import Kept, Read

SIZES = {"wide": {"width": 1100, "height": 900}, "phone": {"width": 390, "height": 780}}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


@pytest.fixture
async def address(kept: Kept, read: Read, addresses: Addresses) -> AsyncIterator[str]:
    async with TestServer(Site(kept, read, addresses).application()) as server:
        yield str(server.make_url("")).rstrip("/")


def opened(address: str, *, scripts: bool = True) -> Iterator[tuple[Page, list[str], str, str]]:
    """Pages of either size on either ground, with what their consoles say."""
    with chromium() as browser:
        for size, viewport in SIZES.items():
            for ground in ("light", "dark"):
                context = browser.new_context(
                    viewport=viewport,  # type: ignore[arg-type]
                    color_scheme=ground,
                    java_script_enabled=scripts,
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                said = heard(page)
                page.goto(f"{address}/a/scale")
                yield page, said, size, ground
                context.close()


def heard(page: Page) -> list[str]:
    """What the console of a page says from now on."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def seen(page: Page, selector: str) -> bool:
    """Whether something lies wholly on the screen, and nothing over it."""
    box = page.locator(selector).first.bounding_box()
    view = page.viewport_size
    assert box
    assert view
    return box["y"] >= 0 and box["y"] + min(box["height"], 60) <= view["height"]


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("FOOTNOTE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder, f"{name}.png"))


def walk(address: str, quotes: dict[int, str]) -> None:
    """Press a citation, go to its document, find the quote on the screen, reload and go back."""
    for page, said, size, ground in opened(address):
        keep(page, f"opened-{size}-{ground}")
        page.get_by_role("link", name="Quote 2").click()
        expect(page.locator("#c2")).to_be_focused()
        assert seen(page, "#c2")
        keep(page, f"answer-{size}-{ground}")
        page.locator("#c2 .from a").click()
        expect(page).to_have_url(f"{address}/a/scale/d/2#q2")
        assert seen(page, "#q2")
        assert "".join(page.locator("mark[data-quote='2']").all_inner_texts()) == quotes[2]
        keep(page, f"document-{size}-{ground}")
        page.reload()
        expect(page.locator("mark[data-quote='2']").first).to_be_visible()
        assert seen(page, "#q2")
        page.get_by_role("link", name="Back to the answer").click()
        expect(page.locator("#c1")).to_contain_text(quotes[1])
        assert said == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{size} scrolls sideways"


def look_without_scripts(address: str, quotes: dict[int, str]) -> None:
    for page, _, _, _ in opened(address, scripts=False):
        page.get_by_role("link", name="Quote 1").click()
        assert page.url.endswith("#c1")
        expect(page.locator("#c1")).to_contain_text(quotes[1])
        page.locator("#c1 .from a").click()
        assert seen(page, "#q1")


def judge(address: str, keys: list[str]) -> list[str]:
    """What axe finds on the pages of `keys` and of their first documents."""
    found: list[str] = []
    for page, _, size, ground in opened(address):
        for path in [*(f"/a/{key}" for key in keys), "/a/scale/d/1", "/a/missing"]:
            page.goto(address + path)
            options = {"runOnly": {"type": "tag", "values": LEVELS}}
            violations = Axe().run(page, options=options).response["violations"]
            told = (f"{one['id']}: {one['nodes'][0]['html']}" for one in violations)
            found += [f"{path} {size} {ground}: {one}" for one in told]
    return found


@pytest.fixture
def quotes(answers: dict[str, SharedAnswer]) -> dict[int, str]:
    return {one.number: one.quote for one in answers["scale"].reply.answer.citations}


async def test_a_citation_leads_to_the_quote_on_the_screen(address: str, quotes: dict[int, str]) -> None:
    await asyncio.to_thread(walk, address, quotes)


async def test_all_of_it_works_without_scripts(address: str, quotes: dict[int, str]) -> None:
    await asyncio.to_thread(look_without_scripts, address, quotes)


async def test_nobody_is_shut_out(address: str) -> None:
    found = await asyncio.to_thread(judge, address, ["scale", "ranked", "ja", "nothing"])
    assert found == []
