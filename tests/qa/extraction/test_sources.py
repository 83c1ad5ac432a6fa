"""Articles as files: what is read from Markdown, blogs, HTML and text, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.documents import Document
from index.errors import CorpusError
from index.formats.markup import read_page
from qa.extraction.extractor import Extractor
from qa.extraction.sources.source import LARGEST, read_source
from qa.knowledge.knowledge import Knowledge
from qa.settings import shipped_corpus
from tests.examples import examples
from tests.qa.extraction.conftest import Find

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Le rapport du T2 2025</title>
<link rel="canonical" href="https://example.org/rapport">
<meta property="article:published_time" content="2025-08-25T10:00">
<style>td{color:red}</style><script>var score = "o1 scores 99";</script></head><body><nav>Accueil 2025</nav>
<h1>Le rapport du T2 2025</h1><p>L'indice d'intelligence de <b>R1-0528</b> atteint 68.<br>Oui.</p>
<p hidden>o1 obtient 12 points à l'Intelligence Index.</p><p style="display: none">o3 obtient 11.</p>
<ul><li>Tencent<ul><li>capitalisation : 575 milliards de dollars</li></ul></li></ul>
<table><caption>Audiences</caption><thead>
<tr><th rowspan="2">Application</th><th colspan="2">Utilisateurs</th></tr>
<tr><th>actifs mensuels (millions)</th><th>pays | zone</th></tr></thead>
<tr><td>Doubao</td><td>110</td><td rowspan="2">Chine</td></tr><tr><td>Kimi</td><td>25</td></tr></table>
<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table></body></html>"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_blog_tells_title_date_and_edition(tmp_path: Path) -> None:
    front = "---\ntitle: 2025年Q2を読んだ\ndate: 2025-08-27 10:00:00\ntags: [AI]\n---\n"
    text = front + "\n# 見出し\n\nR1-0528のインテリジェンス指数は68です。\n"
    found = read_source(write(tmp_path, "my post.md", text))
    assert (found.id, found.title, found.edition) == ("my-post", "2025年Q2を読んだ", "2025-Q2")
    assert (found.language, found.published) == ("ja", "2025-08-27")
    assert found.text.startswith("\n# 見出し")


def test_plain_text_is_told_by_what_it_says(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "note.txt",
        "The Q3 2025 report\n\n5 November 2025. The Q3 2025 report beats the Q1 2025 one.\n",
    )
    found = read_source(path)
    assert (found.title, found.edition, found.language) == ("The Q3 2025 report", "2025-Q3", "en")
    assert found.published == "2025-11-05"


def test_what_is_given_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path, "note.md", "# Untimely\n\nR1 scores 89.\n")
    found = read_source(path, edition="2024-Q4", language="fr")
    assert (found.edition, found.language) == ("2024-Q4", "fr")


def test_a_quarter_without_a_year_is_of_the_year_of_publication(tmp_path: Path) -> None:
    assert (
        read_source(write(tmp_path, "n.md", "# The Q3 report\n\n2025-11-05\n\nText.\n")).edition == "2025-Q3"
    )


def test_the_name_of_the_file_tells_the_edition_last(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, "report-2025q1.md", "# A report\n\nText.\n")).edition == "2025-Q1"


def test_a_document_of_the_contract_stays_what_it_is(tmp_path: Path) -> None:
    text = (
        "---\nid: one\ntitle: One\nedition: 2025-Q1\nlanguage: en\npublished: null\n"
        "sources: []\nlicense: MIT\n---\no1 scores 94.\n"
    )
    found = read_source(write(tmp_path, "x.md", text), edition="2025-Q2")
    assert (found.id, found.edition, found.license, found.text) == (
        "one",
        "2025-Q2",
        "MIT",
        "o1 scores 94.\n",
    )


def test_front_matter_that_is_none_is_text(tmp_path: Path) -> None:
    found = read_source(write(tmp_path, "x.md", "---\n- a list\n---\nQ1 2025\n"))
    assert found.text.startswith("---")
    broken = read_source(write(tmp_path, "y.md", "---\na: [\n---\nQ1 2025\n"))
    assert broken.text.startswith("---")


def test_html_becomes_markdown_with_what_is_shown(tmp_path: Path, find: Find) -> None:
    found = read_source(write(tmp_path, "page.html", PAGE))
    assert (found.title, found.edition, found.language) == ("Le rapport du T2 2025", "2025-Q2", "fr")
    assert (found.published, found.sources[0].url) == ("2025-08-25", "https://example.org/rapport")
    assert "# Le rapport du T2 2025" in found.text
    assert (
        "| Application | Utilisateurs actifs mensuels (millions) | Utilisateurs pays \\| zone |" in found.text
    )
    assert "| Kimi | 25 | Chine |" in found.text
    for hidden in ("99", "12 points", "o3", "color", "Accueil"):
        assert hidden not in found.text
    figures = {(f.subject, f.attribute, f.value) for f in find(found.text)}
    assert figures == {
        ("deepseek-r1-0528", "intelligence_index", 68),
        ("tencent", "market_cap", 575_000_000_000),
        ("doubao", "monthly_active_users", 110_000_000),
        ("kimi", "monthly_active_users", 25_000_000),
    }


def test_html_in_another_encoding(tmp_path: Path) -> None:
    head = '<html><head><meta charset="gb18030"><title>2025年第一季度</title></head>'
    page = head + "<body><p>智能指数</p></body></html>"
    found = read_source(write(tmp_path, "a.htm", page.encode("gb18030")))
    assert (found.title, found.text) == ("2025年第一季度", "智能指数\n")
    odd = page.replace("gb18030", "no-such-code")
    assert read_source(write(tmp_path, "b.html", odd)).title == "2025年第一季度"


def test_tables_of_html_in_markdown(tmp_path: Path, find: Find) -> None:
    text = (
        "# Q1 2025\n\n<table><tr><th>Model</th><th>Intelligence Index</th></tr>"
        "<tr><td>o1</td><td>94</td></tr></table>\n\nEnd <table><tr>"
    )
    found = read_source(write(tmp_path, "x.md", text))
    assert "| o1 | 94 |" in found.text
    assert found.text.endswith("<table><tr>")
    assert [f.value for f in find(found.text)] == [94]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("x.md", b"\xff\xfe\x00", "not UTF-8"),
        ("x.md", b"a\x00b", "binary"),
        ("x.md", b" \n", "is empty"),
        ("x.html", b"<html><script>1</script></html>", "is empty"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(CorpusError, match=problem):
        read_source(path)


def test_an_article_of_no_edition_is_read(tmp_path: Path) -> None:
    found = read_source(write(tmp_path, "x.md", b"# No time\n\nR1 scores 89 on the Intelligence Index.\n"))
    assert found.edition == ""
    findings = Extractor(Knowledge.load(shipped_corpus())).extract(found)
    assert [finding.edition for finding in findings] == [None]


def test_missing_and_endless_files(tmp_path: Path) -> None:
    for name in ("none.md", "none.html"):
        with pytest.raises(CorpusError, match="cannot be read"):
            read_source(tmp_path / name)
    path = tmp_path / "long.md"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(CorpusError, match="larger than 20 MB"):
        read_source(path)


TAGS = [
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "<p>",
    "</p>",
    "<li>",
    "<h2>",
    "a",
    "|",
    "&lt;",
    "<br>",
    "<ul>",
    "</table>",
    "<th>",
    "<ol>",
    "<dd>",
    "<pre>",
    "\x0c",
]
WIDE = "<td rowspan=9999 colspan=999>"


@settings(max_examples=examples(20))
@given(st.lists(st.sampled_from([*TAGS, WIDE]), max_size=30).map("".join))
def test_any_markup_becomes_text(markup: str) -> None:
    page = read_page(markup)
    assert "<td" not in page.text
    assert len(page.text) < 200_000


def test_items_keep_their_numbers_and_their_depth() -> None:
    markup = "<ol start=3><li><p>One</p></li><li></li><li>Three<ul><li>a</li><li>b</li></ul></li></ol>end"
    assert read_page(markup).text == "3. One\n\n5. Three\n  - a\n  - b\n\nend\n"


def test_a_definition_stands_with_its_term() -> None:
    markup = "<dl><dt>main</dt><dd><p>The archive.</p><p>It is free.</p></dd><dt>u</dt><dd>v</dd></dl>"
    assert read_page(markup).text == "main\n: The archive.\n\nIt is free.\n\nu\n: v\n"


def test_code_keeps_its_lines() -> None:
    markup = "<p>Run:</p><pre>\n<b>ls</b> -l\n\n  cd<br>pwd<script>x</script>\n</pre>then"
    assert read_page(markup).text == "Run:\n\n```\nls -l\n\n  cd\npwd\n```\n\nthen\n"


def test_code_that_no_fence_can_hold_is_a_paragraph() -> None:
    assert read_page("<pre>~~~\na  b</pre>").text == "~~~ a b\n"


def test_words_of_a_cell_are_parted_where_they_are_shown_apart() -> None:
    markup = "<table><tr><td>(<i>ip</i>)<br>8<p>tc</p></td><td><a>d</a><b>n</b>s</td></tr></table>"
    assert read_page(markup).text == "| (ip) 8 tc | dns |\n| --- | --- |\n"


def test_what_is_empty_marks_nothing() -> None:
    assert read_page("<h2></h2><p>text</p><ul><li></li></ul><p>more</p>").text == "text\n\nmore\n"


def test_deep_nesting_does_not_end_the_program() -> None:
    assert "deep" in read_page("<div>" * 5_000 + "deep").text


def test_read_documents_are_documents(tmp_path: Path) -> None:
    assert isinstance(read_source(write(tmp_path, "a.md", "Q1 2025")), Document)


def test_an_unstated_source_is_none(tmp_path: Path) -> None:
    text = (
        "---\nid: one\ntitle: One\nedition: 2025-Q1\nlanguage: en\npublished: null\n"
        "sources: null\nlicense: MIT\n---\no1 scores 94.\n"
    )
    found = read_source(write(tmp_path, "x.md", text))
    assert (found.id, found.sources) == ("one", ())


@pytest.mark.parametrize(
    ("heads", "cell", "language"),
    [
        ("# Index in Q3 2025\n\n| Model | MAU (millions) | Note |", "n/a", "en"),
        ("# Index in Q3 2025\n\n| Model | MAU (millions) | Lab |", "Société Générale", "en"),
        ("# Q3 2025\n\n| Modèle | Utilisateurs actifs mensuels | Laboratoire |", "Alibaba Cloud", "fr"),
        ("# 2025年第三季度\n\n| 模型 | 智能指数 | 实验室 |", "Alibaba Cloud", "zh-Hans"),
        ("# 2025年第3四半期\n\n| モデル | インテリジェンス指数 | ラボ |", "阿里巴巴", "ja"),
    ],
)
def test_the_language_of_a_table_is_that_of_its_heads(
    heads: str, cell: str, language: str, tmp_path: Path
) -> None:
    rows = "".join(f"| R{at} | {at} | {cell} |\n" for at in range(5))
    found = read_source(write(tmp_path, "table.md", f"{heads}\n|---|---|---|\n{rows}"))
    assert found.language == language


def test_what_a_page_has_struck_out_is_left_out(tmp_path: Path, find: Find) -> None:
    struck = "<strike>80</strike> <del>90 million</del> <ins>110 million</ins>"
    body = f"<html><body><p>Talkie has {struck} monthly active users in Q2 2025.</p></body></html>"
    found = read_source(write(tmp_path, "page.html", body))
    assert "90" not in found.text
    assert [(one.value, one.qualifier) for one in find(found.text)] == [(110_000_000, None)]
