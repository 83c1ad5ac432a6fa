"""Claims drawn from reports and written drafts: what follows from sentences, and what nearly does."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from opencc import OpenCC

from qa.evaluation.training.entailment.claim import TaughtClaim
from qa.evaluation.training.entailment.edits import (
    NAME,
    NUMBER,
    Edited,
    edit_words,
    less_sure,
    other_name,
    other_number,
    other_sense,
    other_words,
    surer,
    turned_round,
)
from qa.evaluation.training.entailment.quoted import Quoting
from qa.evaluation.training.entailment.written import WrittenItem
from qa.evaluation.training.reader.reports import WrittenReport

WRITTEN_SHARE: Final = 0.7  # of the claims that are written drafts,
HONEST_SHARE: Final = 0.55  # of these, that are honest,
EDITED_SHARE: Final = 0.2  # and of the honest, that are edited
SHUFFLED_SHARE: Final = 0.06  # or whose words are shuffled
KINDS: Final[Mapping[str, float]] = {
    "told": 0.27,
    "joined": 0.06,
    "edited": 0.34,
    "turned": 0.16,
    "edited twice": 0.08,
    "uncited": 0.04,
    "added": 0.05,
    "caused": 0.02,
    "praised": 0.006,
    "ordered": 0.02,
    "answered": 0.1,
    "babbled": 0.004,
}
CHANGES: Final = ("number", "name", "round", "sense", "surer")
CHANGE_SHARES: Final = (0.18, 0.18, 0.26, 0.26, 0.12)


class Claims:
    """Draws claims; the same draw gives the same."""

    def __init__(self, reports: Sequence[WrittenReport], written: Sequence[WrittenItem]) -> None:
        groups: dict[str, list[WrittenReport]] = {}
        for report in reports:
            languages = [*report.sentences[0]]
            groups.setdefault(languages[0] if len(languages) == 1 else "", []).append(report)
        self._groups = [*groups.values()]
        self._shares = [_share(name) for name in groups]
        self._written = [item for item in written if not item.is_held_out]
        self._quoting = Quoting()
        self._makers: dict[str, Callable[..., TaughtClaim | None]] = {
            "told": self._told,
            "joined": partial(self._two, kind="joined"),
            "added": partial(self._two, kind="added"),
            "caused": partial(self._two, kind="caused"),
            "edited": self._edited,
            "turned": self._turned,
            "edited twice": self._twice,
            "uncited": self._uncited,
            "praised": self._praised,
            "ordered": self._ordered,
            "answered": self._answered,
            "babbled": self._babbled,
        }

    def draw(self, count: int, draw: random.Random) -> list[TaughtClaim]:
        """`count` claims."""
        return [self._one(draw) for _ in range(count)]

    def _one(self, draw: random.Random) -> TaughtClaim:
        if self._written and draw.random() < WRITTEN_SHARE:
            return self._of_written(draw)
        while True:
            report = draw.choice(draw.choices(self._groups, self._shares)[0])
            (kind,) = draw.choices([*KINDS], [*KINDS.values()])
            claim = self._makers[kind](report, draw)
            if claim is not None:
                return replace(claim, kind=kind)

    def _of_written(self, draw: random.Random) -> TaughtClaim:
        claims, honest = [*draw.choice(self._written).claims()], draw.random() < HONEST_SHARE
        claim = draw.choice([one for one in claims if one.follows == honest] or claims)
        if draw.random() < 0.15:
            claim = replace(claim, question="")
        if claim.follows and draw.random() < SHUFFLED_SHARE:
            text = shuffled(claim.statement, draw)
            return replace(claim, statement=text, follows=False, wrong=((0, len(text)),), kind="babbled")
        if claim.follows and draw.random() < EDITED_SHARE:
            others = [one for text in claim.pieces for one in _held(text)]
            edited = change(claim.statement, claim.language, others, draw)
            if edited is not None:
                return replace(claim, statement=edited[0], follows=False, wrong=edited[1])
        return claim

    def _told(self, report: WrittenReport, draw: random.Random) -> TaughtClaim:
        sitting = self._quoting.sitting(report, draw)
        return sitting.claim(sitting.said, (sitting.place,), follows=True)

    def _two(self, report: WrittenReport, draw: random.Random, *, kind: str) -> TaughtClaim | None:
        """Two sentences said as one: both are quoted, or one is, or one is made the other's cause."""
        sitting = self._quoting.sitting(report, draw)
        tongue = sitting.language.partition("-")[0]
        words = edit_words().causing if kind == "caused" else edit_words().joined
        others = [place for place in range(len(report.sentences)) if place != sitting.place]
        if not others or tongue not in words:
            return None
        other = draw.choice(others)
        second = sitting.version(other)
        first = sitting.said.rstrip(" .。")
        joint = sitting.in_script(draw.choice(words[tongue]))
        text = first + joint + second
        if kind == "joined":
            return sitting.claim(text, (sitting.place, other), follows=True)
        if kind == "added":
            wrong = (len(first) + len(joint), len(text))
            if draw.random() < 0.5:  # what is not told comes first
                joint = sitting.in_script(draw.choice(words[tongue]))
                second = second.rstrip(" .。")
                text, wrong = second + joint + sitting.said, (0, len(second))
            return sitting.claim(text, (sitting.place,), wrong=(wrong,), without=(other,))
        wrong = (len(first), len(first) + len(joint))
        return sitting.claim(text, (sitting.place, other), wrong=(wrong,))

    def _edited(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        sitting = self._quoting.sitting(report, draw)
        edited = self._change(report, sitting.said, sitting.place, sitting.language, draw)
        return edited and sitting.claim(edited[0], (sitting.place,), wrong=edited[1])

    def _turned(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        """The quote is changed, so that nothing of how it is written tells what does not follow."""
        sitting = self._quoting.sitting(report, draw)
        text = report.sentences[sitting.place][sitting.quoted]
        if draw.random() < 0.2:
            edited = less_sure(text, sitting.quoted, draw)
        else:
            edited = self._change(report, text, sitting.place, sitting.quoted, draw, weaker=False)
        if edited is None or (sitting.short and sitting.quoted != sitting.language):
            return None
        told = sitting.with_sentence(edited[0])
        return told.claim(told.said, (told.place,), wrong=None)

    def _twice(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        """The same change on both sides: what is said follows, however it is written."""
        sitting = self._quoting.sitting(report, draw, alike=True)
        edited = self._change(
            report, report.sentences[sitting.place][sitting.language], sitting.place, sitting.language, draw
        )
        if edited is None:
            return None
        told = sitting.with_sentence(edited[0])
        return told.claim(edited[0], (told.place,), follows=True)

    def _uncited(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        """What another sentence tells, or another report."""
        sitting = self._quoting.sitting(report, draw)
        others = [place for place in range(len(report.sentences)) if place != sitting.place]
        if not others:
            return None
        near = [place for place in others if abs(place - sitting.place) <= 2]
        place = draw.choice(near or others)
        return sitting.claim(sitting.said, (place,), wrong=None, without=(sitting.place,))

    def _praised(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        sitting = self._quoting.sitting(report, draw)
        words = edit_words().praising.get(sitting.language.partition("-")[0])
        if words is None:
            return None
        first = sitting.said.rstrip(" .。")
        text = first + sitting.in_script(draw.choice(words)) + sitting.said[len(first) :]
        return sitting.claim(text, (sitting.place,), wrong=((len(first), len(text)),))

    def _ordered(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        """A quote in which a sentence stands as an order to say it: that one does not follow, others do."""
        sitting = self._quoting.sitting(report, draw)
        words = edit_words().orders.get(sitting.quoted.partition("-")[0])
        others = [place for place in range(len(report.sentences)) if place != sitting.place]
        if words is None or not others:
            return None
        other, order = draw.choice(others), draw.choice(words)
        if draw.random() < 0.4:
            return sitting.with_order(order, other).claim(
                sitting.said, (sitting.place,), follows=True, without=(other,)
            )
        ordered = sitting.with_order(order, sitting.place)
        return ordered.claim(sitting.said, (other,), wrong=None, without=(sitting.place,))

    def _answered(self, report: WrittenReport, draw: random.Random) -> TaughtClaim | None:
        """A question with its answer, or with another answer of the same report."""
        asked = [one for one in report.questions if one.sentence is not None and one.words]
        if not asked:
            return None
        one = draw.choice(asked)
        sitting = self._quoting.sitting(report, draw, place=one.sentence)
        words, question = one.words[sitting.language], one.text[sitting.language]
        begin = f"{question} " if draw.random() < 0.5 else ""
        if draw.random() < 0.5:
            return sitting.claim(begin + words, (sitting.place,), follows=True, question=question)
        others = [other.words[sitting.language] for other in asked if other is not one]
        text = report.sentences[sitting.place][sitting.language]
        others += [*NUMBER.findall(text), *NAME.findall(text)]
        rivals = [other for other in others if other not in words and words not in other]
        if not rivals:
            return None
        other = draw.choice(rivals)
        span = len(begin), len(begin) + len(other)
        return sitting.claim(begin + other, (sitting.place,), wrong=(span,), question=question)

    def _babbled(self, report: WrittenReport, draw: random.Random) -> TaughtClaim:
        sitting = self._quoting.sitting(report, draw)
        text = shuffled(sitting.said, draw)
        return sitting.claim(text, (sitting.place,), wrong=((0, len(text)),))

    def _change(
        self,
        report: WrittenReport,
        text: str,
        place: int,
        language: str,
        draw: random.Random,
        *,
        weaker: bool = True,
    ) -> Edited | None:
        """A change by what else the report names; sometimes of the words that answer a question."""
        here = [one for one in report.questions if one.sentence == place and one.words]
        others = [one.words[language] for one in report.questions if one.sentence not in (place, None)]
        if here and others and draw.random() < 0.2:
            draw.shuffle(others)
            words = draw.choice(here).words[language]
            alike = [one for one in others if abs(len(one) - len(words)) <= 0.5 * len(words) + 2]
            return other_words(text, words, alike)
        held = [one for sentence in report.sentences for one in _held(sentence[language])]
        return change(text, language, held, draw, weaker=weaker)


def shuffled(text: str, draw: random.Random) -> str:
    """The words of a text in any order; where none are set apart, runs of three characters."""
    step = 1 if " " in text else 3
    parts = text.split(" ") if step == 1 else [*text]
    runs = [parts[at : at + step] for at in range(0, len(parts), step)]
    draw.shuffle(runs)
    return (" " if step == 1 else "").join(one for run in runs for one in run)


def change(
    text: str, language: str, others: Sequence[str], draw: random.Random, *, weaker: bool = True
) -> Edited | None:
    """A text that says something else by one change; `others` are numbers and names that may be exchanged.

    None where what is drawn cannot be done. It may be one that makes surer what is weak, where it may be.
    """
    if language == "zh-Hant":
        simple = _SIMPLE.convert(text)
        edited = change(simple, "zh-Hans", others, draw, weaker=weaker) if len(simple) == len(text) else None
        if edited is None or len(_TRADITIONAL.convert(edited[0])) != len(edited[0]):
            return None
        return _TRADITIONAL.convert(edited[0]), edited[1]
    (kind,) = draw.choices(CHANGES, CHANGE_SHARES)
    if kind == "number":
        return other_number(text, others, draw)
    if kind == "name":
        return other_name(text, others, draw)
    if kind == "round":
        return turned_round(text, draw)
    return surer(text, language, draw) if kind == "surer" and weaker else other_sense(text, language, draw)


def _held(text: str) -> list[str]:
    return [match[0] for pattern in (NUMBER, NAME) for match in pattern.finditer(text)]


def _share(language: str) -> float:
    """How often reports of a language are drawn; "" are those in five."""
    shares = {"": 0.68, "en": 0.07, "fr": 0.06, "ja": 0.06, "zh-Hans": 0.03, "zh": 0.03, "zh-Hant": 0.04}
    return shares.get(language, 0.006)


_SIMPLE: Final = OpenCC("t2s")
_TRADITIONAL: Final = OpenCC("s2t")
