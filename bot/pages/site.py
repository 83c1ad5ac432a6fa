"""The site: answers and the documents that they quote, as pages, pictures and files."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.pages.addresses import Addresses
from bot.pages.guarding import guarded
from bot.pages.marked import Quoted, outline, parts
from bot.pages.shelf import Documents, Shelf
from bot.pages.view import answer_view, place_of
from index.documents import Document
from qa.charts.drawing import draw
from qa.language.detection import from_locale
from qa.language.inline import in_line
from qa.sharing.formats import FORMS
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date
from qa.wording.messages import Messages

HERE: Final = Path(str(files("bot.pages")))
KEPT: Final = 512  # pages that are kept as they were written, of some 10 KB
FILES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
STATIC: Final = ("footnote.css", "footnote.js", "footnote.svg")
LONGEST: Final = 2_000_000  # characters of a document on one page
KEY: Final = r"{key:[\w-]{1,40}}"


@dataclass(frozen=True, slots=True)
class _Admitted:
    """An answer that may be read, and the query that its further addresses need."""

    shared: SharedAnswer
    revision: str
    query: str


@dataclass
class Site:
    """Serves what `shelf` has; `documents` are those of today."""

    shelf: Shelf
    documents: Documents
    addresses: Addresses
    messages: Messages = field(default_factory=lambda: Messages(HERE / "locales"))
    _pages: OrderedDict[tuple[str, ...], bytes] = field(default_factory=OrderedDict)

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
        return await self._page(
            ("answer", found.shared.key, found.revision, found.query, *self._versions(found.shared)),
            lambda: self._written_answer(found),
        )

    async def _document(self, request: web.Request) -> web.Response:
        found, number = await self._found(request), int(request.match_info["number"])
        return await self._page(
            (*("document", str(number), found.shared.key), found.revision, *self._versions(found.shared)),
            lambda: self._written_document(found, number),
        )

    async def _form(self, request: web.Request) -> web.Response:
        found, suffix = await self._found(request), f".{request.match_info['form']}"
        form = next((one for one in FORMS.values() if one.suffix == suffix), None)
        if form is None:
            raise web.HTTPNotFound
        content = await asyncio.to_thread(form.make, found.shared)
        kind, _, charset = form.content_type.partition("; charset=")
        return web.Response(body=content, content_type=kind, charset=charset or None)

    async def _chart(self, request: web.Request) -> web.Response:
        plot = (await self._found(request)).shared.reply.plot
        if plot is None:
            raise web.HTTPNotFound
        dark = "dark" in request.query
        drawn = await asyncio.to_thread(draw, plot, dark=dark, format="svg")
        return web.Response(body=drawn, content_type="image/svg+xml")

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

    async def _missing(self, _request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    async def _found(self, request: web.Request) -> _Admitted:
        """The answer that an address is of, where it may be read. Raises HTTPNotFound."""
        key, token = request.match_info["key"], request.query.get("t", "")
        revision = await self.shelf.revision(key)
        signed = bool(token) and self.addresses.admits(key, token)
        if revision is None or not (signed or await self.shelf.is_published(key)):
            raise web.HTTPNotFound
        shared = await self.shelf.shared(key)
        if shared is None:
            raise web.HTTPNotFound
        return _Admitted(shared, revision, f"?t={token}" if signed else "")

    def _versions(self, shared: SharedAnswer) -> tuple[str, ...]:
        """What a page depends on beside its answer: the versions of the documents that it quotes."""
        return tuple(str(self.documents.version(cited)) for cited in shared.reply.answer.citations)

    async def _page(self, name: tuple[str, ...], write: Callable[[], str]) -> web.Response:
        """The page of that name, written anew only where what it depends on has changed."""
        content = self._pages.get(name)
        if content is None:
            content = (await asyncio.to_thread(write)).encode()
            self._pages[name] = content
        self._pages.move_to_end(name)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        headers = {"Cache-Control": "private, no-cache"}
        return web.Response(body=content, content_type="text/html", charset="utf-8", headers=headers)

    def _nothing(self, language: str) -> web.Response:
        text = self._render("missing.html", language, title=self.messages.format(language, "missing-title"))
        return web.Response(body=text.encode(), status=404, content_type="text/html", charset="utf-8")

    def _written_answer(self, found: _Admitted) -> str:
        shared = found.shared
        answer = shared.reply.answer
        documents = {cited.number: self.documents.read(cited) for cited in answer.citations}
        versions = {self.documents.version(cited) for cited in answer.citations}
        view = answer_view(shared, documents, changed=bool(versions - {answer.corpus_version}))
        return self._render(
            "answer.html",
            answer.language,
            view=view,
            query=found.query,
            address=self.addresses.answer(shared.key),
            asked=written_date(shared.asked, answer.language),
            title=view.question or view.description,
        )

    def _written_document(self, found: _Admitted, number: int) -> str:
        answer = found.shared.reply.answer
        cited = next((one for one in answer.citations if one.number == number), None)
        document = self.documents.read(cited) if cited else None
        if document is None:
            raise web.HTTPNotFound
        quotes = self._quotes(found.shared, document)
        return self._render(
            "document.html",
            answer.language,
            document=document,
            outline=outline(document),
            parts=parts(document, quotes),
            numbers=[one.number for one in quotes],
            query=found.query,
            key=found.shared.key,
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
