"""The site: answers and the documents that they quote, as pages, pictures and files; who may read which."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from functools import partial
from typing import Final, TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.declined import DeclinedError
from bot.pages.addresses import Addresses
from bot.pages.contents import NOTHING, AdmittedAnswer, PageContents
from bot.pages.guarding import guarded, is_own
from bot.pages.making import PageMaking, TooBusyError
from bot.pages.page_memory import PageMemory
from bot.pages.rendering import PageWriter
from bot.pages.replaying import Replaying
from bot.pages.shelf import AnswerShelf, Documents
from index.errors import FootnoteError
from qa.charts.drawing import draw
from qa.language.detection import from_locale
from qa.models import Reply
from qa.sharing.formats import FORMS
from qa.sharing.shared import SharedAnswer

log = logging.getLogger(__name__)

FILES: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
ANEW: Final = {"Cache-Control": "private, no-cache"}
LASTING: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
KEY: Final = r"{key:[\w-]{1,40}}"
NUMBER: Final = "{number:[0-9]{1,3}}"
MOST_DRAWN: Final = 20  # pages of PDFs that wait to be drawn
RETRY: Final = {"Retry-After": "60"}

SoFar: TypeAlias = Callable[[str], Reply | None]
_Make: TypeAlias = Callable[[AdmittedAnswer, SharedAnswer], bytes]


class Site:
    """Serves what `shelf` has; `documents` are those of today. With `replays`, answers can be asked again."""

    def __init__(
        self,
        shelf: AnswerShelf,
        documents: Documents,
        addresses: Addresses,
        replays: Replaying | None = None,
        so_far: SoFar = lambda _: None,
    ) -> None:
        """`so_far` gives what has passed by now of an answer that is being worded, by its key."""
        self.addresses: Final = addresses
        self._shelf, self._replays, self._writer = shelf, replays, PageWriter()
        self._so_far = so_far
        self._contents = PageContents(self._writer, documents, addresses, replays=replays is not None)
        self._memory = PageMemory()
        self._written = PageMaking(self._memory, "pages")
        self._drawn = PageMaking(self._memory, "pictures", MOST_DRAWN)  # which take seconds: nobody waits

    def application(self) -> web.Application:
        """The application; its routes are all that there is."""
        app = web.Application(middlewares=[guarded, self._told])
        app.router.add_get(f"/a/{KEY}", self._answer)
        app.router.add_get(f"/a/{KEY}.{{form:[a-z]+}}", self._form)
        app.router.add_get(f"/a/{KEY}/chart.svg", self._chart)
        app.router.add_get(f"/a/{KEY}/d/{NUMBER}", self._document)
        app.router.add_get(f"/a/{KEY}/d/{NUMBER}/page", self._page)
        app.router.add_get(f"/a/{KEY}/d/{NUMBER}/{{page:[0-9]{{1,5}}}}.png", self._picture)
        if self._replays is not None:
            app.router.add_get(f"/a/{KEY}/replay", self._replayed)
            app.router.add_post(f"/a/{KEY}/replay", self._replay)
        app.router.add_get("/static/{name:[\\w.-]+}", self._file)
        app.router.add_get("/{rest:.*}", self._missing)
        app.on_cleanup.append(self._close)
        return app

    async def _answer(self, request: web.Request) -> web.Response:
        found = await self._found(request)
        make = partial(self._contents.answer, being_worded=self._so_far(found.key) is not None)
        return _html(await self._by_now(found, f"answer {found.query}", make))

    async def _document(self, request: web.Request) -> web.Response:
        found, number = await self._found(request), int(request.match_info["number"])
        make = partial(self._contents.document, number)
        return _html(await self._by_now(found, f"document {number} {found.query}", make))

    async def _page(self, request: web.Request) -> web.Response:
        """The page of a PDF; where there is no picture of it, the text."""
        found, number = await self._found(request), int(request.match_info["number"])
        make, name = partial(self._contents.page, number), f"page {number} {found.query}"
        made = await self._by_now(found, name, make, self._drawn)
        if made == NOTHING:
            raise web.HTTPSeeOther(f"/a/{found.key}/d/{number}{found.query}#q{number}")
        return _html(made)

    async def _picture(self, request: web.Request) -> web.Response:
        found = await self._found(request)
        number, page = int(request.match_info["number"]), int(request.match_info["page"])
        make = partial(self._contents.picture, number, page)
        content = await self._by_now(found, f"picture {number} {page}", make, self._drawn)
        return web.Response(body=_something(content), content_type="image/png", headers=ANEW)

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

        def drawn(_: AdmittedAnswer, shared: SharedAnswer) -> bytes:
            plot = shared.reply.plot
            return draw(plot, dark=dark, format="svg") if plot else NOTHING

        content = await self._content(await self._found(request), f"chart {dark}", drawn)
        return web.Response(body=_something(content), content_type="image/svg+xml", headers=ANEW)

    async def _replay(self, request: web.Request) -> web.Response:
        """Ask again, and lead to what came of it: until something changes, nothing is asked twice."""
        if self._replays is None or not is_own(request, self.addresses.base):
            raise web.HTTPForbidden
        found = await self._found(request)
        name = _name(found, f"replay {found.query}")
        if self._memory.get(name) is None:
            shared = await self._shared(found)
            if not shared.reply.answer.question:  # taken back by whoever asked
                raise web.HTTPNotFound
            try:
                again = await self._replays.replay(found.key, shared.reply, found.shelved.server)
            except DeclinedError:
                return self._said(request, 503, "replay-busy", shared.language)
            await self._written.content(name, partial(self._contents.replay, again, found, shared))
        raise web.HTTPSeeOther(f"/a/{found.key}/replay{found.query}")

    async def _replayed(self, request: web.Request) -> web.Response:
        """What came of asking again; what is not kept any more has to be asked for once more."""
        found = await self._found(request)
        made = self._memory.get(_name(found, f"replay {found.query}"))
        if made is None:
            raise web.HTTPSeeOther(f"/a/{found.key}{found.query}")
        return _html(made)

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        content = _something(self._writer.static.get(name, NOTHING))
        kind = FILES[name.rsplit(".", 1)[1]]
        return web.Response(body=content, content_type=kind, charset="utf-8", headers=LASTING)

    @web.middleware
    async def _told(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The response; where there is nothing, a page that says so in the reader's language."""
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return self._said(request, 404, "missing")
        except TooBusyError:
            return self._said(request, 503, "busy")
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

    async def _close(self, _app: web.Application) -> None:
        self._written.close()
        self._drawn.close()

    async def _found(self, request: web.Request) -> AdmittedAnswer:
        """The answer that an address is of, where it may be read. Raises HTTPNotFound."""
        key, token = request.match_info["key"], request.query.get("t", "")
        shelved = await self._shelf.find(key)
        signed = bool(token) and self.addresses.admits(key, token)
        if shelved is None or not (signed or shelved.published):
            raise web.HTTPNotFound
        return AdmittedAnswer(key, shelved, f"?t={token}" if signed else "")

    async def _shared(self, found: AdmittedAnswer) -> SharedAnswer:
        shared = await self._shelf.shared(found.key)
        if shared is None:
            raise web.HTTPNotFound
        return shared

    async def _by_now(
        self, found: AdmittedAnswer, kind: str, make: _Make, making: PageMaking | None = None
    ) -> bytes:
        """The same of what has passed by now of an answer that is being worded: its numbers are others."""
        so_far = self._so_far(found.key)
        if so_far is None:
            return await self._content(found, kind, make, making)
        name = f"{kind} worded {len(so_far.answer.statements)} {so_far.found is None}"
        return await self._content(found, name, partial(_made_of, so_far, make), making)

    async def _content(
        self, found: AdmittedAnswer, kind: str, make: _Make, making: PageMaking | None = None
    ) -> bytes:
        """What is to be read of an answer of that kind, made anew only where something has changed."""
        name = _name(found, kind)
        kept = self._memory.get(name)
        if kept is not None:
            return kept
        shared = await self._shared(found)
        return await (making or self._written).content(name, partial(make, found, shared))

    def _said(
        self, request: web.Request, status: int, message: str, language: str | None = None
    ) -> web.Response:
        """A page that says no more than `message`, in the reader's language where none is given."""
        read = from_locale(request.headers.get("Accept-Language", "").split(",")[0])
        language = language or read
        title = self._writer.say(language, f"{message}-title")
        text = self._writer.say(language, f"{message}-text")
        page = self._writer.page("missing.html", language, title=title, text=text)
        return _html(page, status, RETRY if status == web.HTTPServiceUnavailable.status_code else {})


def _made_of(so_far: Reply, make: _Make, found: AdmittedAnswer, shared: SharedAnswer) -> bytes:
    if so_far.answer.question == shared.reply.answer.question:  # it was not taken back
        shared = shared.model_copy(update={"reply": so_far})
    return make(found, shared)


def _name(found: AdmittedAnswer, kind: str) -> tuple[str, str, str]:
    return found.key, kind, found.shelved.revision


def _html(page: bytes, status: int = 200, headers: dict[str, str] = ANEW) -> web.Response:
    content = _something(page)
    return web.Response(
        body=content, status=status, content_type="text/html", charset="utf-8", headers=headers
    )


def _something(content: bytes) -> bytes:
    """The content. Raises HTTPNotFound where there is none."""
    if content == NOTHING:
        raise web.HTTPNotFound
    return content
