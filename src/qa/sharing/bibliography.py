"""References for reference managers (BibTeX, RIS), and as people write them (APA 7, GB/T 7714-2015)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from qa.sharing.references import Reference, references
from qa.sharing.shared import SharedAnswer
from qa.wording.formats import written_date

BIBTEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_KEY: Final = re.compile(r"[^a-z0-9]+")


def bibtex(shared: SharedAnswer) -> str:
    """An entry for each work, `@online` where it has an address; the quotes are its annotation."""
    return "".join(
        _entry(one, number, shared) for number, one in enumerate(references(shared.reply.answer), 1)
    )


def ris(shared: SharedAnswer) -> str:
    """The same as RIS records, a tag a line, which end with CR LF as the format demands."""
    lines: list[str] = []
    for one in references(shared.reply.answer):
        lines.append(f"TY  - {'ELEC' if one.url else 'RPRT'}")
        lines.append(f"TI  - {one.title}")
        lines += [f"AU  - {one.publisher}", f"PB  - {one.publisher}"] if one.publisher else []
        lines += [f"PY  - {one.date[0]}", f"DA  - {'/'.join(one.date)}"] if one.date else []
        lines += [f"UR  - {one.url}"] if one.url else []
        lines += [f"Y2  - {shared.asked.replace('-', '/')}"]
        lines += [f"N1  - {_read_in(one)}" if one.digest else f"LA  - {one.language}"]
        lines += [f"AB  - {quote}" for quote in one.quotes]
        lines += ["ER  - ", ""]
    return "".join(f"{line}\r\n" for line in lines)


def apa(shared: SharedAnswer) -> str:
    """A line for each work in APA's seventh style, in order of the alphabet; dates in English."""
    lines = [_apa(one) for one in references(shared.reply.answer)]
    return "".join(f"{line}\n" for line in sorted(lines, key=str.casefold))


def gbt7714(shared: SharedAnswer) -> str:
    """A numbered line for each work by GB/T 7714-2015, in the order in which they are cited."""
    found = enumerate(references(shared.reply.answer), 1)
    return "".join(f"[{number}] {_gbt(one, shared.asked)}\n" for number, one in found)


def _entry(one: Reference, number: int, shared: SharedAnswer) -> str:
    fields = {"title": f"{{{_tex(one.title)}}}"}
    if one.publisher:
        fields |= {"author": f"{{{_tex(one.publisher)}}}", "publisher": _tex(one.publisher)}
    if one.date:
        fields["year"] = one.date[0]
        fields |= {"date": "-".join(one.date)}
    month = f"  month = {MONTHS[int(one.date[1]) - 1]},\n" if len(one.date) > 1 else ""
    if one.url:
        fields |= {"url": _address(one.url), "urldate": shared.asked}
    if one.digest:  # whose language is not the article's
        fields["note"] = _tex(_read_in(one))
    else:
        fields["langid"] = one.language
    fields["annotation"] = _tex(" / ".join(f"“{quote}”" for quote in one.quotes))
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{'online' if one.url else 'misc'}{{{_key(one, number)},\n{body}{month}}}\n\n"


def _key(one: Reference, number: int) -> str:
    """What the entry is cited by: of plain letters, whatever the publisher is called, and never twice."""
    plain = unicodedata.normalize("NFKD", one.publisher or one.title).encode("ascii", "ignore").decode()
    name = _NO_KEY.sub("", plain.lower())[:20] or "source"
    return f"{name}{one.date[0] if one.date else ''}-{number}"


def _tex(text: str) -> str:
    return "".join(BIBTEX.get(character, character) for character in text)


def _address(url: str) -> str:
    """An address inside braces: what would end them is percent-encoded, as an address may be."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace("%", r"\%")


def _read_in(one: Reference) -> str:
    return f"As read in: {one.digest}"


def _apa(one: Reference) -> str:
    when = "n.d."
    if one.date:
        when = one.date[0]
        if len(one.date) > 1:
            day = f" {int(one.date[2])}" if len(one.date) > 2 else ""
            when += f", {written_date(f'--{one.date[1]}', 'en')}{day}"
    title, dated = _ended(one.title), f"({when})."
    parts: Sequence[str | None] = (_ended(one.publisher), dated, title) if one.publisher else (title, dated)
    return " ".join(filter(None, (*parts, one.url)))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。", "！", "？")) else f"{text}."


def _gbt(one: Reference, asked: str) -> str:
    kind = "EB/OL" if one.url else "R"
    author = f"{one.publisher.rstrip('.')}. " if one.publisher else ""
    when = f"({'-'.join(one.date)})" if one.date else ""
    read = f"[{asked}]" if one.url else ""
    tail = f". {when}{read}" if when or read else ""
    return f"{author}{one.title.rstrip('.')}[{kind}]{tail}." + (f" {one.url}." if one.url else "")
