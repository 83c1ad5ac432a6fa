"""Where the text of a web page begins and ends, by the lines of it that were found to be its article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from index.sentences import ends_sentence

PARAGRAPH: Final = 80
"""Bytes of a line that is more than a label or a link, in any script."""

MOST_LOST: Final = 0.05
"""Share of a page's paragraphs that may be missing from what is taken for all of them."""

MOSTLY_LINKS: Final = 0.4
"""Share of the lines before or behind a text that are links where these only lead elsewhere."""

_TELLING: Final = 25  # characters of a line that stands once in a page
_MARK: Final = re.compile(r"\A[\s#:\-]*(?:\d+\.\s+)?")


def trimmed(page: str, article: str, title: str | None, links: Collection[str] | None) -> str:
    """A page from its title, or the first line of the article in it, to the last line of that.

    With `links`, the texts of those in the page, it is cut only where links begin, and what is cut off is
    mostly links.
    """
    lines = page.split("\n")
    found = _found(lines, article)
    if not found:
        return page
    titled = (at for at in range(found[0], -1, -1) if lines[at] == f"# {title}")
    start, end = next(titled, found[0]), found[-1] + 1
    short = {line for line in article.split("\n") if line}
    while end < len(lines) and (not lines[end] or lines[end] in short):
        end += 1
    if links is not None:
        most = MOST_LOST * _weight(_paragraphs(lines))
        while start > 0 and not _is_link(lines[start - 1], links):
            start -= 1
        while end < len(lines) and not _is_link(lines[end], links):
            end += 1
        start = start if _leads_on(lines[:start], links, most) else 0
        end = end if _leads_on(lines[end:], links, most) else len(lines)
    return "\n".join(lines[start:end]).strip("\n") + "\n"


def opening(page: str, article: str) -> str:
    """What stands in a page before the article in it: its title, who wrote it."""
    lines = page.split("\n")
    return "".join(line + "\n" for line in lines[: next(iter(_found(lines, article)), 0)])


def _found(lines: Sequence[str], article: str) -> list[int]:
    """Where lines of an article stand, those that are like no other."""
    kept = {line for line in article.split("\n") if len(line) >= _TELLING}
    return [at for at, line in enumerate(lines) if line in kept]


def keeps(part: str, page: str) -> bool:
    """Whether hardly a paragraph of the page is missing from a part of it."""
    kept = set(part.split("\n"))
    paragraphs = _paragraphs(page.split("\n"))
    return _weight(line for line in paragraphs if line not in kept) <= MOST_LOST * _weight(paragraphs)


def holds_little(part: str, page: str) -> bool:
    """Whether less than half of a page's paragraphs is in a part of it: a teaser, a caption, a comment."""
    sentences = [line for line in _paragraphs(page.split("\n")) if ends_sentence(line)]
    kept = set(part.split("\n"))
    return 2 * _weight(line for line in sentences if line in kept) < _weight(sentences)


def _leads_on(lines: Sequence[str], links: Collection[str], most: float) -> bool:
    """Whether lines are mostly links, and hardly any paragraphs, code or rows of figures."""
    held = [line for line in lines if line.strip(" |-")]
    linked = [line for line in held if _is_link(line, links)]
    if any(line.startswith("```") for line in held) or len(linked) < MOSTLY_LINKS * len(held):
        return False
    return _weight(line for line in _paragraphs(held) if line not in linked and ends_sentence(line)) <= most


def _is_link(line: str, links: Collection[str]) -> bool:
    cells = line.strip("| ").split(" | ") if line.startswith("|") else [line]
    return any(_MARK.sub("", cell, count=1) in links for cell in cells)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if len(line.encode()) >= PARAGRAPH]


def _weight(lines: Iterable[str]) -> int:
    return sum(map(len, lines))
