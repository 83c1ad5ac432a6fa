"""Whether what a model wrote still tells what was found: wording takes nothing away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from index.text import terms
from qa.language.wordlists import plain
from qa.models import Line, Reply, Row
from qa.numbers.measures import DATE, measures
from qa.numbers.reader import read
from qa.prose.evidence import ProseEvidence, ProvedStatement
from qa.prose.names import NamedThing, NameReader
from qa.prose.owners import is_one_of, keys_of
from qa.prose.plain_form import flat
from qa.prose.spelt import in_digits
from qa.prose.statement import ProseStatement

LISTED: Final = 4  # figures from which on an answer is a list, which is read at a glance as it is
EXACT: Final = 6  # decimals
UNIT: Final = "in "  # before a unit: no kind of thing begins so
SOME: Final = 0.3  # of the words that answer: fewer are another answer


def is_laid_out(reply: Reply) -> bool:
    """Whether a reply is a table, a list or has parts with headings, rather than a sentence or two.

    What stands above a few figures is no part's heading, but says what they are.
    """
    kinds = Counter(line.kind for line in reply.lines)
    is_long = len(reply.rows) > LISTED or kinds["statement"] > LISTED + 1  # a sentence above them
    return is_long or kinds["question"] > 0 or kinds["heading"] > (1 if reply.rows else 0)


def is_quoted(reply: Reply) -> bool:
    """Whether all that a reply states is in the words of its quotes: figures and lists are told in ours."""
    quotes = {one.number: flat(one.view.text) for one in reply.answer.citations}
    stated = [line for line in reply.lines if line.kind == "statement"]
    return bool(stated) and all(
        any(quotes[number] in flat(line.text) for number in line.citations if number in quotes)
        for line in stated
    )


def left_out(
    reply: Reply, evidence: ProseEvidence, passed: Iterable[ProseStatement], names: NameReader
) -> tuple[ProvedStatement, ...]:
    """What was found and is not told: figures that no statement gives, quotes that answer and none uses.

    Those are the first quote and each in which words that answer are marked. A quote is used by what cites it
    and, in its language, has some of these words and all numbers among them. What lists several things of a
    kind, or several amounts, is not told by some of them. `evidence` begins with what the reply quotes.
    """
    said = [*passed]
    lines = [line for line in reply.lines if line.kind == "statement"]
    figures = {place for row in reply.rows for place in row.statements}
    missing = {place for row in _untold(reply.rows, said, names) for place in row.statements}
    spoken = " ; ".join(one.text for one in said)
    cited = {id_ for one in said for id_ in one.evidence}
    foreign = {c.number for c in reply.answer.citations if c.language != reply.answer.language}
    ids = {piece.citation.number: piece.id for piece in reversed(evidence.pieces)}
    for place, line in enumerate(lines):
        held = frozenset(ids[number] for number in line.citations if number in ids)
        answers = place == 0 or bool(line.marks)
        is_used = bool(held & cited) and (foreign >= {*line.citations} or _answers(spoken, line))
        half = not reply.rows and is_used and _is_half_told(line, spoken, evidence.question, names)
        if half or (place not in figures and answers and not is_used):
            missing.add(place)
    return tuple(_proved(lines, sorted(missing), ids))


def _answers(spoken: str, line: Line) -> bool:
    """Whether enough of the marked words of a line are spoken, and all numbers among them."""
    marked = " ; ".join(line.text[start:end] for start, end in line.marks)
    words = {*terms(marked)}
    return len(words & {*terms(spoken)}) >= SOME * len(words) and _numbers(marked) <= _numbers(spoken)


def _is_half_told(line: Line, spoken: str, question: str, names: NameReader) -> bool:
    """Whether of the things of one kind in a line, or of its amounts, some are told and others are not.

    Without those that the question has.
    """
    asked, told = (frozenset(key for _, key in _listed(text, names)) for text in (question, spoken))
    held = {one for one in _listed(line.text, names) if one[1] not in asked}
    return bool({kind for kind, key in held if key in told} & {kind for kind, key in held if key not in told})


def _listed(text: str, names: NameReader) -> Iterator[tuple[str, Hashable]]:
    """The declared things that a text names, and its amounts, each with its kind or unit."""
    for thing in names.named(text):
        yield from ((kind, key) for kind in thing.kinds for key in thing.keys)
    for one in measures(text):
        if one.unit != DATE:
            yield f"{UNIT}{one.unit}", round(one.value, EXACT)


def _proved(lines: Sequence[Line], places: Iterable[int], ids: dict[int, str]) -> Iterator[ProvedStatement]:
    for place in places:
        if place < len(lines):
            numbers = lines[place].citations
            yield ProvedStatement(lines[place].text, frozenset(ids[one] for one in numbers if one in ids))


def _untold(rows: Sequence[Row], said: Sequence[ProseStatement], names: NameReader) -> Iterator[Row]:
    """The figures that no statement tells; where two things have the same, both have to be named."""
    text = " ; ".join(one.text for one in said)
    numbers, named = _numbers(text), names.named(text, [row.subject for row in rows])
    held = {(row.subject, _numbers(row.value)) for row in rows}
    shared = Counter(value for _, value in held if value)
    for row in rows:
        value = _numbers(row.value)
        if not value <= numbers or (shared[value] > 1 and not _is_named(row, named, names)):
            yield row


def _is_named(row: Row, named: Sequence[NamedThing], names: NameReader) -> bool:
    keys = keys_of([row.subject], names)
    return any(is_one_of(one, keys) for one in named)


def _numbers(text: str) -> frozenset[float]:
    return frozenset(round(one.value, EXACT) for one in read(plain(in_digits(text))))
