"""What a robots.txt lets a robot read: the examples of RFC 9309, and files written to do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.robots import Robots

# RFC 9309, section 2.2.1: both groups of ExampleBot count, and no other.
GROUPS = b"""
user-agent: ExampleBot
disallow: /foo
disallow: /bar

user-agent: ExampleBot
disallow: /baz
"""

# Section 5.1.
SIMPLE = b"""
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot

EOF
"""

# Section 5.2.
LONGEST = b"""
User-Agent: foobot
Allow: /example/page/
Disallow: /example/page/disallowed.gif
"""


@pytest.mark.parametrize(
    ("content", "agent", "target", "is_open"),
    [
        (GROUPS, "examplebot", "/foo", False),
        (GROUPS, "ExampleBot", "/bar/x", False),
        (GROUPS, "ExampleBot", "/baz", False),
        (GROUPS, "ExampleBot", "/qux", True),
        (GROUPS, "OtherBot", "/foo", True),
        (SIMPLE, "footnotebot", "/a/picture.gif", False),
        (SIMPLE, "footnotebot", "/a/picture.gif?size=1", True),
        (SIMPLE, "footnotebot", "/example/page.html", False),
        (SIMPLE, "footnotebot", "/publications/a.html", True),
        (SIMPLE, "footnotebot", "/publications/a.gif", True),
        (SIMPLE, "footnotebot", "/other", True),
        (SIMPLE, "foobot", "/", False),
        (SIMPLE, "foobot", "/example/page.html", True),
        (SIMPLE, "foobot", "/example/allowed.gif", True),
        (SIMPLE, "foobot", "/publications/a.html", False),
        (SIMPLE, "barbot", "/example/page.html", False),
        (SIMPLE, "bazbot", "/example/page.html", False),
        (SIMPLE, "bazbot", "/example/other.gif", True),
        (SIMPLE, "quxbot", "/example/page.html", True),
        (LONGEST, "foobot", "/example/page/", True),
        (LONGEST, "foobot", "/example/page/disallowed.gif", False),
    ],
)
def test_the_examples_of_the_standard(content: bytes, agent: str, target: str, is_open: bool) -> None:
    assert Robots(content, agent).allows(target) is is_open


@pytest.mark.parametrize(
    ("pattern", "target", "matches"),
    [
        # Section 2.2.2: how octets are compared.
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/foo", "/Foo", False),
        # Section 2.2.3: characters with a meaning.
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", True),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-b.html", False),
        ("/path/foo-%24", "/path/foo-$", True),
        ("/a$b", "/a$b", True),
        ("/this/path/exactly$", "/this/path/exactly", True),
        ("/this/path/exactly$", "/this/path/exactly/not", False),
        ("/this/*/exactly", "/this/path/exactly", True),
        ("/this/*/exactly", "/this/is/my/exactly/a", True),
        ("/this/*/exactly", "/this/exactly", False),
        ("/*.gif$", "/a.gif/b.gif", True),
        ("/*.gif$", "/.gi", False),
        ("/ab*ab$", "/ab", False),
        ("/a*b*c$", "/a-c-b-c", True),
        ("/a*b*c$", "/a-c-b", False),
        ("*", "/", True),
        ("*?session=", "/a/b?session=1", True),
        ("/a # a comment", "/a", True),
        ("/**a", "/b/a", True),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("a", "/a", False),  # a path begins with a slash
    ],
)
def test_patterns(pattern: str, target: str, matches: bool) -> None:
    content = f"User-agent: *\r\nDisallow: {pattern}\r\n".encode()
    assert Robots(content, "FootnoteBot").allows(target) is not matches


@pytest.mark.parametrize(
    ("content", "is_open"),
    [
        ("Disallow: /", True),  # for nobody
        ("User-agent: *\nAllow: /page\nDisallow: /page", True),  # the same length: what allows counts
        ("User-agent: *\nDisallow: /page\nAllow: /page", True),
        ("User-agent: *\nDisallow: /p\nAllow: /", False),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\nUser-agent: footnotebot\nDisallow: /other", True),
        ("User-agent: FootnoteBot/2.0 (x)\nDisallow: /", False),
        ("User-agent: Footnote\nDisallow: /", True),  # another robot
        ("User-agent: *bot\nDisallow: /", True),
        ("User-agent: a\nSitemap: https://x/\nCrawl-delay: 1\n\nUser-agent: *\nDisallow: /", False),
        ("User-agent: a\nDisallow: /b\n\nUser-agent: *\n\n\nDisallow: /", False),
        ("user-AGENT : *\n  DISALLOW :/", False),
        ("User-agent: *\rDisallow: /", False),
        ("User agent: *\nDisallow: /", True),
        ("<!doctype html><p>Disallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\u2028x", True),  # no end of a line
        ("\0\0User-agent: *\nDisallow: /", True),
    ],
)
def test_which_lines_count(content: str, is_open: bool) -> None:
    assert Robots(content.encode(), "FootnoteBot").allows("/page") is is_open


@pytest.mark.parametrize(
    "content",
    [
        b"User-agent: *\n" + b"Disallow: /" + b"*a" * 250_000,
        b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e*f\n" * 20_000,
        b"User-agent: *\nDisallow: /" + b"a*" * 30 + b"b$\n",
        b"User-agent: a\n" * 17_000 + b"Disallow: /x\n" * 20_000,
        b"".join(b"User-agent: a%d\n" % number for number in range(20_000)) + b"Allow: /\n" * 20_000,
        b"\r" * 500_000,
        b"User-agent:" * 45_000,
        b"User-agent: *\nDisallow: /" + b"%" * 500_000,
    ],
    ids=["one pattern", "patterns", "stars", "one name", "names", "line ends", "one line", "escapes"],
)
def test_a_file_that_is_written_to_take_long_takes_no_time(content: bytes) -> None:
    """A matcher that goes back and forth, or rules held once for each name, would never come to an end."""
    assert Robots(content, "FootnoteBot").allows("/" + "a" * 3_999)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_a_robots_txt(content: bytes, path: str) -> None:
    assert isinstance(Robots(b"User-agent: *\nDisallow: " + content, "FootnoteBot").allows("/" + path), bool)
