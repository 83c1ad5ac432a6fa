"""Pages over HTTP: what is shown, to whom, and that nothing of others' comes to life in them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.pages import addresses as made
from bot.pages.addresses import Addresses
from bot.pages.guarding import HEADERS
from bot.pages.site import Site
from index.documents import Document
from qa.models import Answer, Line, Reply, SourceView, Statement, TaughtView
from qa.sharing.shared import SharedAnswer
from tests.bot.pages.shelf import Kept, Read

Client = TestClient[Any, Any]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202egnp.exe \u200b\u2066x",
    "&lt;b&gt; </title></style><svg onload=alert(1)>",
)


class Seen(HTMLParser):
    """The tags with their attributes, and the text, of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


async def page(client: Client, path: str, status: int = 200) -> str:
    async with client.get(path) as response:
        assert response.status == status
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        return await response.text()


def marked(written: str, number: int) -> str:
    """The words of the quote of that number on the page of its document."""
    found = re.findall(r'<mark class="quote"[^>]*data-quote="(\d+)">(.*?)</mark>', written)
    return "".join(text for one, text in found if one == str(number))


async def test_an_answer_is_shown_with_every_quote_and_its_source(
    client: Client, answers: dict[str, SharedAnswer]
) -> None:
    seen = Seen(await page(client, "/a/scale"))
    answer = answers["scale"].reply.answer
    for cited in answer.citations:
        assert cited.view.text in seen.text
        assert cited.title in seen.text
    links = [given.get("href") for tag, given in seen.tags if tag == "a"]
    assert "https://www.aibase.com/zh/news/15884" in links
    assert {"#c1", "#c2", "/a/scale/d/1#q1", "/a/scale.json"} <= set(links)
    assert "cannot be compared" in seen.text


async def test_a_quote_is_marked_in_its_document_and_nothing_else_is(
    client: Client, answers: dict[str, SharedAnswer]
) -> None:
    for cited in answers["scale"].reply.answer.citations:
        written = await page(client, f"/a/scale/d/{cited.number}")
        assert marked(written, cited.number) == cited.quote
        assert written.count(f'id="q{cited.number}"') == 1


async def test_what_was_taught_is_marked_as_that(client: Client, kept: Kept) -> None:
    assert "Taught by" not in await page(client, "/a/nothing")
    sources = (("https://example.org/a?b", 1), ("javascript:alert(1)", 0), ("A book, p. 3", 0))
    for key, (source, links) in zip(("web", "script", "book"), sources, strict=True):
        taught = TaughtView(question="<b>How tall?", answer="330 m\n<script>", source=source, on="2025-11-29")
        held = kept.held["nothing"]
        reply = held.reply.model_copy(update={"taught": taught})
        kept.held[key] = held.model_copy(update={"reply": reply})
        seen = Seen(await page(client, f"/a/{key}"))
        for text in (
            "Taught by an administrator on November 29, 2025 – not checked against the documents",
            "For the question: <b>How tall?",
            "330 m",
            "<script>",
            source,
            "Apart from what an administrator taught, Footnote shows nothing that is not in a quote",
        ):
            assert text in seen.text
        assert [given.get("href") for tag, given in seen.tags if tag == "a"].count(source) == links


async def test_every_word_of_a_document_is_on_its_page(client: Client, read: Read) -> None:
    seen = Seen(await page(client, "/a/why/d/1"))
    (document,) = [one for one in read.documents.values() if one.title in seen.text and one.language == "en"][
        :1
    ]
    shown = re.sub(r"\W+", "", seen.text)
    words = re.findall(r"\w+", re.sub(r"(?m)^\s*(?:[#>*+-]+|\d{1,3}\.)", "", document.text))
    assert all(word in shown for word in words)
    assert len(words) > 500


async def test_the_answer_as_json_is_the_contract(client: Client, answers: dict[str, SharedAnswer]) -> None:
    assert Answer.model_validate(json.loads(await page(client, "/a/ja.json"))) == answers["ja"].reply.answer


@pytest.mark.parametrize(
    ("suffix", "kind"), [("md", "text/markdown"), ("png", "image/png"), ("bib", "application/x-bibtex")]
)
async def test_it_can_be_taken_along(client: Client, suffix: str, kind: str) -> None:
    async with client.get(f"/a/fr.{suffix}") as response:
        assert response.status == 200
        assert response.content_type == kind


async def test_a_link_unfolds_with_title_answer_and_picture(client: Client) -> None:
    seen = Seen(await page(client, "/a/ranked"))
    found = {given.get("property"): given.get("content") for tag, given in seen.tags if tag == "meta"}
    assert found["og:title"] == "Rank the models of the Q2 report"
    assert found["og:image"] == "https://footnote.example/a/ranked.png"
    assert "DeepSeek R1-0528: 68" in str(found["og:description"])


async def test_a_chart_is_drawn_for_both_grounds(client: Client) -> None:
    light, dark = await page(client, "/a/ranked/chart.svg"), await page(client, "/a/ranked/chart.svg?dark=1")
    assert "<svg" in light
    assert light != dark
    await page(client, "/a/fr/chart.svg", 404)


async def test_what_is_not_published_needs_a_signed_address(
    client: Client, kept: Kept, addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.private.add("why")
    for path in ("/a/why", "/a/why.json", "/a/why.png", "/a/why/d/1"):
        await page(client, path, 404)
        await page(client, f"{path}?t=forged", 404)
    signed = addresses.answer("why", signed=True).removeprefix("https://footnote.example")
    seen = Seen(await page(client, signed))
    token = signed.partition("?t=")[2]
    inside = [
        given["href"] for tag, given in seen.tags if tag == "a" and "/a/why" in (given.get("href") or "")
    ]
    assert inside
    assert all(f"?t={token}" in str(link) for link in inside)
    assert not any(given.get("property") == "og:image" for tag, given in seen.tags)
    await page(client, f"/a/scale/d/1?t={token}")  # public anyway
    await page(client, f"/a/why/d/1?t={token}")
    other = addresses.answer("scale", signed=True).partition("?t=")[2]
    await page(client, f"/a/why?t={other}", 404)
    monkeypatch.setattr(made, "LASTS", -1)
    await page(client, f"/a/why?t={token}", 404)


async def test_what_was_removed_is_gone_at_once(client: Client, kept: Kept) -> None:
    await page(client, "/a/fr")
    del kept.held["fr"]
    for path in ("/a/fr", "/a/fr.json", "/a/fr.png", "/a/fr/d/1"):
        await page(client, path, 404)


async def test_the_page_says_what_has_become_of_each_quote(client: Client, kept: Kept, read: Read) -> None:
    cited = kept.held["scale"].reply.answer.citations
    first = read.documents[cited[0].document_id]
    changed = first.model_copy(update={"text": f"A new beginning.\n\n{first.text}"})
    read.documents = {first.id: Document.model_validate(changed.model_dump())}
    read.current = "another"
    seen = Seen(await page(client, "/a/scale"))
    assert "The documents have changed since" in seen.text
    assert "stands elsewhere in its document by now" in seen.text
    assert "no longer stands in the documents" in seen.text
    written = await page(client, "/a/scale/d/1")
    assert re.search(r'<mark class="quote"[^>]*>' + re.escape(cited[0].quote), written)
    assert "nothing to read here" in Seen(await page(client, "/a/scale/d/2", 404)).text


@pytest.mark.parametrize(
    ("tag", "told"),
    [("fr", "Il n’y a rien à lire ici"), ("ja", "読めるものはありません"), ("de", "nothing to read")],
)
async def test_a_missing_page_is_told_in_the_readers_language(client: Client, tag: str, told: str) -> None:
    for path in ("/a/unknown", "/nowhere", "/a/..%2f..%2fetc"):
        async with client.get(path, headers={"Accept-Language": f"{tag},en;q=0.5"}) as response:
            assert response.status == 404
            assert told in await response.text()


@pytest.mark.parametrize("text", HOSTILE)
async def test_nothing_of_others_comes_to_life(client: Client, kept: Kept, read: Read, text: str) -> None:
    shared = kept.held["scale"]
    source = SourceView(publisher=text, title=text, published=None, url="javascript:alert(1)")
    cited = tuple(
        one.model_copy(
            update={"title": text, "quote": text, "marks": (), "sources": (source,), "shown": None}
        )
        for one in shared.reply.answer.citations
    )
    document = next(iter(read.documents.values()))
    read.documents = {
        cited[0].document_id: document.model_copy(
            update={"title": text, "text": f"# {text}\n\n{text}\n\n| {text} |\n"}
        )
    }
    answer = shared.reply.answer.model_copy(update={"question": text, "citations": cited})
    lines = (Line(kind="heading", text=text), Line(kind="statement", text=text, citations=(1,)))
    reply = shared.reply.model_copy(update={"answer": answer, "lines": lines})
    kept.held["evil"] = shared.model_copy(update={"key": "evil", "reply": reply})
    for path in ("/a/evil", "/a/evil/d/1"):
        seen = Seen(await page(client, path))
        assert [given.get("src") for tag, given in seen.tags if tag == "script"] == [
            next(given["src"] for tag, given in seen.tags if tag == "script")
        ]
        assert not any(name.startswith("on") for _, given in seen.tags for name in given)
        links = [str(given.get("href")) for tag, given in seen.tags if "href" in given]
        assert not any(link.startswith("javascript:") for link in links)
        assert not set("\u202e\u200b\u2066") & set(seen.text)


async def test_a_hundred_thousand_characters_are_shown(client: Client, kept: Kept) -> None:
    shared = kept.held["fr"]
    answer = shared.reply.answer.model_copy(update={"question": "字" * 100_000})
    kept.held["long"] = shared.model_copy(
        update={"key": "long", "reply": shared.reply.model_copy(update={"answer": answer})}
    )
    assert "字" * 1_000 in await page(client, "/a/long")


async def test_an_answer_that_is_being_worded_says_so_and_shows_what_has_passed(
    kept: Kept, read: Read, addresses: Addresses
) -> None:
    found = kept.held["scale"].reply
    said = Line(kind="statement", text="Said in other words.", citations=(1,))
    statements = (Statement(text=said.text, citations=(1,)),)
    answer = found.answer.model_copy(update={"statements": statements})
    passed = found.model_copy(update={"lines": (said,), "answer": answer, "found": found.answer})
    so_far: dict[str, Reply] = {"scale": found}
    site = Site(kept, read, addresses, so_far=so_far.get)
    async with TestClient(TestServer(site.application())) as client:
        first = await page(client, "/a/scale")
        so_far["scale"] = passed
        then = await page(client, "/a/scale")
        so_far.clear()
        last = await page(client, "/a/scale")
        assert "being-worded" not in await page(client, "/a/nothing")
    assert ['role="status"' in one for one in (first, then, last)] == [True, True, False]
    assert ["Said in other words." in one for one in (first, then, last)] == [False, True, False]
    assert "A language model is wording this answer" in then
    assert found.answer.citations[0].view.text in Seen(then).text
    assert "http-equiv" not in then  # whoever reads slowly is not interrupted


async def test_the_numbers_of_what_has_passed_lead_to_its_own_quotes(
    kept: Kept, read: Read, addresses: Addresses
) -> None:
    found = kept.held["scale"].reply
    first, second = found.answer.citations[:2]
    turned = tuple(one.model_copy(update={"number": n}) for n, one in enumerate((second, first), 1))
    answer = found.answer.model_copy(update={"citations": turned})
    passed = found.model_copy(update={"answer": answer, "found": found.answer})
    so_far: dict[str, Reply] = {}
    site = Site(kept, read, addresses, so_far=so_far.get)
    async with TestClient(TestServer(site.application())) as client:
        before = await page(client, "/a/scale/d/1")
        so_far["scale"] = passed
        meanwhile = await page(client, "/a/scale/d/1")
        so_far.clear()
        after = await page(client, "/a/scale/d/1")
    assert [marked(one, 1) for one in (before, meanwhile)] == [first.quote, second.quote]
    assert after == before


async def test_a_question_that_was_taken_back_is_not_shown_while_its_answer_is_worded(
    kept: Kept, read: Read, addresses: Addresses
) -> None:
    found = kept.held["scale"].reply
    gone = found.answer.model_copy(update={"question": ""})
    kept.held["scale"] = kept.held["scale"].model_copy(
        update={"reply": found.model_copy(update={"answer": gone})}
    )
    site = Site(kept, read, addresses, so_far=lambda _: found)
    async with TestClient(TestServer(site.application())) as client:
        assert found.answer.question not in await page(client, "/a/scale")
