"""What is drawn of a report to make a claim of: a sentence in one language, its quotes in another."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from opencc import OpenCC

from index.excerpt import Span
from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.evaluation.training.entailment.edits import SPACED, edit_words
from qa.evaluation.training.reader.reports import WrittenReport
from qa.prose.entailment import titled
from qa.prose.senses import senses

SAME: Final = 0.45  # share of the claims whose quotes are in the language of the statement
SHORTENED: Final = 0.35
ACCORDING: Final = 0.08  # share of the statements that say whose they are
TITLED: Final = 0.7
ASKED: Final = 0.85
NEIGHBOUR: Final = 0.25  # how often the sentence before or behind is quoted, too
CLAUSE: Final = re.compile(r"(?<!\d)[,，、;；](?!\d)\s*")
CONDITION: Final = re.compile(r"\b(?:if|unless|si|s'il|sauf)\b|如果|若|場合|れば", re.IGNORECASE)
DENIAL: Final = re.compile(r"\b(?:not|no|ne|n')\b|n't\b|不|未|没|沒|無|ない|ず", re.IGNORECASE)
FEWEST: Final = 8  # characters of a shortened statement


@dataclass(frozen=True, slots=True)
class ReportSitting:
    """A sentence of a report as it is said, `said`, in `language`; quotes are in the language `quoted`."""

    report: WrittenReport
    draw: random.Random
    place: int
    language: str
    quoted: str
    said: str
    short: bool
    orders: tuple[str, ...] = ()

    def version(self, place: int) -> str:
        """Another sentence in the language of the statement, sometimes as the other script has it."""
        return _version(self.report, place, self.language, self.draw)

    def in_script(self, text: str) -> str:
        return TRADITIONAL.convert(text) if self.language == "zh-Hant" else text

    def with_sentence(self, text: str) -> ReportSitting:
        """The same with `text` for what the report says in the language of the quotes."""
        sentences = [*self.report.sentences]
        sentences[self.place] = {**sentences[self.place], self.quoted: text}
        return replace(self, report=replace(self.report, sentences=tuple(sentences)))

    def with_order(self, order: str, place: int) -> ReportSitting:
        """The same with an order to say the sentence at `place` in a quote."""
        text = self.report.sentences[place][self.quoted].strip()
        if self.quoted == "zh-Hant":
            order = TRADITIONAL.convert(order)
        return replace(self, orders=(order + text,))

    def claim(
        self,
        statement: str,
        places: Sequence[int],
        *,
        follows: bool = False,
        wrong: tuple[Span, ...] | None = (),
        without: Sequence[int] = (),
        question: str | None = None,
    ) -> TaughtClaim:
        """The claim `statement` on quotes that hold the sentences at `places`, and none of `without`."""
        according = edit_words().according.get(self.language.partition("-")[0])
        if according and self.draw.random() < ACCORDING:
            begin = self.in_script(self.draw.choice(according))
            statement = begin + statement
            wrong = wrong and tuple((start + len(begin), end + len(begin)) for start, end in wrong)
        pieces = [self._piece(place, without) for place in places]
        if self.orders:
            pieces[-1] = f"{pieces[-1]} {self.orders[0]}"
        pieces = [*dict.fromkeys(pieces)]
        self.draw.shuffle(pieces)
        return TaughtClaim(
            statement.strip(),
            self._question() if question is None else question,
            tuple(pieces),
            follows,
            wrong,
            language=self.language,
        )

    def _piece(self, place: int, without: Sequence[int]) -> str:
        """The sentence at a place with up to one neighbour on each side, behind the title of the report."""
        (paragraph,) = (held for held in self.report.paragraphs if place in held)
        at = paragraph.index(place)
        low = max(0, at - (self.draw.random() < NEIGHBOUR))
        high = min(len(paragraph) - 1, at + (self.draw.random() < NEIGHBOUR))
        kept = [one for one in paragraph[low : high + 1] if one == place or one not in without]
        texts = [self.report.sentences[one][self.quoted].strip() for one in kept]
        text = (" " if self.quoted in SPACED else "").join(texts)
        title = self.report.title.get(self.quoted, "") if self.draw.random() < TITLED else ""
        return titled(title, "", text)

    def _question(self) -> str:
        near = [one for one in self.report.questions if one.near == self.place] or self.report.questions
        if not near or self.draw.random() > ASKED:
            return ""
        texts = self.draw.choice(near).text
        return texts.get(self.language) or next(iter(texts.values()))


class Quoting:
    """Draws what claims are made of."""

    def sitting(
        self, report: WrittenReport, draw: random.Random, place: int | None = None, *, alike: bool = False
    ) -> ReportSitting:
        """A sentence, and in which languages it is said and quoted; both are `alike`, where they must be."""
        languages = [*report.sentences[0]]
        language = draw.choice(languages)
        quoted = language if alike or draw.random() < SAME else draw.choice(languages)
        place = draw.randrange(len(report.sentences)) if place is None else place
        whole = _version(report, place, language, draw)
        said = shortened(whole, language, draw) if draw.random() < SHORTENED else whole
        return ReportSitting(report, draw, place, language, quoted, said, said != whole)


def shortened(text: str, language: str, draw: random.Random) -> str:
    """A text without its first or its last clauses, unless these say how sure it is, or a condition."""
    parts = [*CLAUSE.finditer(text)]
    if not parts:
        return text
    cut = draw.choice(parts)
    end = text[len(text.rstrip(".。!！ ")) :]
    kept, left = (text[: cut.start()] + end, text[cut.end() :])
    if language not in SPACED and draw.random() < 0.3:
        kept, left = left[:1].upper() + left[1:], text[: cut.start()]
    bound = CONDITION.search(text) or DENIAL.search(left) or "hedge" in senses(left, language)
    return text if bound or len(kept) < FEWEST else kept


def _version(report: WrittenReport, place: int, language: str, draw: random.Random) -> str:
    """A sentence in a language; of Chinese sometimes what the other script has, which says it otherwise."""
    held = report.sentences[place]
    other = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}.get(language, "")
    if other in held and draw.random() < 0.5:
        text: str = (SIMPLE if language == "zh-Hans" else TRADITIONAL).convert(held[other]).strip()
        return text
    return held[language].strip()


SIMPLE: Final = OpenCC("t2s")
TRADITIONAL: Final = OpenCC("s2t")
