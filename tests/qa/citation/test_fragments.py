"""Text fragments: what they name, and that a real browser finds it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats.web import read_html
from qa.citation.fragments import text_fragment
from tests.bot.chromium import PATIENCE, chromium, need_chromium
from tests.examples import examples

LAMP = "The lamp is tended twice a day."
FOG = (
    "Fog signals sound every forty seconds when visibility falls below one mile, and the keeper must record "
    "each hour of fog in the station log in ink."
)
TEA = "青山茶园位于海拔八百米的山坡上，共有茶农二百三十人，每年春天采摘三次，全部由人工完成。"
CROP = "茶园去年的茶叶产量为47吨，比前年增加了6吨。"
MILL = "这座位于山谷深处的老式水力磨坊在经过当地居民多年的共同努力之后终于重新开始为附近的村庄加工粮食。"
BOAT = "渡し船は毎朝九時に港を出て、夕方には島の北側にある小さな集落へ戻ってくることになっている。"
CREW = (
    "L’été, l’équipage prépare aujourd’hui vingt-cinq traversées — dont deux de nuit, "
    "« si la mer le permet » — entre l’île et la côte."
)

FAR = '<div style="height: 2500px"></div>'
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Lights</title></head><body><main>{FAR}
<h1>Lights</h1><p id="first">{LAMP}</p>{FAR}<h2>Rules</h2>
<p id="second">{LAMP} <span id="fog">{FOG}</span></p>{FAR}
<ul><li id="third">{LAMP}</li></ul>{FAR}<p id="tea">{TEA}<b id="crop">{CROP}</b></p>{FAR}
<p id="mill">{MILL}</p>{FAR}<p id="boat">{BOAT}</p>{FAR}<p id="crew">{CREW}</p>{FAR}
<p>Gull Point is north of Skerry Rock, which Ansel left in 2025.</p>{FAR}
<table><tr><th>Light</th><th>Range</th><th>Keeper</th></tr>
<tr id="skerry"><td>Skerry Rock</td><td>24 miles</td><td>Moira</td></tr></table>{FAR}
<table><tr><th>Year</th><th>Quarter</th><th>Ships</th></tr>
<tr><td rowspan="2">2024</td><td>Q1</td><td>51</td></tr></table>{FAR}
<table><tr><th>Year</th><th>Quarter</th><th>Ships</th></tr>
<tr><td rowspan="2">2023</td><td>Q1</td><td>5</td></tr>
<tr id="merged"><td>Q2</td><td>72</td></tr></table>{FAR}
<table><tr><th>Year</th><th>Quarter</th><th>Ships</th></tr>
<tr><td>2025</td><td>Q1</td><td>5</td></tr>
<tr id="repeated"><td>2025</td><td>Q2</td><td>90</td></tr></table>{FAR}
</main></body></html>"""
TEXT = read_html(PAGE.encode()).text

# What is quoted, the how manieth of its kind, the element it stands in, and what is looked for.
QUOTES = [
    (LAMP, 0, "first", f"text={LAMP}"),
    (LAMP, 1, "second", f"text=Rules-,{LAMP}"),
    (LAMP, 2, "third", f"text=in the station log in ink.-,{LAMP}"),
    (FOG, 0, "fog", "text=Fog signals sound every forty seconds,in the station log in ink."),
    (TEA, 0, "tea", "text=青山茶园位于海拔八百米的山坡上，,每年春天采摘三次，全部由人工完成。"),
    (CROP, 0, "crop", f"text={CROP}"),
    (MILL, 0, "mill", f"text={MILL}"),
    (BOAT, 0, "boat", f"text={BOAT.replace('、', '、,')}"),
    (CREW, 0, "crew", f"text={CREW[:59]},— entre l’île et la côte."),
    ("| Skerry Rock | 24 miles | Moira |", 0, "skerry", "text=Keeper-,Skerry Rock,Moira"),
    ("| 2023 | Q2 | 72 |", 0, "merged", "text=5-,2023,72&text=5-,Q2,72"),
    ("| 2025 | Q2 | 90 |", 0, "repeated", "text=5-,2025,90&text=5-,Q2,90"),
]  # fmt: skip


def fragment(quote: str, nth: int = 0, text: str = TEXT) -> str:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return text_fragment(text, start, start + len(quote))


@pytest.mark.parametrize(("quote", "nth", "where", "expected"), QUOTES)
def test_what_a_fragment_names(quote: str, nth: int, where: str, expected: str) -> None:
    assert unquote(fragment(quote, nth)) == expected, where


def test_a_quote_of_several_lines_is_named_by_the_words_of_its_first_and_last() -> None:
    text = "Keepers sleep\nin shifts of four hours and then\nwalk the gallery.\n"
    assert text_fragment(text, 0, len(text)) == "text=Keepers%20sleep,walk%20the%20gallery."


def test_a_cell_may_hold_several_paragraphs() -> None:
    text = "| Catalogue of lights |\n| --- |\n| name text The name that sailors know it by. |\n"
    found = text_fragment(text, text.index("| name"), len(text) - 1)
    assert found == "text=lights-,name%20text,it%20by."


def test_the_mark_of_a_definition_is_no_word_of_the_page() -> None:
    text = (
        "The longest of all the terms that any page of this handbook defines: a light\n: A lamp on a rock.\n"
    )
    found = unquote(text_fragment(text, 0, len(text) - 1))
    assert found == "text=The longest of all the terms,A lamp on a rock."


def test_marks_that_mean_something_are_in_percent() -> None:
    assert text_fragment("a-b, c & d=1", 0, 12) == "text=a%2Db%2C%20c%20%26%20d%3D1"


def test_where_the_beginning_occurs_before_more_of_it_is_named() -> None:
    first = "The boat of the northern line leaves at six."
    second = "The boat of the northern line leaves at nine when the tide is high, and at ten else."
    found = unquote(fragment(second, text=f"{first} {second}"))
    assert found == "text=The boat of the northern line leaves at nine,is high, and at ten else."


@settings(max_examples=examples(50))
@given(st.text(max_size=80), st.text(alphabet="ab -,，。|\n茶", min_size=1, max_size=60), st.text(max_size=9))
def test_a_fragment_has_one_form_whatever_is_quoted(before: str, quote: str, after: str) -> None:
    found = text_fragment(before + quote + after, len(before), len(before) + len(quote))
    assert found.isascii()
    for directive in found.split("&"):
        name, _, value = directive.partition("=")
        assert name == "text"
        assert len(value.removeprefix("%").split(",")) <= 3
        assert not set(value) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%._~,-")


@contextmanager
def served(page: bytes) -> Iterator[str]:
    """The address of a server on this machine that answers everything with `page`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


SEEN = """id => {
    const at = document.getElementById(id).getBoundingClientRect();
    return window.scrollY > 0 && at.top < innerHeight && at.bottom > 0;
}"""


def test_a_browser_goes_to_the_quote() -> None:
    need_chromium()
    with served(PAGE.encode()) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        for quote, nth, where, _ in QUOTES:
            page.goto("about:blank")  # else the page is not loaded again
            page.goto(f"{address}#:~:{fragment(quote, nth)}")
            page.wait_for_function(SEEN, arg=where, timeout=PATIENCE)
