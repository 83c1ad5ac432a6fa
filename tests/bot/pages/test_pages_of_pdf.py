"""Pages of PDFs over HTTP: who may read an answer may see the pages that it quotes, and nothing else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bot.pages.addresses import Addresses
from bot.pages.making import PageMaking, TooBusyError
from bot.pages.page_memory import PageMemory
from bot.pages.site import Site
from index.documents import Document
from index.page_pictures import DocumentPages, pages_of
from index.shelf import Library
from tests.bot.pages.report import ARRIVED, CARRIED, answer_of, report, taken_in
from tests.bot.pages.shelf import Kept, Read
from tests.bot.pages.test_site import Client, Seen, page

URL = "https://footnote.example"


@pytest.fixture
async def held(tmp_path: Path) -> tuple[Library, Document]:
    return await asyncio.to_thread(taken_in, tmp_path, report())


@pytest.fixture
def read(held: tuple[Library, Document]) -> Read:
    library, document = held
    return Read({document.id: document}, "test", library)


@pytest.fixture
def kept(held: tuple[Library, Document], read: Read) -> Kept:
    return Kept({"ships": answer_of(held[1], "ships")}, read)


@pytest.fixture
async def client(kept: Kept, read: Read, addresses: Addresses) -> AsyncIterator[Client]:
    async with TestClient(TestServer(Site(kept, read, addresses).application())) as opened:
        yield opened


async def picture(client: Client, path: str, status: int = 200) -> bytes:
    async with client.get(path) as response:
        assert response.status == status
        return await response.read() if status == 200 else b""


def pictures_of(written: str) -> list[str]:
    return re.findall(r'<image href="([^"]+)"', written)


async def test_the_page_of_a_quote_is_shown_with_its_words_marked(client: Client) -> None:
    links = [given.get("href") for tag, given in Seen(await page(client, "/a/ships")).tags if tag == "a"]
    assert "/a/ships/d/1/page#q1" in links
    written = await page(client, "/a/ships/d/1/page")
    (source,) = pictures_of(written)
    with Image.open(BytesIO(await picture(client, source))) as found:
        assert (found.format, f'viewBox="0 0 {found.width} {found.height}"' in written) == ("PNG", True)
    assert written.count('id="q1"') == 1
    assert len(re.findall(r"<rect", written.split('id="q1"')[1].split("</g>")[0])) == 2
    marked = re.findall(r'<mark class="quote"[^>]*data-quote="1">(.*?)</mark>', written)
    assert "".join(marked) == ARRIVED
    assert "style=" not in written


async def test_only_pages_that_are_quoted_can_be_seen(client: Client) -> None:
    await picture(client, "/a/ships/d/1/1.png")
    await picture(client, "/a/ships/d/3/2.png")
    for path in ("/a/ships/d/1/2.png", "/a/ships/d/1/0.png", "/a/ships/d/4/1.png", "/a/ships/d/1/99999.png"):
        await page(client, path, 404)
        await page(client, path, 404)


async def test_meanwhile_the_pages_are_those_of_what_has_passed(
    kept: Kept, read: Read, addresses: Addresses
) -> None:
    found = kept.held["ships"].reply
    turned = [one.model_copy(update={"number": 4 - one.number}) for one in reversed(found.answer.citations)]
    passed = found.answer.model_copy(update={"citations": tuple(turned)})
    so_far = {"ships": found.model_copy(update={"answer": passed, "found": found.answer})}
    async with TestClient(TestServer(Site(kept, read, addresses).application())) as client:
        assert pictures_of(await page(client, "/a/ships/d/1/page")) == ["/a/ships/d/1/1.png"]
        await picture(client, "/a/ships/d/1/2.png", 404)
    site = Site(kept, read, addresses, so_far=so_far.get)
    async with TestClient(TestServer(site.application())) as client:
        seen = pictures_of(await page(client, "/a/ships/d/1/page"))
        assert seen == ["/a/ships/d/1/1.png", "/a/ships/d/1/2.png"]
        await picture(client, "/a/ships/d/1/2.png")


async def test_what_is_not_for_everybody_needs_a_signed_address(
    client: Client, kept: Kept, addresses: Addresses
) -> None:
    kept.private.add("ships")
    token = addresses.answer("ships", signed=True).partition("?t=")[2]
    for path in ("/a/ships/d/1/page", "/a/ships/d/1/1.png"):
        await page(client, path, 404)
        await page(client, f"{path}?t=forged", 404)
    written = await page(client, f"/a/ships/d/1/page?t={token}")
    (source,) = pictures_of(written)
    assert source.endswith(f"?t={token}")
    await picture(client, source)
    inside = [str(given["href"]) for tag, given in Seen(written).tags if tag == "a"]
    assert all(f"?t={token}" in link for link in inside if link.startswith("/a/"))


async def test_without_a_picture_the_text_is_read(client: Client, read: Read, kept: Kept) -> None:
    assert read.kept
    (entry,) = read.kept.entries()
    read.kept.remove(entry)
    links = [given.get("href") for tag, given in Seen(await page(client, "/a/ships")).tags if tag == "a"]
    assert "/a/ships/d/1#q1" in links
    async with client.get("/a/ships/d/1/page", allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (303, "/a/ships/d/1#q1")
    await page(client, "/a/ships/d/1/1.png", 404)
    assert ARRIVED in Seen(await page(client, "/a/ships/d/1")).text


async def test_a_pdf_of_another_version_than_the_text_is_not_shown(
    client: Client, kept: Kept, read: Read, held: tuple[Library, Document]
) -> None:
    document = held[1].model_copy(update={"text": f"# New\n\n{held[1].text}"})
    read.documents, read.current = {document.id: document}, "another"
    async with client.get("/a/ships/d/1/page", allow_redirects=False) as response:
        assert response.status == 303


async def test_a_quote_that_the_picture_does_not_hold_is_marked_in_the_text(
    client: Client, read: Read, kept: Kept, held: tuple[Library, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DocumentPages, "are_of", lambda *_: True)
    text = held[1].text.replace(
        "4,120 ships", "four thousand, one hundred and twenty great ships of all sorts"
    )
    document = held[1].model_copy(update={"text": text})
    quote = next(line for line in text.splitlines() if "great ships" in line).partition(" Most")[0]
    read.documents, read.current = {document.id: document}, "another"
    kept.held["ships"] = answer_of(document, "ships", [quote])
    written = await page(client, "/a/ships/d/1/page")
    assert "<rect" not in written
    assert "the words are in the text below" in written
    assert re.search(r'<mark class="quote" id="q1"', written)


async def test_a_quote_on_two_pages_is_marked_on_both(client: Client) -> None:
    written = await page(client, "/a/ships/d/3/page")
    assert re.findall(r'<image href="([^"]+)"', written) == ["/a/ships/d/3/1.png", "/a/ships/d/3/2.png"]
    assert (written.count('data-quote="3"><rect'), written.count('id="q3"')) == (2, 1)
    marked = re.findall(r'<mark class="quote"[^>]*data-quote="3">(.*?)</mark>', written)
    assert marked == [CARRIED] * 2, "the paragraph is read as a whole under either"


async def test_a_damaged_pdf_is_drawn_once_and_never_again(
    client: Client, read: Read, held: tuple[Library, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def fails(*_: object) -> None:
        drawn.append(1)

    monkeypatch.setattr(DocumentPages, "picture", fails)
    for _ in range(3):
        async with client.get("/a/ships/d/1/page", allow_redirects=False) as response:
            assert response.status == 303
    assert len(drawn) == 1
    assert pages_of(*held) is not None


async def test_readers_of_one_page_let_it_be_made_once_and_too_many_are_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    making, made = PageMaking(PageMemory(), "test", most=1), list[str]()

    def make() -> bytes:
        made.append("a")
        return b"page"

    assert await asyncio.gather(*(making.content("a", make) for _ in range(5))) == [b"page"] * 5
    assert made == ["a"]
    waiting = asyncio.create_task(making.content("b", make))
    await asyncio.sleep(0)
    with pytest.raises(TooBusyError):
        await making.content("c", make)
    assert await waiting == b"page"
    making.close()

    async def busy(*_: object) -> bytes:
        raise TooBusyError

    monkeypatch.setattr(PageMaking, "content", busy)
    async with client.get("/a/ships/d/1/page", headers={"Accept-Language": "fr"}) as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "60")
        assert "Réessayez dans une minute" in await response.text()
