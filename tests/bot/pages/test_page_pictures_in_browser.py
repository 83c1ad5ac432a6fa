"""A page of a PDF in a real headless Chromium: a citation is pressed, and its words are marked in it.

FOOTNOTE_SCREENSHOTS=FOLDER keeps pictures of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from bot.pages.addresses import Addresses
from bot.pages.site import Site
from tests.bot.chromium import PATIENCE, chromium, need_chromium
from tests.bot.pages.report import ARRIVED, ARRIVED_AT, WIDTH, answer_of, report, taken_in
from tests.bot.pages.shelf import Kept, Read
from tests.bot.pages.test_pages_in_browser import LEVELS, SIZES, heard, keep, seen
from tests.index.formats.pdf_samples import HEIGHT

LINE = 14.4  # points from one line of the report to the next
GREY = 100  # under which a pixel is of a letter


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


@pytest.fixture
async def address(tmp_path: Path, addresses: Addresses) -> AsyncIterator[str]:
    library, document = await asyncio.to_thread(taken_in, tmp_path, report())
    read = Read({document.id: document}, "test", library)
    kept = Kept({"ships": answer_of(document, "ships")}, read)
    async with TestServer(Site(kept, read, addresses).application()) as server:
        yield str(server.make_url("")).rstrip("/")


@contextmanager
def opened(address: str, size: str, ground: str, *, scripts: bool) -> Iterator[tuple[Page, list[str]]]:
    with chromium() as browser:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            color_scheme=ground,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        said = heard(page)
        page.goto(f"{address}/a/ships")
        yield page, said


def dark_share(page: Page, selector: str) -> float:
    """The share of what is seen of an element that is letters."""
    picture = Image.open(BytesIO(page.locator(selector).first.screenshot())).convert("L")
    return sum(picture.histogram()[:GREY]) / (picture.width * picture.height)


def look(address: str, size: str, ground: str, *, scripts: bool) -> None:
    with opened(address, size, ground, scripts=scripts) as (page, said):
        page.get_by_role("link", name="Quote 1").first.click()
        page.locator("#c1 .from a").click()
        expect(page).to_have_url(f"{address}/a/ships/d/1/page#q1")
        expect(page.get_by_role("img")).to_be_visible()
        page.wait_for_load_state("networkidle")
        keep(page, f"pdf-{size}-{ground}{'' if scripts else '-without-scripts'}")
        assert seen(page, "#q1 rect")
        paper, box = page.locator("svg.paper").bounding_box(), page.locator("#q1 rect").first.bounding_box()
        assert paper
        assert box
        scale = paper["width"] / WIDTH
        left, baseline = ARRIVED_AT
        assert abs(box["x"] - paper["x"] - left * scale) < 3
        assert 0 < paper["y"] + (HEIGHT - baseline) * scale - box["y"] < LINE * scale + 2  # its stroke
        assert box["height"] < 1.5 * LINE * scale
        assert page.locator("#q1 rect").count() == 2, "it stands on two lines"
        assert 0.05 < dark_share(page, "#q1 rect") < 0.5, "words are read through the mark"
        text = page.locator("section mark[data-quote='1']")
        assert "".join(text.all_inner_texts()) == ARRIVED
        page.reload()
        assert seen(page, "#q1 rect")
        wide = page.locator("html").evaluate("one => one.scrollWidth - one.clientWidth") if scripts else 0
        assert wide <= 0, f"{size} scrolls sideways"
        page.get_by_role("link", name="Back to the answer").click()
        expect(page.locator("#c1")).to_contain_text(ARRIVED)
        assert said == []


def look_at_two_pages(address: str) -> None:
    with opened(address, "wide", "light", scripts=False) as (page, _):
        page.locator("#c3 .from a").click()
        expect(page.get_by_role("img")).to_have_count(2)
        assert seen(page, "#q3 rect")
        assert page.locator("[data-quote='3'] rect").count() == 2
        page.get_by_role("link", name="Read the whole document").click()
        expect(page).to_have_url(f"{address}/a/ships/d/3#q3")
        assert seen(page, "#q3")


def judge(address: str) -> list[str]:
    found: list[str] = []
    for size in SIZES:
        for ground in ("light", "dark"):
            with opened(address, size, ground, scripts=True) as (page, _):
                page.goto(f"{address}/a/ships/d/2/page")
                options = {"runOnly": {"type": "tag", "values": LEVELS}}
                violations = Axe().run(page, options=options).response["violations"]
                told = (f"{one['id']}: {one['nodes'][0]['html']}" for one in violations)
                found += [f"{size} {ground}: {one}" for one in told]
    return found


@pytest.mark.parametrize(
    ("size", "ground", "scripts"),
    [("wide", "light", True), ("phone", "dark", True), ("wide", "dark", False), ("phone", "light", False)],
)
async def test_a_citation_leads_to_its_words_in_the_picture(
    address: str, size: str, ground: str, scripts: bool
) -> None:
    await asyncio.to_thread(look, address, size, ground, scripts=scripts)


async def test_a_quote_on_two_pages_is_marked_on_both(address: str) -> None:
    await asyncio.to_thread(look_at_two_pages, address)


async def test_nobody_is_shut_out_of_the_page(address: str) -> None:
    assert await asyncio.to_thread(judge, address) == []
