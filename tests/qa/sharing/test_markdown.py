"""Markdown: what a reader sees is what was said, and nothing that a document says comes to life."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.models import WordedView
from qa.sharing.markdown import escaped, markdown
from tests.qa.sharing.samples import cited, shared

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/p.png)",
    "[click](javascript:alert(1))",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "`code` **bold** _it_ ~~gone~~ | table |",
    "@everyone <@7> https://evil.example",
    "[^1]: mine",
    "&lt;b&gt; \\* $x$",
)


def shown(text: str) -> str:
    """The text of the only paragraph that `text` is, as a reader sees it."""
    html = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").enable("table").render(text)
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    return unescape(html.removeprefix("<p>").removesuffix("</p>\n"))


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_others_is_shown_as_written(text: str) -> None:
    assert shown(escaped(text)) == text


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1)
)
def test_any_line_is_shown_as_written(text: str) -> None:
    assert shown(escaped(text)) == text


def test_an_answer_has_its_question_its_quotes_and_its_address() -> None:
    quote = "The tariff rose to 12 euros."
    written = markdown(shared(cited(marks=((19, 27),)), notices=("Sources differ",)))
    assert written == (
        "> What is the tariff?\n\n"
        "The tariff is 12 euros.[^1]\n\n"
        "*Sources differ*\n\n"
        f"[^1]: “{quote[:19]}**12 euros**.” — Harbour tariffs, a digest (2025, en)  \n"
        "    [Harbour Gazette, Tides \\& tariffs\\: 100% of it, 2025-03-03](<https://gazette.example/a_b?c=1#d>)\n\n"
        "[Footnote, 2025-04-01, k1](<https://footnote.example/a/k1>)\n"
    )


def test_addresses_of_no_web_page_lead_nowhere() -> None:
    evil = cited(url="javascript:alert(1)")
    assert "javascript" not in markdown(shared(evil))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_link_but_ours_and_the_sources(text: str) -> None:
    written = markdown(shared(cited(quote=text, title=text), question=text, text=text, notices=(text,)))
    html = MarkdownIt("commonmark", {"html": True}).render(written)
    assert set(re.findall(r'href="([^"]+)"', html)) == {
        "https://gazette.example/a_b?c=1#d",
        "https://footnote.example/a/k1",
    }
    assert "<script" not in html
    assert "<img" not in html


def test_that_a_model_worded_it_is_said_and_its_name_comes_to_no_life() -> None:
    answer = shared(cited())
    note = WordedView(model="x", outcome="worded", text="Worded by [x](https://evil.example).")
    said = answer.reply.answer.model_copy(update={"worded": note})
    reply = answer.reply.model_copy(update={"answer": said})
    text = markdown(answer.model_copy(update={"reply": reply}))
    assert "*Worded by \\[x\\]\\(https\\://evil.example\\).*" in text
    assert "Worded by" not in markdown(answer)
