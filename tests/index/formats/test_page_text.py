"""What of a web page is its text: boxes in it, links around it, and nothing lost that readability drops."""

from __future__ import annotations

import pytest

from index.formats.web import read_html

LINE = (
    "The ferry line carried nine thousand passengers a day in the second quarter, more than in any quarter "
    "before it, and the company says that it will add boats."
)
OTHER = (
    "Its harbour was rebuilt in stone after the flood, at a cost of four million that the town still pays."
)
CHINESE = "第二季度渡轮每天运送九千名乘客，多于此前任何一个季度，公司表示将增加船只，并延长夜间的班次时间。"


LINKED = '<tr><th>A</th><th>B</th></tr><tr><td><a href="a">Elm</a></td><td><a href="b">Oak</a></td></tr>'


def menu(*names: str) -> str:
    return "".join(f'<li><a href="/{name}">{name}</a></li>' for name in names)


def text_of(body: str, head: str = "") -> str:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    "box",
    [
        '<div class="sidebar"><p class="title">Basics</p><p>{}</p></div>',
        "<aside><p>{}</p></aside>",
        '<aside class="sidebar"><div>{}</div></aside>',
    ],
)
@pytest.mark.parametrize(
    "paragraph", [f"<p>{LINE}</p>", f'<div class="para">{LINE}</div>', f"<p>{CHINESE}</p>"]
)
def test_a_box_among_paragraphs_is_text(box: str, paragraph: str) -> None:
    boxed = box.format("Boats are counted at noon, and in the evening once more.")
    text = text_of(f"<h1>Ferry</h1>{paragraph * 3}{boxed}{paragraph}")
    assert "Boats are counted at noon, and in the evening once more.\n" in text


@pytest.mark.parametrize(
    "chrome",
    [
        f'<div class="sidebar"><ul>{menu("Boats of this year", "Ports and harbours", "Prices")}</ul></div>',
        '<div class="newsletter">Sign up for our letter, and hear of boats before all others do.</div>',
        '<div id="cookie-banner">We use cookies to remember you, and so do nine hundred partners.</div>',
        '<aside class="related-posts">Boats were counted before, as we wrote in the spring.</aside>',
        "<aside>Popular</aside>",
    ],
)
def test_other_boxes_are_not(chrome: str) -> None:
    text = text_of(f"<h1>Ferry</h1>{f'<p>{LINE}</p>' * 3}{chrome}<p>{OTHER}</p>")
    assert text == "# Ferry\n\n" + f"{LINE}\n\n" * 3 + f"{OTHER}\n"


def test_a_part_about_comments_is_text() -> None:
    part = f'<div id="Comments"><h4>3.1.3 Comments</h4><p>{OTHER}</p></div>'
    readers = f'<div id="comments"><h4>3 comments</h4><p>{CHINESE}</p></div>'
    text = text_of(f"<h1>Ferry</h1>{f'<p>{LINE}</p>' * 3}{part}{readers}")
    assert f"#### 3.1.3 Comments\n\n{OTHER}\n" in text
    assert CHINESE not in text


def test_a_body_of_an_article_is_no_widget() -> None:
    links = f"<ul>{menu(*(f'Report of the year {year}' for year in range(1980, 2020)))}</ul>"
    body = f'<div class="widget Blog"><h3>Ferry</h3><div class="post-body">{LINE}</div></div>'
    assert LINE in text_of(f'<div>{OTHER * 3}{links}</div>{body}<div class="widget">{OTHER}</div>')


def test_a_teaser_that_is_taken_for_the_article_is_not_believed() -> None:
    head = '<meta property="og:type" content="article">'
    teaser = f"<div><p>{OTHER} And, as ever, nobody, not even the town, pays.</p><p>{OTHER}</p></div>"
    story = "".join(f"<div><div>{LINE} It pays {at}.</div></div>" for at in range(9))
    assert text_of(f"<div>{story}</div><div>{teaser}</div>", head).count(LINE) == 9


def test_an_address_may_name_the_day() -> None:
    page = f"<html><body><p>{LINE}</p></body></html>".encode()
    assert read_html(page, "https://ferry.example/2025/5/13/boats").published == "2025-05-13"
    assert read_html(page, "https://ferry.example/2025/13/45/boats").published is None


def test_a_layout_of_columns_has_no_box_in_its_text() -> None:
    side = f'<div class="sidebar"><p>{OTHER}</p></div>'
    page = f'<div class="page">{side}<div class="content"><h1>Ferry</h1>{f"<p>{LINE}</p>" * 4}</div></div>'
    assert OTHER not in text_of(page)


def test_words_of_a_line_are_not_dropped_by_their_names() -> None:
    page = f'<p>Choose <b class="menu">File</b> and <span class="banner">Open</span>.</p><p>{LINE}</p>'
    assert text_of(page).startswith("Choose File and Open.\n")


def test_a_table_of_contents_into_the_page_is_left_out() -> None:
    """One that leads to other pages is left out at the ends of the text only."""
    links = "".join(f'<li><a href="#p{at}">{at}. Part of boats</a></li>' for at in range(4))
    pages = "".join(f'<li><a href="p{at}.html">Port number {at}</a></li>' for at in range(4))
    parts = "".join(f'<h2 id="p{at}">{at}. Part of boats</h2><p>{LINE}</p>' for at in range(4))
    contents = f'<div class="toc"><p><b>Contents</b></p><ul>{links}</ul></div>'
    text = text_of(
        f"<h1>Ferry</h1><p>{OTHER}</p>{contents}<p>Ports:</p><ul>{pages}</ul>{parts}<ul>{pages}</ul>"
    )
    assert text.startswith(f"# Ferry\n\n{OTHER}\n\nPorts:\n\n- Port number 0\n")
    assert text.count("Part of boats") == text.count("## ") == 4
    assert text.count("Port number") == 4
    assert text.endswith(f"## 3. Part of boats\n\n{LINE}\n")


def test_what_leads_on_around_a_text_is_left_out() -> None:
    around = '<p><a href="1">Prev</a> | <a href="2">Up</a> | <a href="3">Next</a></p>'
    cells = '<td><a href="1">Prev</a></td><td></td><td><a href="2">Next</a></td>'
    page = f"<div>{around}</div><h1>Ferry</h1><p>{LINE}</p><p>{OTHER}</p><hr><div>{around}</div>"
    assert text_of(page) == f"# Ferry\n\n{LINE}\n\n{OTHER}\n"
    page = f'<div class="navheader"><table><tr>{cells}</tr></table></div><h1>Ferry</h1><p>{LINE}</p>'
    assert text_of(page) == f"# Ferry\n\n{LINE}\n"


@pytest.mark.parametrize(
    "end",
    [
        '<p><a href="x">The ferry line was sold on 9 May 2025.</a></p>',
        f"<table>{LINKED}</table>",
        '<p>See <a href="x">the report of the company</a> for all its boats.</p>',
        "<pre>run()</pre>",
    ],
)
def test_a_text_may_end_in_a_link(end: str) -> None:
    before = f"<h1>Ferry</h1><p>{LINE}</p><p>{OTHER}</p>"
    assert len(text_of(before + end)) > len(text_of(before)) + len("run()")


def test_a_page_of_links_is_read_as_one() -> None:
    links = "".join(f'<li><a href="{at}.html">Report of year {at}</a></li>' for at in range(2000, 2009))
    assert text_of(f"<h1>Reports</h1><ul>{links}</ul>").count("Report of year") == 9


def test_the_part_that_a_page_names_is_read_whole() -> None:
    """Readability leaves out what stands between many links or in lists of definitions."""
    notes = "".join(f"<dl><dt>{at}</dt><dd>{OTHER} {at}</dd></dl>" for at in range(9))
    page = f'<div role="main"><h1>Ferry</h1><p>{LINE}</p><h2>Notes</h2>{notes}</div>'
    assert text_of(page).count(OTHER) == 9


def test_an_article_begins_with_its_title_and_ends_before_links() -> None:
    head = '<meta property="og:type" content="article"><title>Ferry grows | Harbour News</title>'
    before = f"<div><ul>{menu('Home', 'Sports', 'Weather')}</ul></div><p>Last words of yesterday</p>"
    links = menu("Rain in the north", "A new bridge", "Nine lost")
    behind = f"<div><h3>More news</h3><ul>{links}</ul><p>Ads</p></div>"
    story = f"<div><p>{LINE}</p><p>{LINE} It pays.</p><p>{OTHER}</p></div>"
    text = text_of(f"{before}<div><h1>Ferry grows</h1><p>By Ada Elm</p>{story}</div>{behind}", head)
    assert text == f"# Ferry grows\n\nBy Ada Elm\n\n{LINE}\n\n{LINE} It pays.\n\n{OTHER}\n"


def test_a_page_that_is_called_nothing_ends_before_links() -> None:
    links = menu("Rain in the north", "A new bridge", "Nine lost at sea", "The price of fish", "Weather")
    side = f"<h3>More news</h3><ul>{links}</ul><h3>Most read</h3><ul>{links}</ul><p>Ads</p>"
    story = f"<div><h1>Ferry grows</h1><p>{LINE}</p><p>{OTHER}</p><p>{LINE} It pays.</p></div>"
    assert text_of(f"<div>{story}<div>{side}</div></div>").endswith(f"{LINE} It pays.\n")
    code = "<h2>Use</h2><pre>run()</pre>"
    assert "run()" in text_of(f"<div>{story}<div>{side}{code}</div></div>")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="Ferry grows - Ada Elm on boats">', "Ferry grows"),
        ('<meta property="og:title" content="Ferry grows">', "Ferry grows"),
        ('<meta property="og:title" content="Ferry grows - Ada Elm">', "Ferry grows"),
    ],
)
def test_a_title_is_what_a_heading_repeats(head: str, title: str) -> None:
    page = f"<html><head>{head}</head><body><h1>News</h1><h2>Ferry grows</h2><p>{LINE}</p></body></html>"
    assert read_html(page.encode()).title == title


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('<meta name="publish_date" content="Thu, 06 Oct 2011 08:10:27 EST">', "2011-10-06"),
        ('<meta name="date" content="Tuesday, Aug. 17, 2010">', "2010-08-17"),
        ('<meta name="date" content="1er mai 2013">', "2013-05-01"),
        ('<meta name="date" content="7 de junio de 2013">', "2013-06-07"),
        ('<meta name="date" content="12. März 2024">', "2024-03-12"),
        ('<meta name="date" content="31 February 2020">', None),
        ('<meta name="date" content="some 20 boats 2020">', None),
        ('<meta name="pub_date" content="20100812">', "2010-08-12"),
    ],
)
def test_a_date_may_be_in_words(written: str, published: str | None) -> None:
    page = f"<html><head>{written}</head><body><p>{LINE}</p></body></html>"
    assert read_html(page.encode()).published == published


def test_a_date_may_be_that_of_a_feed() -> None:
    page = f'<abbr class="published" title="2010-08-13T16:39:00-04:00">Aug 13</abbr><p>{LINE}</p>'
    assert read_html(page.encode()).published == "2010-08-13"


def test_readability_never_guesses_an_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would ask chardet, which is under the LGPL; every page is decoded before."""

    def guess(_: bytes) -> dict[str, str]:
        raise AssertionError

    monkeypatch.setattr("readability.encoding.chardet.detect", guess)
    body = f"<body><div><h1>Été</h1><p>{LINE}</p><p>{OTHER} À Köln.</p></div></body>"
    for encoding in ("cp1252", "utf-8", "utf-16"):
        assert "À Köln." in read_html(body.encode(encoding)).text
