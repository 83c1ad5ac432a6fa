"""How pages are written: templates that escape everything, in the words of five languages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.pages.marked import DocumentPart
from qa.language.inline import in_line, visible
from qa.wording.messages import Messages

HERE: Final = Path(str(files("bot.pages")))
STATIC: Final = ("footnote.css", "footnote.js", "footnote.svg")


class PageWriter:
    """Writes pages; `static` are the files that they need, by names that change with what they hold."""

    def __init__(self) -> None:
        self._messages = Messages(HERE / "locales")
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(in_line=in_line, visible=visible)
        held = {name: (HERE / "static" / name).read_bytes() for name in STATIC}
        digest = hashlib.blake2b(b"".join(held.values()), digest_size=6).hexdigest()
        self.static = {f"{digest}-{name}": content for name, content in held.items()}
        self._templates.globals["static"] = {name: f"/static/{digest}-{name}" for name in held}

    def page(self, template: str, language: str, **values: Any) -> bytes:  # noqa: ANN401 - for a template
        """A page in a language."""
        say = partial(self.say, language)
        return self._templates.get_template(template).render(say=say, language=language, **values).encode()

    def part(self, part: DocumentPart, language: str, anchored: frozenset[int] | None = None) -> str:
        """A part of a document; addresses lead to the quotes that are `anchored`, to all where it is None."""
        return str(self._part(part, partial(self.say, language), anchored))

    def say(self, language: str, message: str, **given: str | float) -> str:
        return self._messages.format(language, message, **given)

    @cached_property
    def _part(self) -> Callable[..., str]:
        written: Callable[..., str] = self._templates.get_template("text.html").module.written  # type: ignore[attr-defined]
        return written
