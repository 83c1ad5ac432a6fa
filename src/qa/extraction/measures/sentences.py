"""The figures that the sentences of a document state, of measures by the document's own names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.blocks import TABULAR, BlockKind
from index.documents import Document
from index.layout import Unit as LayoutUnit
from index.layout import layout
from index.sentences import sentences_of
from qa.extraction.binding.flow import masked as unmarked
from qa.extraction.measures.amounts import MaskedText, masked_amounts
from qa.extraction.measures.asserted import is_asserted
from qa.extraction.measures.doubts import doubts_of
from qa.extraction.measures.east import east_statings
from qa.extraction.measures.frames import Span, Stating
from qa.extraction.measures.latin import latin_statings
from qa.extraction.measures.own_names import OwnNames
from qa.extraction.measures.second_values import SecondValues, Told
from qa.extraction.measures.stated import Stated
from qa.extraction.measures.subjects import Spoken, spoken_in
from qa.extraction.measures.timing import UNTOLD, former_time, time_of
from qa.extraction.mentions.clause import HARD
from qa.extraction.mentions.vocabulary import has_word
from qa.language.wordlists import any_of, plain

EAST: Final = ("zh", "ja")
DIGIT: Final = re.compile(r"\d")
SHORTEST: Final = 2  # characters of the name of a measure
MOMENTARY: Final = frozenset({"verb", "test"})  # forms that tell what a thing is like: its weight, a score
VAGUE: Final = frozenset(  # no measure by themselves
    ("金额", "金額", "数量", "總額", "总额", "数值", "規模", "规模", "合計", "合计", "总数", "総額", "総数")
)
CHANGE: Final = re.compile(
    r"(?:増|増配|減|減配|上昇|下落|上げ|下げ|伸び|拡大|縮小|增|降|涨|跌|漲|升)幅|差額?\Z|差值|差距|差额|増減"
)  # no level
TIMED: Final = re.compile("[前去上今]年")  # of another time, by whose words the name of a measure begins
OTHERS: Final = re.compile("子公司|子会社|控股|参股")
UNMEASURED: Final = re.compile(  # parts of something
    r"(?:事業|事业|业务|業務|部门|部門|地域|地区|地區|市場|市场|工場|工厂|工廠|基地|セグメント)\Z"
)
MARKET: Final = re.compile(r"市场规模|市場規模|行业|业界|業界|market size|taille du marché")
SHORT: Final = 120  # characters of a heading or lead that may announce plans
OF_VALUE: Final = frozenset({"bounded", "document's time", "leading time"})  # of one value alone
CLOSERS: Final = re.compile(r"[”’\"'）)\]】」』》〉»\s]+\Z")
QUOTED: Final = frozenset({BlockKind.CODE, BlockKind.HEADING})


def stated_in_sentences(document: Document) -> Iterator[Stated]:
    """The figures that prose states, in the order of the text; the time is linear in its length."""
    reader = _SentenceReader(document)
    for unit in layout(document.text).units:
        if unit.block.kind in TABULAR or unit.block.kind in QUOTED or not unit.quotable:
            continue
        yield from reader.read(unit)


class _SentenceReader:
    """Reads the blocks of a document in their order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = unmarked(document.text)
        self.flat = plain(self.text)
        self.names = OwnNames(document, self.text, self.flat)
        self.headed: Sequence[Span] = ()  # the headings of the block before

    def read(self, unit: LayoutUnit) -> Iterator[Stated]:
        start, end = unit.block.start, unit.block.end
        later, self.headed = self.headed == unit.headings, unit.headings
        if not DIGIT.search(self.flat, start, end) or self._is_announced(unit):
            return
        pieces = sentences_of(self.text, start, end)
        masked = masked_amounts(self.text[start:end], self.flat[start:end], self.document.language)
        spoken = spoken_in(self.names, unit)
        spoken.later = later
        last: Told | None = None
        for low, high in _whole(self.flat, pieces):
            spoken.begin()
            place = low - start, high - start
            told = [*self._first(masked, place, spoken)]
            told += self._second(masked, place, told, last)
            for _, one in sorted(told, key=lambda held: held[0].start):
                yield self._quoted(one, start, pieces)
            last = self._last(masked, place, told)
            spoken.told(one.subject for _, one in told)
            spoken.heard(self.text[low:high])

    @staticmethod
    def _last(masked: MaskedText, place: Span, told: Sequence[Told]) -> Told | None:
        """The last number of a sentence, where it is a figure."""
        end = max((one.start for one in masked.within(*place)), default=0)
        return next((held for held in told if held[0].start == end), None)

    def _first(self, masked: MaskedText, place: Span, spoken: Spoken) -> Iterator[Told]:
        """The figures that frames of a sentence state."""
        language = self.document.language
        frames = east_statings if language.startswith(EAST) else latin_statings
        for one in frames(masked, *place, language):
            told = self._told(masked, one, place, spoken)
            if told:
                yield one.amount, told

    def _second(
        self, masked: MaskedText, place: Span, told: Sequence[Told], last: Told | None
    ) -> Iterator[Told]:
        """The figures beside those."""
        for one in SecondValues(masked, place, self.document.language, self.names).find(told, last):
            amount, of = one.amount, one.of
            ranged = one.former  # "from 40 to 46" is none
            if amount.qualifier == "under" or not is_asserted(
                masked, place, amount, self.document.language, ranged=ranged
            ):
                continue
            time = former_time(self.document, masked, one.region, of.time) if one.former else of.time
            if time == UNTOLD or (one.former and time == of.time and time is not None):
                continue
            bounded = ("bounded",) if amount.qualifier == "over" else ()
            held = tuple(name for name in of.doubts if name not in OF_VALUE)
            yield (
                amount,
                replace(
                    of, value=amount.value, unit=amount.unit if of.unit else "", time=time,
                    qualifier=amount.qualifier, start=amount.start, end=amount.end,
                    form=f"sentence-{one.form}", doubts=(*held, *bounded),
                ),
            )  # fmt: skip

    def _told(self, masked: MaskedText, one: Stating, place: Span, spoken: Spoken) -> Stated | None:
        """What a frame states, at its place in the masked text; None for no fact, or no sure subject."""
        amount, found = one.amount, spoken.subject_of(masked, one, place[0])
        if found is None or amount.qualifier == "under":
            return None
        if not is_asserted(masked, place, amount, self.document.language):
            return None
        subject, told = found
        measure = " ".join(_measure(masked.text, one, subject, told).split())
        led = self._led_by_time(masked, one)
        measure = measure[led[1] - led[0] :] if led else measure
        if len(measure) < SHORTEST or measure in VAGUE or CHANGE.search(measure):
            return None
        if self.names.east and TIMED.match(plain(measure)):
            return None
        if OTHERS.search(measure) or (amount.kind in ("money", "share") and UNMEASURED.search(measure)):
            return None
        if told and MARKET.search(plain(measure)):
            return None  # of the market, which is not named
        names = self.names
        part = names.reports and plain(subject) in names.known and one.form not in MOMENTARY
        lasting = part or not names.whole or names.is_main(subject) or "heading" in told
        time, timed = time_of(self.document, masked, place, amount, measure, lasting=lasting)
        if led:
            time = former_time(self.document, masked, led, None)
        if time == UNTOLD:
            return None
        bounded = ("bounded",) if amount.qualifier == "over" else ()
        presumed = doubts_of(names, masked, place, one, subject, told)
        if names.document.language.startswith("zh") and (
            "quotation" in presumed or {"topic", "other names"} <= {*told, *presumed}
        ):
            return None
        doubts = (*dict.fromkeys((*one.doubts, *told, *timed, *bounded, *presumed)),)
        form = f"sentence-{one.form}"
        return Stated(
            subject, measure, amount.value, one.unit, time, amount.qualifier,
            amount.start, amount.end, form, doubts,
        )  # fmt: skip

    def _led_by_time(self, masked: MaskedText, one: Stating) -> Span | None:
        """Where the time of another period begins the name of a measure: 上年同期出口."""
        if isinstance(one.measure, str) or not self.names.east:
            return None
        found = any_of(self.names.words.earlier).match(masked.flat, one.measure[0])
        return found.span() if found else None

    def _quoted(self, one: Stated, base: int, pieces: Sequence[Span]) -> Stated:
        """The figure with its sentence as that is quoted: two parts of one where it is divided there."""
        first = max(0, bisect_right(pieces, (base + one.start, len(self.text))) - 1)
        last = first
        while last + 1 < len(pieces) and pieces[last][1] < base + one.end:
            last += 1
        return replace(one, start=pieces[first][0], end=pieces[last][1])

    def _is_announced(self, unit: LayoutUnit) -> bool:
        """Whether what stands above says that these are plans, forecasts or rumours."""
        for a, b in (*unit.headings[1:], *unit.lead):
            flat = self.flat[a:b]
            untold = b - a <= SHORT and has_word(flat, "announced.untold")
            if untold and not has_word(flat, "announced.told"):
                return True
        return False


def _measure(text: str, one: Stating, subject: str, told: tuple[str, ...]) -> str:
    """The name of the measure: without a subject that is one word with it, and with the name of a part."""
    if isinstance(one.measure, str):
        return one.measure
    start, end = one.measure
    if "joined" in told:
        start += len(subject)
    elif "part" in told and one.subject:
        start = one.subject[0]
    return text[start:end]


def _whole(flat: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """The sentences with the parts of divided ones joined again."""
    held: Span | None = None
    for start, end in pieces:
        if held and CLOSERS.sub("", flat[held[0] : held[1]][-8:])[-1:] not in HARD:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
