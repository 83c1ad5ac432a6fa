"""Documents of addresses: what the server says of a page counts for how it is read and how it is cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.documents import Document
from index.fetching import Fetcher
from index.ingestion import Ingestion, TakenIn
from index.shelf import Library
from tests.index.servers import Site, here, page, to

POLISH = "Prom do Brannoch odpływa o dziewiątej rano, a wraca późnym popołudniem, gdy są świeże śledzie. "


def take(folder: Path, *urls: str) -> list[TakenIn]:
    return list(Ingestion(Library(folder), allow_private=True).take(urls))


def taken(folder: Path, url: str) -> Document:
    (one,) = take(folder, url)
    assert one.document is not None, one.reason
    return one.document


def written(head: str, body: str, encoding: str = "utf-8") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def test_a_page_is_in_the_encoding_that_its_server_names(site: Site, tmp_path: Path) -> None:
    """A page that names none, too short for statistics to be sure of."""
    raw = written("<title>Prom</title>", f"<h1>Prom</h1><p>{POLISH}</p>", "iso8859-2")
    site.routes["/ferry"] = page(raw, "Content-Type: text/html; charset=ISO-8859-2")
    assert POLISH.strip() in taken(tmp_path, site.address + "/ferry").text


def test_a_page_has_the_address_at_which_it_was_found(site: Site, tmp_path: Path) -> None:
    raw = written(
        "<title>Ferries | Localhost</title><link rel=canonical href='/other'>", f"<p>{POLISH * 3}</p>"
    )
    site.routes |= {"/a?x=1": page(raw), "/short": to("/a?x=1")}
    found = taken(tmp_path, site.address + "/short")
    assert [source.url for source in found.sources] == [site.address + "/a?x=1"]


def test_the_name_of_the_site_is_no_part_of_a_title(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingestion.shared_fetcher", lambda: Fetcher(here))
    site.routes["/a"] = page(written("<title>Ferries in May | Harbour</title>", f"<p>{POLISH * 3}</p>"))
    assert taken(tmp_path, f"http://www.harbour.example:{site.port}/a").title == "Ferries in May"


def test_an_address_that_no_citation_can_hold_is_left_out(site: Site, tmp_path: Path) -> None:
    long = "/a?" + "x" * 2_500
    site.routes |= {long: page(POLISH.encode(), "Content-Type: text/plain; charset=utf-8"), "/b": page(b"")}
    long_one, empty = take(tmp_path, site.address + long, site.address + "/b")
    assert long_one.document is not None, long_one.reason
    assert long_one.document.sources == ()
    assert (empty.state, empty.reason) == ("failed", "is empty")


def test_what_is_unchanged_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    answer = page(written("", f"<p>{POLISH * 3}</p>"), 'ETag: "1"')
    site.routes["/a"] = lambda headers: (
        page(b"", status="304 Not Modified") if headers.get("If-None-Match") == '"1"' else answer
    )
    assert taken(tmp_path, site.address + "/a").sources[0].url == site.address + "/a"
    assert [one.state for one in take(tmp_path, site.address + "/a")] == ["unchanged"]
