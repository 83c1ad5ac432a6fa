"""A shared answer as Markdown: the answer, its quotes as footnotes, and what a reader must know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from qa.language.inline import in_line
from qa.language.marks import Span, parts
from qa.models import Citation, Line
from qa.replies.lines import HEADINGS
from qa.replies.places import places
from qa.sharing.shared import SharedAnswer

_INLINE: Final = re.compile(r"[\\`*_{}\[\]<>()|~@&$^:]")
_AT_START: Final = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]))?)([#+\-.=)])")


def markdown(shared: SharedAnswer) -> str:
    """CommonMark with footnotes (as GitHub, Obsidian, Pandoc and others read them).

    Words of documents and of whoever asked are shown as written: no link, format, HTML or mention of theirs
    comes to life.
    """
    answer = shared.reply.answer
    blocks = [f"> {escaped(in_line(answer.question))}"] if answer.question else []
    blocks += _answer(shared.reply.lines)
    noted = [one.text for one in answer.notices] + ([answer.worded.text] if answer.worded else [])
    blocks += [f"*{escaped(in_line(text))}*" for text in noted]
    notes = [_footnote(cited, answer.language) for cited in answer.citations]
    end = f"Footnote, {shared.asked}, {shared.key}"
    linked = f"[{end}](<{_address(shared.url)}>)" if shared.url else end
    return "\n\n".join([*blocks, *notes, linked]) + "\n"


def escaped(text: str, *, starts: bool = True) -> str:
    """One line of text as Markdown shows it character by character; `starts` says that it begins a line."""
    safe = _INLINE.sub(lambda found: f"\\{found[0]}", text)
    return _AT_START.sub(r"\1\\\2", safe) if starts else safe


def _answer(lines: Sequence[Line]) -> Iterable[str]:
    """A paragraph for each line; headings are bold, so that the text can stand inside another."""
    for line in lines:
        text = _marked(in_line(line.text), line.marks if in_line(line.text) == line.text else ())
        if line.kind in HEADINGS:
            text = f"**{escaped(in_line(line.text))}**"
        elif line.kind == "note":
            text = f"*{escaped(in_line(line.text))}*"
        yield text + "".join(f"[^{number}]" for number in line.citations)


def _footnote(cited: Citation, language: str) -> str:
    view = cited.view
    marks = view.marks if in_line(view.text) == view.text else ()
    quote = _marked(in_line(view.text), marks)
    about = ", ".join(filter(None, (*places(cited, language), cited.edition, cited.language)))
    lines = [f"“{quote}” — {escaped(in_line(cited.title))} ({escaped(about)})"]
    for source in cited.sources:
        name = ", ".join(filter(None, (source.publisher, source.title, source.published)))
        url = cited.url or source.url
        told = escaped(in_line(name))
        lines.append(f"[{told}](<{_address(url)}>)" if url else told)
    return f"[^{cited.number}]: " + "  \n    ".join(lines)


def _marked(text: str, marks: Sequence[Span]) -> str:
    """The text with its marks in bold, but where Markdown would not take them: spaces stay outside."""
    found: list[str] = []
    for part, marked in parts(text, marks):
        inner = part.strip()
        bold = f"**{escaped(inner, starts=False)}**" if inner else ""
        around = part.partition(inner) if inner else (part, "", "")
        found.append(f"{around[0]}{bold}{around[2]}" if marked and inner else escaped(part, starts=not found))
    return "".join(found)


def _address(url: str) -> str:
    """An address between < and >: nothing in it ends them, and no other scheme than the web's."""
    safe = url if url.startswith(("https://", "http://")) else ""
    return safe.replace("<", "%3C").replace(">", "%3E").replace("\n", "").replace("\\", "%5C")
