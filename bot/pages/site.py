"""The site: answers and the documents that they quote, as pages, pictures and files."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.pages.addresses import Addresses
from bot.pages.guarding import guarded
from bot.pages.marked import Quoted, outline, parts
from bot.pages.page_memory import PageMemory
from bot.pages.shelf import AnswerShelf, Documents, ShelvedAnswer
from bot.pages.view import answer_view, place_of
from index.documents import Document
from index.errors import FootnoteError
from qa.charts.drawing import draw
from qa.language.detection import from_locale
from qa.language.inline import in_line
from qa.sharing.formats import FORMS
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date
from qa.wording.messages import Messages

log = logging.getLogger(__name__)

HERE: Final = Path(str(files("bot.pages")))
FILES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
STATIC: Final = ("footnote.css", "footnote.js", "footnote.svg")
LONGEST: Final = 2_000_000  # characters of a document on one page
ANEW: Final = {"Cache-Control": "private, no-cache"}
KEY: Final = r"{key:[\w-]{1,40}}"


@dataclass(frozen=True, slots=True)
class _Admitted:
    """An answer that may be read, and the query that its further addresses need."""

    key: str
    shelved: ShelvedAnswer
    query: str


@dataclass
class Site:
    """Serves what `shelf` has; `documents` are those of today."""

    shelf: AnswerShelf
    documents: Documents
    addresses: Addresses
    messages: Messages = field(default_factory=lambda: Messages(HERE / "locales"))
    _pages: PageMemory = field(default_factory=PageMemory)

    def __post_init__(self) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        held = {name: (HERE / "static" / name).read_bytes() for name in STATIC}
        digest = hashlib.blake2b(b"".join(held.values()), digest_size=6).hexdigest()
        self._static = {f"{digest}-{name}": content for name, content in held.items()}
        self._templates.globals["static"] = {name: f"/static/{digest}-{name}" for name in held}

    def application(self) -> web.Application:
        """The application; its routes are all that there is."""
        app = web.Application(middlewares=[guarded, self._told])
        app.router.add_get(f"/a/{KEY}", self._answer)
        app.router.add_get(f"/a/{KEY}.{{form:[a-z]+}}", self._form)
        app.router.add_get(f"/a/{KEY}/chart.svg", self._chart)
        app.router.add_get(f"/a/{KEY}/d/{{number:[0-9]{{1,3}}}}", self._document)
        app.router.add_get("/static/{name:[\\w.-]+}", self._file)
        app.router.add_get("/{rest:.*}", self._missing)
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        found = await self._found(request)
        return await self._page(found, "answer", self._written_answer, found.query)

    async def _document(self, request: web.Request) -> web.Response:
        found, number = await self._found(request), int(request.match_info["number"])
        written = partial(self._written_document, number)
        return await self._page(found, f"document {number}", written, found.query)

    async def _form(self, request: web.Request) -> web.Response:
        found, suffix = await self._found(request), f".{request.match_info['form']}"
        form = next((one for one in FORMS.values() if one.suffix == suffix), None)
        if form is None:
            raise web.HTTPNotFound
        kind, _, charset = form.content_type.partition("; charset=")
        content = await self._content(found, suffix, lambda _, shared: form.make(shared))
        return web.Response(body=content, content_type=kind, charset=charset or None, headers=ANEW)

    async def _chart(self, request: web.Request) -> web.Response:
        dark = "dark" in request.query

        def drawn(_: _Admitted, shared: SharedAnswer) -> bytes:
            if shared.reply.plot is None:
                raise web.HTTPNotFound
            return draw(shared.reply.plot, dark=dark, format="svg")

        content = await self._content(await self._found(request), f"chart {dark}", drawn)
        return web.Response(body=content, content_type="image/svg+xml", headers=ANEW)

    async def _file(self, request: web.Request) -> web.Response:
        content = self._static.get(request.match_info["name"])
        if content is None:
            raise web.HTTPNotFound
        kind = FILES[request.match_info["name"].rsplit(".", 1)[1]]
        cache = {"Cache-Control": "public, max-age=31536000, immutable"}
        return web.Response(body=content, content_type=kind, charset="utf-8", headers=cache)

    @web.middleware
    async def _told(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The response; where there is nothing, a page that says so in the reader's language."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            language = from_locale(request.headers.get("Accept-Language", "").split(",")[0])
            return self._nothing(language)
        except FootnoteError as error:
            log.warning("a page could not be shown: %s", error)
            raise web.HTTPServiceUnavailable from error
        except (web.HTTPException, asyncio.CancelledError):
            raise
        except Exception as error:  # whose message may quote a question
            place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
            log.error("a page could not be shown: %s\n%s", type(error).__name__, place)
            raise web.HTTPInternalServerError from error

    async def _missing(self, _request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    async def _found(self, request: web.Request) -> _Admitted:
        """The answer that an address is of, where it may be read. Raises HTTPNotFound."""
        key, token = request.match_info["key"], request.query.get("t", "")
        shelved = await self.shelf.find(key)
        signed = bool(token) and self.addresses.admits(key, token)
        if shelved is None or not (signed or shelved.published):
            raise web.HTTPNotFound
        return _Admitted(key, shelved, f"?t={token}" if signed else "")

    async def _page(
        self, found: _Admitted, name: str, write: Callable[[_Admitted, SharedAnswer], str], query: str
    ) -> web.Response:
        made = await self._content(found, f"{name} {query}", lambda *given: write(*given).encode())
        return web.Response(body=made, content_type="text/html", charset="utf-8", headers=ANEW)

    async def _content(
        self, found: _Admitted, name: str, make: Callable[[_Admitted, SharedAnswer], bytes]
    ) -> bytes:
        """What is to be read of an answer by that name, made anew only where something has changed."""
        place = (found.key, name, found.shelved.revision)
        content = self._pages.get(place)
        if content is None:
            shared = await self.shelf.shared(found.key)
            if shared is None:
                raise web.HTTPNotFound
            content = await asyncio.to_thread(make, found, shared)
            self._pages.add(place, content)
        return content

    def _nothing(self, language: str) -> web.Response:
        text = self._render("missing.html", language, title=self.messages.format(language, "missing-title"))
        return web.Response(body=text.encode(), status=404, content_type="text/html", charset="utf-8")

    def _written_answer(self, found: _Admitted, shared: SharedAnswer) -> str:
        answer, server = shared.reply.answer, found.shelved.server
        held = {cited.number: self.documents.cited(cited, server) for cited in answer.citations}
        documents = {number: one[0] if one else None for number, one in held.items()}
        changed = any(one is None or one[1] != answer.corpus_version for one in held.values())
        view = answer_view(shared, documents, changed=changed)
        return self._render(
            "answer.html",
            answer.language,
            view=view,
            query=found.query,
            address=self.addresses.answer(shared.key),
            asked=written_date(shared.asked, answer.language),
            title=view.question or view.description,
        )

    def _written_document(self, number: int, found: _Admitted, shared: SharedAnswer) -> str:
        answer = shared.reply.answer
        cited = next((one for one in answer.citations if one.number == number), None)
        held = self.documents.cited(cited, found.shelved.server) if cited else None
        if held is None:
            raise web.HTTPNotFound
        document = held[0]
        quotes = self._quotes(shared, document)
        return self._render(
            "document.html",
            answer.language,
            document=document,
            outline=outline(document),
            parts=parts(document, quotes),
            numbers=[one.number for one in quotes],
            query=found.query,
            key=shared.key,
            title=in_line(document.title),
        )

    def _quotes(self, shared: SharedAnswer, document: Document) -> list[Quoted]:
        """The quotes of an answer that stand in a document today, in its order."""
        found = [
            Quoted(one.number, *place)
            for one in shared.reply.answer.citations
            if one.document_id == document.id and (place := place_of(one, document))
        ]
        return sorted(found, key=lambda one: one.start)

    def _render(self, template: str, language: str, **values: Any) -> str:  # noqa: ANN401 - for a template
        def say(message: str, **given: str | float) -> str:
            return self.messages.format(language, message, **given)

        return self._templates.get_template(template).render(say=say, language=language, **values)
