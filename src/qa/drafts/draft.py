"""What an answer is assembled from before it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.reading_text import ReadAs
from qa.citation.claim import Claim, Quote
from qa.citation.shown import shown
from qa.knowledge.facts import Fact
from qa.language.marks import Span
from qa.models import Choice, Notice
from qa.retrieval.judge import Judgement
from qa.wording.wording import Words


@dataclass(frozen=True, slots=True)
class Section:
    """Claims under a common heading, such as the ranking of one edition.

    `remarks` are said without proof, before the claims: what there is to read here, never what it says.
    """

    claims: tuple[Claim, ...]
    heading: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before verification.

    `title` stands above it: whom it is about. `text` is said without proof: a greeting, or why there is no
    answer; `closing` after everything else.
    `closest` are quotes shown when abstaining. `entities`, `attribute` and `editions` are what later turns
    may refer to. `evidence` is what was judged, where passages decided: for whoever wants it explained.
    """

    sections: tuple[Section, ...] = ()
    title: str = ""
    text: str = ""
    closing: str = ""
    abstained: bool = False
    confidence: float = 1.0
    notices: tuple[Notice, ...] = ()
    closest: tuple[Quote, ...] = ()
    followups: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    entities: tuple[str, ...] = ()
    attribute: str | None = None
    editions: tuple[str, ...] = ()
    evidence: Judgement | None = field(default=None, compare=False, repr=False)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for section in self.sections for claim in section.claims)


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer, in the asker's language; `facts` come closest.

    `held` states what there is of that which was asked for, where it is a part: one side of a comparison.
    `applies` is False where the attribute is not one of the subject's at all: a passage may answer instead.
    `confidence` is that of the best passages, and `closest` their quotes, where those were searched.
    `searched` is False where no document was: there is no such edition. `evidence` is that of a draft.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    applies: bool = True
    confidence: float | None = None
    closest: tuple[Quote, ...] = ()
    held: Draft | None = None
    searched: bool = True
    evidence: Judgement | None = field(default=None, compare=False, repr=False)


def quotation(
    quote: Quote, read: ReadAs, words: Words, facts: tuple[Fact, ...] = (), marks: Sequence[Span] = ()
) -> Claim:
    """What stands at `quote` in its own words, in quotation marks; a row of a table as label and values.

    `marks` are the words of `read.text` that answer: of a row, the cells that hold none are left out.
    """
    said = shown(read, words, marks, quoted=True)
    return Claim(said.text, (quote,), facts, places=said.places)
