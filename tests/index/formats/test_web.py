"""Web pages: what their text is, and what they say of themselves."""

from __future__ import annotations

import codecs

import pytest

from index.formats.converted import UnreadableError
from index.formats.web import DEEPEST, LARGEST_SIFTED, page_text, read_html

LINE = (
    "The ferry line carried nine thousand passengers a day in the second quarter, more than in any quarter "
    "before it, and the company says that it will add boats."
)
COMMENT = "I was on that ferry, and this comment is longer than the article. " * 60
BLOG = f"""<!DOCTYPE html><html lang="en-US"><head><title>Ferry grows | Harbour News</title>
<meta property="og:site_name" content="Harbour News"><meta property="og:type" content="article">
<meta property="article:published_time" content="2025-08-25T10:00:00Z">
<link rel="canonical" href="/ferry"></head>
<body class="single comments-open has-sidebar"><header class="site-header"><a href="/">Harbour News</a>
<nav><ul><li>Home</li></ul></nav></header><div id="page"><div class="breadcrumbs">Home &gt; News</div>
<main><article class="post"><header><h1>Ferry grows</h1></header><p>{LINE}</p><h2>Boats</h2><p>{LINE}</p>
<p>{LINE}</p><h2>Fares</h2><p>{LINE}</p><ul><li>Adults 3 euros</li><li>Children 1 euro</li></ul>
<table><tr><th>Stop</th><th>Riders</th></tr><tr><td>Elm</td><td>9,000</td></tr></table>
<div class="share-buttons">Share this</div>
<div class="relatedPosts"><h3>Related</h3><p>{LINE} Buses.</p></div>
</article></main><section id="comments" class="comments-area"><h2>3 comments</h2><ol class="comment-list">
<li class="comment"><article><p>{COMMENT}</p></article></li></ol>
<div id="respond">Leave a reply</div></section>
<aside class="sidebar"><h2>Popular</h2><p>Subscribe</p></aside></div>
<footer>Copyright 2025</footer></body></html>"""
OLD = f"""<html><head><title>Ferry grows - Harbour News</title></head><body><div id="nav">Home About</div>
<div id="content"><div class="entry">
<h2>Ferry grows</h2><p>{LINE}</p><p>{LINE}</p><h3>Boats</h3><p>{LINE}</p></div>
<div id="disqus_thread"><p>{COMMENT}</p></div></div><div id="footer">Imprint</div></body></html>"""
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, '
    '{"@type": "NewsArticle", "datePublished": "2025-08-25T00:00:00+09:00"}]}</script>'
)


def test_an_article_is_read_without_what_is_around_it() -> None:
    read = read_html(BLOG.encode(), "https://harbour.example/x?y")
    for kept in (
        "## Boats\n\n" + LINE,
        "## Fares\n",
        "- Adults 3 euros\n- Children 1 euro\n",
        "| Stop | Riders |\n| --- | --- |\n| Elm | 9,000 |\n",
    ):
        assert kept in read.text
    assert read.text.count(LINE) == 4
    for left in ("comment", "reply", "Share", "Related", "Buses", "Home", "Popular", "Copyright", "Harbour"):
        assert left not in read.text
    assert (read.title, read.published, read.publisher, read.language, read.url) == (
        "Ferry grows",
        "2025-08-25",
        "Harbour News",
        "en-US",
        "https://harbour.example/ferry",
    )


def test_an_old_page_of_divisions_is_read() -> None:
    read = read_html(OLD.encode())
    assert read.text == f"## Ferry grows\n\n{LINE}\n\n{LINE}\n\n### Boats\n\n{LINE}\n"
    assert read.title == "Ferry grows"


@pytest.mark.parametrize(
    "section",
    [
        '<div id="comments">{}</div>',
        '<section class="wp-block-comments">{}</section>',
        '<ol class="commentlist"><li>{}</li></ol>',
        '<li class="comment even"><article>{}</article></li>',
        '<div class="postComments">{}</div>',
        '<div id="disqus_thread">{}</div>',
        '<aside class="respond">{}</aside>',
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_comments_are_never_kept(section: str, *, inside: bool) -> None:
    comments = section.format(f"<p>{COMMENT}</p>")
    inner, outer = (comments, "") if inside else ("", comments)
    page = f"<body><main><h1>Ferry</h1><p>{LINE}</p>{inner}</main>{outer}</body>"
    read = read_html(page.encode())
    assert LINE in read.text
    assert "comment" not in read.text


def test_a_manual_is_read_whole() -> None:
    """Nothing is dropped that only is called like navigation: headings' ids, notes, programs."""
    page = f"""<body><div role="navigation">Next</div><div role="main" class="body">
    <h1>Manual<a class="headerlink" href="#x">¶</a></h1>
    <section id="related-links"><h2>Related links</h2><p>One.</p></section>
    <section id="menu-options"><h2>Menu options</h2><p>Two.</p>
    <div class="highlight"><pre><span class="comment"># a comment</span>\nrun()</pre></div></section>
    <section id="x"><h2>Short</h2><ul><li>Three</li><li><a href="y">Four</a></li></ul>
    <aside class="footnote">Note five.</aside><div class="admonition note"><p>Six.</p></div></section>
    <section><h2>Figures</h2><table><tr><th>A</th><th>B</th></tr><tr><td>7</td><td>8</td></tr></table></section>
    <section class="has-comments"><h2>Long</h2><p>{LINE}</p></section></div>
    <div class="sphinxsidebar">Contents</div></body>"""
    assert read_html(page.encode()).text == (
        "# Manual\n\n## Related links\n\nOne.\n\n## Menu options\n\nTwo.\n\n```\n# a comment\nrun()\n```\n\n"
        "## Short\n\n- Three\n- Four\n\nNote five.\n\nSix.\n\n## Figures\n\n"
        "| A | B |\n| --- | --- |\n| 7 | 8 |\n\n"
        f"## Long\n\n{LINE}\n"
    )


def test_a_form_around_everything_is_no_form() -> None:
    page = f'<body><form action="x"><input><p>{LINE}</p><form></form></form><form>Search</form></body>'
    assert read_html(page.encode()).text == LINE + "\n"


def test_a_name_does_not_drop_what_is_most_of_the_page() -> None:
    page = f'<body class="menu"><div class="content-sidebar"><p>{LINE}</p></div></body>'
    assert read_html(page.encode()).text == LINE + "\n"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<title>Ferry | Harbour News</title>", ("Ferry | Harbour News", None)),
        (
            '<title>Ferry | Harbour News</title><meta property="og:site_name" content="Harbour News">',
            ("Ferry", None),
        ),
        (
            '<title>Harbournews: Ferry</title><link rel=canonical href="https://www.harbournews.org/a">',
            ("Harbournews: Ferry", None),
        ),
        (
            '<title>Ferry - Harbournews</title><link rel=canonical href="https://www.harbournews.org/a">',
            ("Ferry", None),
        ),
        ('<title>B</title><meta property="og:title" content="A">', ("A", None)),
        ('<title>A</title><meta name="date" content="2025/05/13">', ("A", "2025-05-13")),
        ('<title>A</title><meta name="DC.date.issued" content="2025-05">', ("A", "2025-05")),
        ('<title>A</title><meta name="date" content="2025-13-45">', ("A", None)),
        ('<title>A</title><meta name="date" content="last week">', ("A", None)),
        (
            f"<title>A</title>{LINKED}",
            ("A", "2025-08-25"),
        ),
        ('<title>A</title><script type="application/ld+json">{"datePublished": </script>', ("A", None)),
    ],
)
def test_a_page_says_its_title_and_date(head: str, said: tuple[str, str | None]) -> None:
    read = read_html(f"<head>{head}</head><body><p>{LINE}</p></body>".encode())
    assert (read.title, read.published) == said


def test_a_page_says_its_publisher_in_linked_data() -> None:
    data = '{"@type": "Article", "publisher": {"@type": "Organization", "name": " Harbour  News "}}'
    page = (
        f'<script type="application/ld+json">{data}</script><p>{LINE}</p><time datetime="2025-08-25">x</time>'
    )
    read = read_html(page.encode(), "https://harbour.example/a")
    assert (read.publisher, read.published, read.url) == (
        "Harbour News",
        "2025-08-25",
        "https://harbour.example/a",
    )


def test_a_page_without_a_head_says_nothing() -> None:
    read = read_html(f"<p>{LINE}</p>".encode())
    assert (read.title, read.published, read.publisher, read.language, read.url) == (None,) * 5


def test_addresses_that_are_none_are_not_taken() -> None:
    for address in ("javascript:alert(1)", "https://[::", "/relative", ""):
        page = f'<head><link rel="canonical" href="{address}"></head><p>{LINE}</p>'
        assert read_html(page.encode()).url is None


CHINESE, JAPANESE, FRENCH = (
    "第二季度渡轮每天运送九千名乘客。",
    "フェリーの乗客は一日九千人でした。",
    "L'été à Köln",
)


@pytest.mark.parametrize(
    ("text", "encoding", "meta", "served"),
    [
        (CHINESE, "gb18030", "gb2312", None),
        (CHINESE, "gb18030", None, "GBK"),
        (CHINESE, "gb18030", "utf-8", None),  # the page is wrong
        (CHINESE, "gb18030", "utf-8", "gb2312"),  # the server goes first
        (CHINESE, "gb18030", None, None),
        (CHINESE, "utf-16", None, "gbk"),  # its mark goes first
        (CHINESE, "utf-8", None, "iso-8859-1"),  # as servers are set up
        (CHINESE, "utf-8", None, "no-such-charset"),
        (JAPANESE, "shift_jis", "x-sjis", None),
        (JAPANESE, "euc_jp", "euc-jp", None),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", None),
        ("渡輪每天運送九千名乘客。", "big5", "Big5", None),
        ("여객선은 승객을 수송했다.", "euc_kr", "euc-kr", None),
        ("Паром перевозил пассажиров.", "cp1251", "windows-1251", None),
        ("Паром перевозил пассажиров.", "koi8_r", None, None),
        (FRENCH, "cp1252", "iso-8859-1", None),
        (FRENCH, "cp1252", None, None),
        (FRENCH, "utf-8", None, None),
    ],
)
def test_a_page_is_decoded(text: str, encoding: str, meta: str | None, served: str | None) -> None:
    named = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    page = f"<html><head>{named}</head><body><p>{text}</p></body></html>"
    assert page_text(page.encode(encoding), served) == page
    assert read_html(page.encode(encoding), charset=served).text == text + "\n"


def test_an_xhtml_page_names_its_encoding() -> None:
    page = f'<?xml version="1.0" encoding="GB2312"?><html><body><p>{CHINESE}</p></body></html>'
    assert read_html(codecs.encode(page, "gb18030")).text == CHINESE + "\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "holds no text"),
        (b"<html><body><div id=root></div><script>var text = 1</script></body></html>", "scripts fill"),
        (b"<body><div id=comments><p>Only a comment.</p></div></body>", "holds no text"),
        (bytes(range(256)) * 20, "binary data"),
        (b"<div>" * (DEEPEST + 1) + b"text", "nests elements"),
    ],
)
def test_a_page_without_text_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_html(raw)


@pytest.mark.parametrize(
    "page",
    [
        "<main><h1>Ferry</h1><p>" + LINE,  # cut
        "<div>" * 300 + f"<p>{LINE}</p>",
        "<table><tr><td>a</td><td>" * 500 + LINE,
        "<script type='application/ld+json'>" + "[" * 100_000 + f"</script><p>{LINE}</p>",
        "<meta name=a content=b>" * 20_000 + f"<p>{LINE}</p>",
        "<p " + "style='color:red' onclick=x " * 5_000 + f">{LINE}</p>",
        f"<p>{LINE}" + " " * 500_000 + "</p>",
        "<" * 100_000 + f"<p>{LINE}</p>",
        "<p>" + "<a href=x>a link that is long enough</a>" * 5_000 + f"{LINE}</p>",
    ],
)
def test_hostile_pages_are_read_in_time(page: str) -> None:
    assert LINE in read_html(page.encode()).text


def test_a_page_too_large_to_be_sifted_is_read_whole() -> None:
    section = f"<section><h2>Part</h2><p>{LINE}</p></section>"
    times = LARGEST_SIFTED // len(section) + 1
    assert read_html((section * times).encode()).text.count(LINE) == times
