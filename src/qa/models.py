"""What crosses the seam between finding an answer and showing it.

The JSON form of an `Answer` is a contract: other programs read it. Everything here is frozen, and an unknown
key is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from pydantic import Field, model_validator

from index.documents import Frozen
from index.formats.converted import PlaceKind
from qa.charts.plot import Plot
from qa.knowledge.selection import Selection
from qa.language.marks import Span

NoticeKind = Literal["comparability", "conflict", "translation", "extracted", "closest"]
LineKind = Literal["question", "heading", "statement", "remark", "note"]


@dataclass(frozen=True, slots=True)
class Score:
    """Asks for the scores of what `name` (an id, or a name however written) means.

    Here and below `measure` is the name of another figure than what models are ranked by.
    """

    name: str
    edition: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """Asks for the scores of what `names` mean, side by side."""

    names: tuple[str, ...]
    edition: str | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """Asks for the models of each scale in order, of the labs, countries and groups `within` which all fit.

    `open_weights` keeps the models whose weights are declared open, or closed; those that no source declares
    either way are in neither.
    """

    within: tuple[str, ...] = ()
    edition: str | None = None
    open_weights: bool | None = None
    top: int | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Asks for the scores of a model, a family or a lab's models in all editions, each scale on its own."""

    name: str
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Asks what is known of the lab `name`: its models, users, money and dates, and which are not known."""

    name: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Asks for all that is held of `name`: of each measure the latest figure; of a lab what Profile asks."""

    name: str


@dataclass(frozen=True, slots=True)
class AboutEditions:
    """Asks what each edition measures, how much of it is held, and what it may be compared with."""


LookUp: TypeAlias = Score | Compare | Rank | History | Profile | Everything | AboutEditions
"""What a command asks for, which names its subjects outright."""


class SourceView(Frozen):
    """One article that a cited digest is made from; what its publisher does not state is None."""

    publisher: str | None
    title: str
    published: str | None
    url: str | None


class PlaceView(Frozen):
    """Where in its file a quote stands: on the page, slide or sheet, in the cells or the chapter `label`.

    `last` is the page on which a quote ends that begins on one and goes on on another.
    """

    kind: PlaceKind
    label: str
    last: str | None = None


class TableView(Frozen):
    """Where in a table a quote stands: in the row that begins with `row`, and under which heads it answers.

    `columns` are none where no cell answers more than the others, or the table has no heads.
    """

    row: str
    columns: tuple[str, ...] = ()


class QuoteView(Frozen):
    """A quote as a person reads it; `marks` are the words of `text` that answer, as in a `Citation`."""

    text: str
    marks: tuple[Span, ...] = ()


class Citation(Frozen):
    """A verbatim quote: `quote == document.text[start:end]` for the document that `document_id` names.

    `number` counts from 1 in the order in which an answer first cites; `edition` and `language` are the
    document's own, `edition` empty where it belongs to none. `place` is where in its `file` the quote stands,
    `table` where in a table, for rows of one, `url` the address of that place; `recognised` says that a
    program read its characters from a picture. `marks` are the words that answer: [start, end) offsets in
    `quote`, in order, disjoint and not empty; none where no words stand out, or where the quote answers
    nothing. `shown` is how a quote is shown that is no sentence: a row of a table as label and values, an
    item after what announces it. `collection` is the name of the collection that answered; None where an
    index was asked that is of none; `digest` is that of the document's text, by which anybody who has it can
    tell whether it is the same.
    """

    number: int = Field(ge=1)
    document_id: str
    title: str
    edition: str
    language: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    sources: tuple[SourceView, ...]
    marks: tuple[Span, ...] = ()
    shown: QuoteView | None = None
    file: str | None = None
    place: PlaceView | None = None
    table: TableView | None = None
    url: str | None = None
    recognised: bool = False
    collection: str | None = None
    digest: str | None = None

    @property
    def view(self) -> QuoteView:
        """The quote as a person reads it."""
        return self.shown or QuoteView(text=self.quote, marks=self.marks)


class Statement(Frozen):
    """One claim of an answer with the numbers of the citations that hold it; never without one."""

    text: str
    citations: tuple[int, ...] = Field(min_length=1)


class FactView(Frozen):
    """A structured fact as other programs read it: names in the answer's language, raw value and unit."""

    subject: str
    attribute: str
    value: float | int | str
    unit: str
    edition: str


class Notice(Frozen):
    kind: NoticeKind
    text: str


WordedOutcome = Literal["worded", "failed", "late", "resting", "doubted", "incomplete", "stopped", "spent"]
"""worded: an answer is in a language model's words; else as it was found, because the model
failed: could not be asked, or broke off; late: took too long; resting: failed so often that it is left
alone; doubted: wrote too little that passed the gate; incomplete: left out what was found; stopped: the asker
stopped it; spent: the tokens of the day were used up.
"""


class WordedView(Frozen):
    """What became of having a language model word an answer; `text` tells that in the answer's language."""

    model: str
    outcome: WordedOutcome
    text: str


class Answer(Frozen):
    """An answer and its proof. `answer` is the text a user sees, with markers such as [1] for citations.

    `worded` is None where no language model was asked.
    """

    id: str
    question: str
    language: str
    answer: str
    statements: tuple[Statement, ...] = ()
    abstained: bool = False
    confidence: float = Field(ge=0, le=1)
    citations: tuple[Citation, ...] = ()
    facts: tuple[FactView, ...] = ()
    notices: tuple[Notice, ...] = ()
    followups: tuple[str, ...] = ()
    corpus_version: str
    latency_ms: float = Field(ge=0)
    worded: WordedView | None = None


class Choice(Frozen):
    """One of several near-tied readings of a name: what to show, and the question to ask instead."""

    label: str
    question: str


class Completion(Frozen):
    """A name offered while typing: what to show, and the value that selects it (an entity id)."""

    label: str
    value: str


class Turn(Frozen):
    """What later questions of the same conversation may refer to: ids, never text to be quoted.

    `results` are whose figures were shown, in that order; `selection` says which were wanted, where the
    answer is a list; `earlier` are the other questions of a message that asked several, of which this is the
    last. `collection` is the one that answered: the ids are its own.
    """

    question: str
    language: str
    entities: tuple[str, ...] = ()
    attribute: str | None = None
    editions: tuple[str, ...] = ()
    operation: str | None = None
    results: tuple[str, ...] = ()
    selection: Selection | None = None
    earlier: tuple[Turn, ...] = ()
    collection: str | None = None


class Row(Frozen):
    """A figure of an answer as a line of a table, in words of the answer's language.

    `place` is "" outside of orders, and "3–5" where sources disagree; `when` is the time where it is stated;
    `open_weights` None where nobody says; `statements` are the places, from 0, of the statements that it is
    made from.
    """

    place: str
    subject: str
    figure: str
    value: str
    edition: str
    when: str
    open_weights: bool | None
    citations: tuple[int, ...]
    statements: tuple[int, ...]


class Line(Frozen):
    """A line of a reply. Texts, cards and tables are made from lines; nothing is read back from them.

    A "question" repeats one of several that were asked, a "heading" stands above the lines that follow it, a
    "statement" is proved by its `citations`, a "remark" is said without proof, and a "note" is about the
    reply as a whole. `text` has no citation markers; `marks` are its words that answer, as offsets.
    """

    kind: LineKind
    text: str
    citations: tuple[int, ...] = ()
    marks: tuple[Span, ...] = ()

    @property
    def written(self) -> str:
        """The line as it is read: the text and its citation markers, "It fell in 1932. [1][2]"."""
        markers = "".join(f"[{number}]" for number in self.citations)
        return f"{self.text} {markers}" if markers else self.text


class TaughtView(Frozen):
    """An answer that an administrator taught, on a day as ISO 8601: nobody has checked it against a document.

    `question` is the one that it was taught for; `source` an address, or words that name or quote a document.
    """

    question: str
    answer: str
    source: str
    on: str


class Reply(Frozen):
    """An answer, what to remember of it, and, where names were nearly tied, the readings to choose from.

    `answer.answer` is written from the `lines`. `plot` is what a picture of its figures would show, where
    there is something to look at; `rows` are its figures as a table, where one question was asked.
    `collections` are the names of those that it speaks of. `taught` is what an administrator taught for such
    a question, and stands beside the answer, of which it is no part. `found` is the answer as it was before a
    language model worded it, where one did.
    """

    answer: Answer
    turn: Turn
    choices: tuple[Choice, ...] = ()
    plot: Plot | None = None
    lines: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()
    collections: tuple[str, ...] = ()
    taught: TaughtView | None = None
    found: Answer | None = None

    @property
    def outcome(self) -> str:
        """What came of the question, in a word: it is counted by that."""
        if self.answer.abstained:
            return "abstained"
        if self.choices:
            return "asked-back"
        return "answered" if self.answer.citations else "talk"

    @property
    def as_found(self) -> Answer:
        """The answer in the engine's own words: what the same question is answered with again."""
        return self.found or self.answer

    @model_validator(mode="before")
    @classmethod
    def _with_lines(cls, data: Any) -> Any:  # noqa: ANN401 - whatever is to be validated
        """A reply stored before there were lines has its text as one."""
        if not isinstance(data, dict) or "lines" in data:
            return data
        answer = data.get("answer")
        text = answer.answer if isinstance(answer, Answer) else (answer or {}).get("answer", "")
        held = {key: value for key, value in data.items() if key != "headings"}
        return {**held, "lines": ({"kind": "remark", "text": text},)}
