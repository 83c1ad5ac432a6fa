"""What a question asks, in terms that evidence can be looked up by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qa.knowledge.selection import ALL, Selection
from qa.linking.names import Mention


class Operation(StrEnum):
    """What is to be done with the evidence."""

    LOOKUP = "lookup"
    COMPARE = "compare"
    RANK = "rank"
    FILTER = "filter"
    COUNT = "count"
    HISTORY = "history"
    PROFILE = "profile"
    EDITIONS = "editions"
    DOCUMENTS = "documents"
    MENTIONS = "mentions"
    OVERVIEW = "overview"
    SUMMARY = "summary"
    CHANGES = "changes"
    PASSAGE = "passage"
    SMALLTALK = "smalltalk"


LISTS: Final = frozenset({Operation.RANK, Operation.FILTER, Operation.COUNT})


@dataclass(frozen=True, slots=True)
class Missing:
    """What a question asks for and the corpus does not hold.

    `editions` and `names` are as written, `near` the entities whose names are like the first of these,
    `words` those of its content that no document holds, `subject` the one of them whose figure is asked for.
    `measure` is a measure as written, `near_measures` the attributes whose names are like it.
    """

    editions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    subject: str | None = None
    measure: str | None = None
    near_measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """To which documents a question is limited, by their titles, publishers or headings; empty: to none.

    `headings` are those under which is searched. `spans` are where the question says so.
    """

    documents: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents)


EVERYWHERE: Final = Scope()


@dataclass(frozen=True, slots=True)
class Frame:
    """A question as understood.

    `entities` are its subjects; `selection` says which figures a list is of. `editions` are those asked for
    (empty: any); `edition_carried` says that they are those of the turn before, `previous_editions` are which
    that spoke of and this does not. `wants` are the kinds of answer asked for (date, person, reason, manner,
    place, number), `content` the words that nothing else explains, `values` and `years` the numbers it names.
    `presumed` is a figure that is taken for granted and not held, `ties` the near-tied readings of a name;
    `search` is what passages are searched for, `scope` where. `yes_no` says that it is to be told whether
    something is so, `figure` how likely a figure is asked for, `undeclared` how likely one that no attribute
    is declared for. `latest` says that of each attribute the latest figures are wanted, whatever their times.
    `names` are what is likely a name in the question, known or not, `sources` the documents that have figures
    of what it names. `alike` says that a figure is named in
    the words of the document that states it. `others` are the subjects and attributes of figures near to it
    that are hardly what is asked for.
    `language` is that of the answer, `tongue` that of the question, where documents are in others, too.
    `smalltalk` is what is said to the bot: greeting, thanks, farewell, help, or of the answer before, which
    the rest of the frame then stands for: sources ("source?"), doubt ("are you sure?").
    """

    question: str
    language: str
    operation: Operation
    mentions: tuple[Mention, ...] = ()
    entities: tuple[str, ...] = ()
    selection: Selection = ALL
    attributes: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    edition_carried: bool = False
    missing: Missing = Missing()
    wants: frozenset[str] = frozenset()
    position: int | None = None
    values: tuple[float, ...] = ()
    difference: bool = False
    aggregate: bool = False
    comparable: bool = False
    yes_no: bool = False
    figure: float = 0.0
    undeclared: float = 0.0
    latest: bool = False
    smalltalk: str | None = None
    ties: tuple[str, ...] = ()
    previous_editions: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    presumed: float | None = None
    years: tuple[str, ...] = ()
    search: str = ""
    scope: Scope = EVERYWHERE
    names: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    alike: bool = False
    others: frozenset[tuple[str, str]] = frozenset()
    spoken: str = ""

    @property
    def tongue(self) -> str:
        """The language that the question is asked in."""
        return self.spoken or self.language
