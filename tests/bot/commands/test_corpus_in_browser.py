"""Reports are added, listed, taken out and brought back in the preview in a real headless Chromium.

FOOTNOTE_SCREENSHOTS=FOLDER keeps a picture of the form and one of the cards, in English or as FOOTNOTE_LOCALE
(fr, ja, zh-CN, zh-TW) says.
"""

from __future__ import annotations

import asyncio
import os
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
import simcord
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from bot.app import LOCALES, create_bot
from bot.client import FootnoteClient
from bot.preview import arrange
from bot.settings import BotSettings
from qa.collections.desk import Desk
from qa.question.conversation import Conversations
from qa.settings import Settings
from qa.wording.messages import Messages
from tests.bot.chromium import chromium, need_chromium
from tests.index.formats.pdf_samples import lines, pdf

PATIENCE: Final = 30_000  # milliseconds
SUGGESTED: Final = 2_500  # milliseconds that the page takes to show what is suggested
SETTLED: Final = 600.0  # seconds
TODAY: Final = 1_767_225_600.0  # when the simulated Discord begins
COLOURS: Final = 256
FOLDER = os.environ.get("FOOTNOTE_SCREENSHOTS")
LOCALE = os.environ.get("FOOTNOTE_LOCALE", "en-US")
TITLE = "The harbour of Skiffton in 2025"
REPORT = pdf(
    lines(72, 720, [TITLE], size=20)
    + lines(72, 670, ["The Skiffton ferry carried 48,200 passengers in 2025."]),
    lines(72, 720, ["Outlook"], size=20)
    + lines(72, 670, ["The harbour board plans a second ferry for the summer of 2026."]),
)
TIDES = {
    "fr": ("marées.md", "# Annuaire des marées 2026\n\nLa plus haute marée de 2026 est de 7,3 m.\n"),
    "ja": ("潮位.md", "# 2026年の潮位表\n\n2026年の最高潮位は3月21日の7.3メートルです。\n"),
    "zh-CN": ("潮汐.md", "# 2026年潮汐表\n\n2026年最高潮位为7.3米，码头在涨潮时关闭。\n"),
    "zh-TW": ("潮汐.md", "# 2026年潮汐表\n\n2026年最高潮位為7.3公尺，碼頭在漲潮時關閉。\n"),
}
ENGLISH = ("tide-tables.md", "# Tide tables for 2026\n\nThe highest tide of 2026 is 7.3 m.\n")


@pytest.fixture(autouse=True)
def _chromium() -> None:
    need_chromium()


class Visit:
    """Somebody at the page, who reads and types in the language of the page."""

    def __init__(self, page: Page) -> None:
        self.page, self._messages, self._kept = page, Messages(LOCALES), list[Image.Image]()

    def say(self, key: str) -> str:
        return self._messages.format(LOCALE, key)

    def command(self, name: str, typed: str = "") -> None:
        composer = self.page.locator("#channel-composer-input")
        composer.fill(f"/corpus {name}")  # the page finds commands by their English names
        expect(self.page.locator(".command-entry").first).to_be_visible()
        self.page.wait_for_timeout(SUGGESTED)
        composer.press("Enter")
        if typed:
            self.page.keyboard.type(typed)
            expect(self.page.get_by_text(TITLE, exact=True).last).to_be_visible()
            self.page.wait_for_timeout(SUGGESTED)
            self.page.keyboard.press("Enter")
        self.page.keyboard.press("Enter")

    def hand_in(self) -> None:
        self.command("add")
        form, tides = self.page.locator("#modal-root"), TIDES.get(LOCALE, ENGLISH)
        files: list[FilePayload] = [
            {"name": "harbour-2025.pdf", "mimeType": "application/pdf", "buffer": REPORT},
            {"name": tides[0], "mimeType": "text/markdown", "buffer": tides[1].encode()},
            {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x"},
        ]
        form.locator("input[type=file]").set_input_files(files)
        expect(form.locator(".upload-item")).to_have_count(3)
        if FOLDER:
            picture = Image.open(BytesIO(form.locator("form").screenshot()))
            _kept(picture, "corpus-add")
        form.locator("button[type=submit]").click()

    def card(self, says: str, *more: str) -> None:
        """Look at the newest card, once it says so."""
        card = self.page.locator("#channel-message-list .component-container").last
        for one in (self.say(says), *more):
            expect(card).to_contain_text(one)
        self.page.mouse.move(0, 0)
        if FOLDER:
            self._kept.append(Image.open(BytesIO(card.screenshot())).convert("RGB"))

    def keep(self) -> None:
        """The cards under one another, as one picture."""
        width, height = self._kept[0].width, sum(one.height for one in self._kept)
        whole, top = Image.new("RGB", (width, height)), 0
        for one in self._kept:
            whole.paste(one, (0, top))
            top += one.height
        _kept(whole, "corpus")


def _kept(picture: Image.Image, name: str) -> None:
    path = Path(str(FOLDER)) / f"{name}{'' if LOCALE == 'en-US' else f'-{LOCALE}'}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE).save(path, optimize=True)


def visit(url: str) -> None:
    with chromium() as browser:
        page = browser.new_page(
            viewport={"width": 760, "height": 1100}, device_scale_factor=1.5, color_scheme="dark"
        )
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(url)
        expect(page.locator("#preview-app")).to_have_attribute("aria-busy", "false")
        person = Visit(page)
        person.hand_in()
        person.card("corpus-done-add", TITLE, person.say("corpus-kind"))
        person.command("list")
        person.card("corpus-list-title", "harbour-2025.pdf")
        person.command("remove", "Skiff")
        person.card("corpus-done-remove", TITLE)
        page.get_by_role("button", name=person.say("button-undo")).last.click()
        person.card("corpus-done-restore", TITLE)
        if FOLDER:
            person.keep()


def _bot(folder: Path) -> FootnoteClient:
    (folder / "corpus").mkdir()
    desk = Desk(Settings(data_dir=folder / "data", corpus=folder / "corpus"))
    given: dict[str, Any] = {"locale": LOCALE, "always_register": True, "clock": lambda: TODAY}
    settings = BotSettings(data_dir=folder / "data")
    return create_bot(desk, Conversations(), settings, catalogue=desk.catalogue, **given)


async def test_reports_are_managed_in_the_preview(tmp_path: Path) -> None:
    bot = _bot(tmp_path)
    async with simcord.run(bot, shard_count=1, check_errors=False, settle_timeout=SETTLED) as env:
        channel, visitor = await arrange(bot, env, "channel", LOCALE)
        async with env.preview(channel, viewers=[visitor], layout="channel", locale=LOCALE) as preview:
            await asyncio.to_thread(visit, preview.url)
