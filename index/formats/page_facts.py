"""What a web page says of itself: title, date, publisher, language and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urljoin, urlsplit

from index.fields import is_date
from index.formats.language import tag_of
from index.formats.markup import read_page
from index.formats.periods import worded_date
from index.yamlfile import load_yaml

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

LONGEST: Final = 500
"""Characters of a title or a name."""

_LONGEST_JSON: Final = 300_000  # characters of linked data
_MOST_HEADINGS: Final = 10  # among which one repeats the window's title
_MOST_NODES: Final = 2_000  # objects of it that are looked at
_DATES: Final = (
    *("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued"),
    *("dcterms.date", "dcterms.issued", "dcterms.created", "citation_publication_date", "citation_date"),
    *(
        "pubdate",
        "pub_date",
        "publishdate",
        "publish_date",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
    ),
)
_PUBLISHERS: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
_ISO: Final = re.compile(r"((?:19|20)\d\d)(?:[-/.]?(\d\d)(?:[-/.]?(\d\d))?)?(?!\d)")
_DATED: Final = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/)")
_PARTED: Final = re.compile(r"\s+[|·•–—\-»:/]\s+|\s*[|｜_]\s*|\s*[-–—]{2}\s*")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says; None where it does not. `article` is whether it calls itself one."""

    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    url: str | None
    article: bool


def facts_of(tree: LexborHTMLParser, url: str | None) -> PageFacts:
    """What a page, whose readers' comments are gone, says of itself; `url` is where it was found."""
    named = _metas(tree)
    linked = [*_linked(tree)]
    publisher = next((named[key] for key in _PUBLISHERS if key in named), None) or _publisher(linked)
    types = {str(kind).lower() for one in linked for kind in _listed(one.get("@type"))}
    root = tree.css_first("html")
    language = root.attributes.get("lang") or root.attributes.get("xml:lang") if root is not None else None
    address = _address(tree, named, url)
    return PageFacts(
        title=_title(tree, named, publisher, address),
        published=_published(tree, named, linked, address),
        publisher=publisher,
        language=tag_of(language) or tag_of(named.get("content-language")),
        url=address,
        article=named.get("og:type") == "article" or bool(types & _article_types()) or _has_one_article(tree),
    )


def _metas(tree: LexborHTMLParser) -> Mapping[str, str]:
    """The contents of a page's <meta> elements by their names in lower case; of several the first."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:500]:
        attributes = node.attributes
        name = next(
            (
                attributes[key]
                for key in ("property", "name", "itemprop", "http-equiv")
                if attributes.get(key)
            ),
            "",
        )
        content = _line(attributes.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(tree: LexborHTMLParser) -> Iterator[dict[str, Json]]:
    """The objects of a page's linked data (JSON-LD), the outer before the inner."""
    waiting: list[Json] = []
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        text = node.text(deep=True)
        try:
            waiting.append(json.loads(text) if len(text) <= _LONGEST_JSON else None)
        except (ValueError, RecursionError):
            continue
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += _listed(one.get("@graph")) + _listed(one.get("mainEntity"))
        elif isinstance(one, list):
            waiting += one[:_MOST_NODES]


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _publisher(linked: list[dict[str, Json]]) -> str | None:
    for one in linked:
        for publisher in _listed(one.get("publisher")):
            name = publisher.get("name") if isinstance(publisher, dict) else publisher
            if isinstance(name, str) and _line(name) and not name.startswith(("http:", "https:")):
                return _line(name)
    return None


def _published(
    tree: LexborHTMLParser, named: Mapping[str, str], linked: list[dict[str, Json]], address: str | None
) -> str | None:
    """The date of publication as far as it is stated, in ISO 8601: at last by the address, /2025/05/13/."""
    stated = [named[key] for key in _DATES[:1] if key in named]
    stated += [value for one in linked if isinstance(value := one.get("datePublished"), str)]
    stated += [named[key] for key in _DATES[1:] if key in named]
    times = [*tree.css("time[pubdate], time[itemprop=datePublished], abbr.published[title]")]
    times += [*tree.css("article time[datetime]")] if _has_one_article(tree) else []
    times += tree.css("time[datetime]")
    stated += [node.attributes.get("datetime") or node.attributes.get("title") or "" for node in times[:1]]
    dated = _DATED.search(urlsplit(address).path) if address else None
    stated += ["-".join(part.zfill(2) for part in dated.groups())] if dated else []
    return next((day for written in stated if (day := _iso(written) or worded_date(written))), None)


def _iso(written: str) -> str | None:
    found = _ISO.match(written.strip())
    if found is None:
        return None
    parts = [part for part in found.groups() if part]
    day = "-".join(parts)
    return day if is_date(day) else None


def _title(
    tree: LexborHTMLParser, named: Mapping[str, str], publisher: str | None, address: str | None
) -> str | None:
    """The title that is given for sharing, else the only heading of the first level, else the window's."""
    heads = _heads(tree, "main h1, article h1") or _heads(tree, "h1")
    window = tree.css_first("head > title") or tree.css_first("title")
    written = _line(window.text(deep=True)) if window is not None else None
    shared = named.get("og:title") or named.get("citation_title") or named.get("dc.title")
    if not shared and (len(heads) == 1 or (heads and written and heads[0] in written)):
        return heads[0]
    named_again = {_line(node.text(deep=True)) for node in tree.css("h1, h2")[:_MOST_HEADINGS]}
    parts = [part for part in _PARTED.split(shared or written or "") if part in named_again]
    if parts and (part := max(parts, key=len)) != publisher:
        return part
    if shared:
        return _without_site(shared, publisher, address)
    return _without_site(written, publisher, address) if written else (heads[0] if heads else None)


def _heads(tree: LexborHTMLParser, selector: str) -> list[str]:
    """What the first headings say, without their buttons and what is hidden."""
    lines = (_line(read_page(node.html or "").text.lstrip("# ")) for node in tree.css(selector)[:2])
    return [line for line in lines if line]


def _without_site(title: str, publisher: str | None, address: str | None) -> str:
    """A title without the name of its site at either end: "… | Example News"."""
    host = (urlsplit(address).hostname or "") if address else ""
    sites = {_key(publisher or "")} | {_key(label) for label in host.split(".")[:-1] if len(label) > 3}
    breaks = [*_PARTED.finditer(title)]
    if breaks and _key(title[breaks[-1].end() :]) in sites - {""}:
        return title[: breaks[-1].start()].strip()
    if breaks and _key(title[: breaks[0].start()]) in sites - {""}:
        return title[breaks[0].end() :].strip()
    return title


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _address(tree: LexborHTMLParser, named: Mapping[str, str], url: str | None) -> str | None:
    """Where a page says that it stands, else where it was found."""
    link = tree.css_first('link[rel="canonical"]')
    for written in (link.attributes.get("href") if link is not None else None, named.get("og:url")):
        try:
            address = urljoin(url or "", (written or "").strip())
            if written and urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname:
                return address[:2_000]
        except ValueError:  # a host such as [::
            continue
    return url


def _has_one_article(tree: LexborHTMLParser) -> bool:
    return len(tree.css("article")) == 1


@cache
def _article_types() -> frozenset[str]:
    return frozenset(load_yaml(Path(__file__).with_name("chrome.yaml"))["articles"])


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split())[:LONGEST] or None
