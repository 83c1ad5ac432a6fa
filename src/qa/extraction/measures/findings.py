"""Findings of a document's own measures, beside those of the attributes that a corpus declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from index.documents import Document
from index.fields import LONGEST_LINE
from index.layout import layout
from index.tables import PIPE
from qa.extraction.finding import Finding
from qa.extraction.measures.about import about
from qa.extraction.measures.sentences import stated_in_sentences
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.sureness import is_sure, sureness
from qa.extraction.measures.tables import stated_in_tables
from qa.extraction.mentions.name import slug
from qa.extraction.mentions.names import Names
from qa.knowledge.attributes import LONGEST_UNIT, own_id
from qa.knowledge.knowledge import THING
from qa.language.compact import key_of
from qa.language.inline import in_line

MOSTLY: Final = (
    0.2  # share of a document's figures that are of one thing, from which all others are parts of it
)


def own_findings(document: Document, names: Names) -> Iterator[Finding]:
    """The figures of measures that `document` itself names, in the order of its tables, then its sentences.

    What the corpus has an entity for by the very name is known; all else is a new name.
    """
    return (finding for _, finding in stated_findings(document, names))


def stated_findings(document: Document, names: Names) -> Iterator[tuple[Stated, Finding]]:
    """The same, each with how the document states it."""
    stated = (*stated_in_tables(document), *stated_in_sentences(document))
    return findings_of(document, names, [*filter(is_sure, stated)])


def findings_of(
    document: Document, names: Names, stated: Sequence[Stated]
) -> Iterator[tuple[Stated, Finding]]:
    """What a document states, each with its finding."""
    known, line, id_of = cache(names.exactly), cache(in_line), cache(own_id)
    full = _in_full(document, stated)
    whole = in_line(about(document).subject)
    of_whole = sum(_whole(one.subject, whole) is None for one in stated)
    whole = whole if of_whole >= MOSTLY * len(stated) else ""
    for one in stated:
        measure, subject = line(one.measure), full(line(one.subject)) or line(document.title)
        if 0 < len(measure) <= LONGEST_LINE and len(one.unit) <= LONGEST_UNIT:
            held, of = known(subject), _whole(subject, whole)
            yield (
                one,
                Finding(
                    subject=held.ids[0] if held else slug(f"{of} {subject}" if of else subject),
                    of=of,
                    name=subject,
                    known=held is not None,
                    kind=held.kinds[0].id if held else THING,
                    attribute=id_of(measure, one.unit, document.id),
                    measure=measure,
                    value=_number(one.value),
                    unit=one.unit,
                    qualifier=one.qualifier,
                    edition=(one.time and document.edition) or None,
                    as_of=one.time,
                    document_id=document.id,
                    language=document.language,
                    quote=document.text[one.start : one.end],
                    table=_table(document.text, one.start),
                    start=one.start,
                    end=one.end,
                    confidence=round(sureness(one), 3),
                ),
            )


def beside(declared: Sequence[Finding], own: Iterable[Finding]) -> Iterator[Finding]:
    """The figures of own measures that are not among those of declared attributes already."""
    taken = {(one.value, one.start) for one in declared}
    taken |= {(one.value, one.end) for one in declared}
    return (one for one in own if (one.value, one.start) not in taken and (one.value, one.end) not in taken)


def of_same(declared: Iterable[Finding], own: Iterable[Finding]) -> Iterator[Finding]:
    """The declared figures without those whose value the document states of other subjects alone.

    Nor those whose place is that of a figure of an own measure at another time: that one is read with its
    head and its caption.
    """
    own = [*own]
    timed = {(one.value, one.end): one.as_of for one in own if one.as_of and one.table is not None}
    names: dict[tuple[object, str], set[str]] = {}
    for one in own:
        names.setdefault((one.value, one.unit), set()).add(key_of(one.name))
    for one in declared:
        named, same = key_of(one.name), names.get((one.value, one.unit), ())
        if timed.get((one.value, one.end), one.as_of) != one.as_of:
            continue
        if not same or any(key in named or named in key for key in same):
            yield one


def _table(text: str, start: int) -> int | None:
    """Where the table begins that has a row at `start`."""
    units = layout(text).within(start, start + 1)
    table = units[0].table if units else None
    return table.heads[0].start if table and table.heads else None


def _in_full(document: Document, stated: Iterable[Stated]) -> Callable[[str], str]:
    """Names as the rows and columns of a document's tables have them, where only one begins so."""
    heads = {in_line(one.subject) for one in stated if document.text.startswith(PIPE, one.start)}
    keys = {key_of(name): name for name in heads}

    @cache
    def full(name: str) -> str:
        key = key_of(name)
        begun = [other for held, other in keys.items() if held.startswith(key)] if len(key) > 1 else []
        return begun[0] if key not in keys and len(begun) == 1 else name

    return full


def _whole(subject: str, whole: str) -> str | None:
    """What a subject is a part of: what its document is of, unless that is the subject itself."""
    one, other = key_of(subject), key_of(whole)
    return whole if other and one not in other and other not in one else None


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
