"""What headings are by their words: those that title no document, and those that are numbered."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from index.yamlfile import load_yaml


def is_no_title(heading: str) -> bool:
    """Whether a heading such as "Contents" is no title of a document."""
    return heading.strip(" .:：").casefold() in _untitled()


def numbered_depth(line: str) -> int | None:
    """How deep the number of a heading is: 1 for "1. Results" and "Chapter 2", 2 for "1.1 Figures".

    None for a line that begins otherwise.
    """
    found = _numbered().match(line)
    return (found["points"] or "").count(".") + 1 if found else None


def without_number(line: str) -> str:
    """A heading without its number and what stands before that: "Results" for "Chapter 2. Results"."""
    found = _numbered().match(line)
    return line[found.end() :].lstrip(" .:：") if found else line


@cache
def _held() -> dict[str, Any]:  # the lists of headings.yaml
    held: dict[str, Any] = load_yaml(Path(__file__).with_name("headings.yaml"))
    return held


@cache
def _untitled() -> frozenset[str]:
    return frozenset(str(word).casefold() for word in _held()["untitled"])


@cache
def _numbered() -> re.Pattern[str]:
    words, counted = ("|".join(map(re.escape, _held()[key])) for key in ("numbered", "counted"))
    return re.compile(
        r"(?P<points>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\w)"
        rf"|[第제]\s?[\d一二三四五六七八九十百]{{1,4}}\s?(?:{counted})|[一二三四五六七八九十]{{1,3}}、"
        rf"|[IVX]{{1,5}}\.\s+(?=\w)|(?:{words})\s+(?:\d{{1,3}}|[ivxlc]{{1,6}}|[a-z])\b",
        re.IGNORECASE,
    )
