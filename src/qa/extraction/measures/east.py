"""Frames of Chinese and Japanese sentences: topic and number, owner 的 or の measure, verb and number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from qa.extraction.measures.amounts import Amount, MaskedText
from qa.extraction.measures.frames import Span, Stating
from qa.extraction.measures.prose import ProseWords, prose_words
from qa.language.wordlists import alternatives, plain


def _compiled(written: str) -> re.Pattern[str]:
    """A pattern whose characters are folded as the text is; its escapes stay."""
    return re.compile("".join(plain(one) if one > "\u3000" else one for one in written))


REACH: Final = 120  # characters before a number in which its frame stands
BREAK: Final = _compiled(r"[,;:。！？!?()（）\n]")
FUNCTION: Final = _compiled(
    r"(?<!合)并|(?<![占同环])比(?![例重率])|占(?!比)|较|[了在是和与及从由将把被让使而也都就到至为或,、。;:はがをもへでにとよりから\x01]"
    r"|其中|以及|方面|相当于|因为|由于|主要|其他|另外|此外"
)
FUNCTION_JA: Final = _compiled(r"[はがをもへ,、。;:\x01]|から|より|による|ための|という|のうち|など")
LED: Final = _compiled(
    r"[\s\x02的の、]+|(?:截至|截止|报告期内|报告期末|期内|期末|年末|年底|全年|当年|当期|本期|上半年|下半年|今年|其中|此外|另外"
    r"|同期|同时|目前|现有|其|该|共|单季|累计|当前|公司|本公司|集团|本集团|该公司|该行|当連結会計年度|年間|現在|通期|なお|また"
    r"|一方|さらに|そのうち|うち|末|度)(?=.)"
)
RIGHT_JA: Final = _compiled(
    r"\s*(?:[(（][^()（）]{0,40}[)）])?\s*(?:だった|だ[。、]|でした|です|で[、,。あし]|である|であり|であっ|となっ|となり"
    r"|と[、,なし]|に達し|に(?:増|減|上昇|低下|伸び|のぼ|上っ|拡大|改善|縮小|とどま|なっ|なり|落ち|下が|上が|急)"
    r"|を(?:記録|計上|突破|達成|確保|調達|超え)|[。、]|\Z|まで)"
)
PRIOR_JA: Final = _compiled(
    r"(?:前期|前年|前年度|前回|前年同期|同期|当初|従来|従业|前期末|前年末)の?\s*\Z"
    r"|(?:前期|前年|前年度|前年同期|前月|同月|对前年|対前年)比\s*\Z"
)
GROWTH: Final = _compiled(
    r"\s?(?:的?(?:增|减|減|涨|跌|升|降)|以上|以下|增|減|高|安|上回|下回|プラス|マイナス|増|ポイント|个百分点|百分点|的(?!融资)|分の|当たり|あたり|ごと|前後)"
)
TIMELY: Final = _compiled(
    r"(?:\A|[^\w])(?:期末|期初|当期|通期|年间|年間|单季|累计|全年|末|時点|时点|现在|現在)\Z|\A\w{0,6}(?:年度|年间|年間|期末|末时点)\Z"
)
OPEN: Final = _compiled(r"(?:\A|(?<=[の的\x02]))[\u3400-\u9fff]{3,8}[\s\x02]*\Z")
TIMES: Final = frozenset(
    (*"年月日时時分秒岁歳回位番倍つ割次天", "个月", "個月", "か月", "小时", "時間", "分钟", "分鐘")
)
LISTED: Final = _compiled(
    r"(?P<topic>は)、?(?:[^、。は\x01]{1,20}が\x01+、)*(?P<name>[^、。はが\x01]{1,20})が(?:約|约)?\Z"
)
PERIODIC: Final = _compiled("同期|上年|去年|前年|其中|此|分别|时候|时点|前期|比")
ROUND: Final = _compiled(
    r"的?(?:人民币)?(?:[a-d天使种子战略首新一本preser+\s]{0,8}轮?)?(?P<name>(?:股权|战略)?融资)"
)
TOPICS: Final = _compiled(r"[、。,;:]|(?<=で)は|[はが](?=[^、]{2})")
MARKS: Final = _compiled(r"[、。,;:(]")
LISTS: Final = _compiled(r"[、。,;:]|[^の]は")
ADVERBIAL: Final = _compiled(r"(?:における|において|での|による)(?=.)")
LONGEST_MEASURE: Final = 16  # characters
LONGEST_NAME: Final = 24
TOPIC: Final = _compiled(r"[はがも]、?")
REASON: Final = (
    r"(?:[^。はが\x01]{1,48}(?:により|によって|ため|を受け|を背景に|に伴い|に伴って|もあり"
    r"|などから|などで)、\s?)?"
)


@dataclass(frozen=True)
class EastFrames:
    """Finds the frames of a language's sentences."""

    japanese: bool
    words: ProseWords

    @cached_property
    def fill(self) -> str:
        return rf"(?>{self.words.any('fillers')})*"

    @cached_property
    def core(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('measures')}(?:\([^()]{{1,20}}\))?[\s\x02]*\Z")

    @cached_property
    def moved(self) -> re.Pattern[str]:
        words = self.words
        pads = rf"(?>{words.any('pads')}|{words.any('moves')}|[\x01\x02\s])*"
        return re.compile(
            rf"(?>{words.any('pads')}|[\x02\s])*{words.any('moves')}{pads}{words.any('to')}\s*{self.fill}\Z"
        )

    @cached_property
    def state(self) -> re.Pattern[str]:
        return re.compile(rf"[\x02\s]*{self.words.any('states')}\s*{self.fill}\Z")

    @cached_property
    def filled(self) -> re.Pattern[str]:
        return re.compile(rf"(?>{self.words.any('fillers')})+\Z")

    @cached_property
    def reports(self) -> re.Pattern[str]:
        return re.compile(self.words.any("reports"))

    @cached_property
    def holder(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{self.words.any('holders')}|{self.words.any('determiners')})\s*\Z")

    @cached_property
    def self_word(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('selves')}\Z")

    @cached_property
    def pronoun(self) -> re.Pattern[str]:
        return re.compile(rf"{self.words.any('pronouns')}\Z")

    @cached_property
    def gap(self) -> re.Pattern[str]:
        """What may stand between a Japanese topic and its number."""
        words = self.words
        inner = f"{words.any('pads')}|{words.any('moves')}|{words.any('fillers')}|[\\x01\\x02\\s、,]"
        return re.compile(rf"{REASON}(?>{inner})*\Z")

    @cached_property
    def verbs(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        return tuple(
            (kind, measure, re.compile(alternatives(verbs)))
            for kind, held in self.words.verbs.items()
            for measure, verbs in held.items()
        )

    def find(self, masked: MaskedText, start: int, end: int) -> Iterator[Stating]:
        for amount in masked.within(start, end):
            one = _EastReading(self, masked, start, end, amount).stating()
            if one:
                yield one


@dataclass(frozen=True)
class _EastReading:
    """One amount in its sentence."""

    frames: EastFrames
    masked: MaskedText
    start: int
    end: int
    amount: Amount

    def stating(self) -> Stating | None:
        right = self.masked.skeleton[self.amount.end : min(self.end, self.amount.end + 60)]
        if GROWTH.match(right) or not self.amount.unit:
            return None
        return self._japanese(right) if self.frames.japanese else self._chinese(right)

    def _left(self, *, clauses: int = 1) -> tuple[str, int]:
        low = max(self.start, self.amount.start - REACH)
        left = self.masked.skeleton[low : self.amount.start]
        breaks = [0, *(match.end() for match in BREAK.finditer(left))]
        begun = breaks[max(0, len(breaks) - clauses)]
        return left[begun:], low + begun

    def _chinese(self, right: str) -> Stating | None:
        left, low = self._left()
        for pattern, form in ((self.frames.moved, "move"), (self.frames.state, "state")):
            match = pattern.search(left)
            if match and match.start() > 0:
                return self._parsed(left[: match.start()], low, form)
        if match := self.frames.filled.search(left):
            left = left[: match.start()]
        if found := self._parsed(left, low, "direct"):
            return found
        wide, base = self._left(clauses=2)
        match = self.frames.moved.search(wide)
        if match and "," in wide[match.start() :] and match.start() > 0:
            return self._parsed(wide[: match.start()], base, "move")
        return self._by_verb(left, low, right)

    def _by_verb(self, left: str, low: int, right: str) -> Stating | None:
        """完成3.5亿元B轮融资."""
        for kind, measure, pattern in self.frames.verbs:
            if kind != self.amount.kind or measure != "融资":
                continue
            verb = [*pattern.finditer(left)]
            round_of = ROUND.match(right)
            if verb and round_of and not left[verb[-1].end() :].strip("了近约\x02 "):
                start, end = (self.amount.end + place for place in round_of.span("name"))
                return self._of(left[: verb[0].start()], low, (start, end), "verb")
        return None

    def _japanese(self, right: str) -> Stating | None:
        low = max(self.start, self.amount.start - REACH)
        left = self.masked.skeleton[low : self.amount.start]
        if PRIOR_JA.search(left):
            return None
        raised = next((m for k, m, p in self.frames.verbs if k == self.amount.kind and p.match(right)), None)
        topics = [*TOPIC.finditer(left)]
        if raised and topics:
            first = topics[0]
            return self._of(left[: first.start()], low, raised, "verb")
        if not RIGHT_JA.match(right):
            return None
        for topic in reversed(topics[-3:]):
            if self.frames.gap.match(left[topic.end() :]):
                begun = _last(TOPICS, left[: topic.start()])
                return self._parsed(left[begun : topic.start()], low + begun, "topic")
        if listed := LISTED.search(left):
            return self._listed(left, low, listed)
        begun = _last(MARKS, left)
        direct = left[begun:]
        match = self.frames.filled.search(direct)
        return self._parsed(direct[: match.start()] if match else direct, low + begun, "direct")

    def _listed(self, left: str, low: int, listed: re.Match[str]) -> Stating | None:
        """One of several that a topic is told of: "Mは、AがNUMBER、BがNUMBER"."""
        topic = left[: listed.start("topic")]
        begun = _last(LISTS, topic)
        one = self._parsed(topic[begun:], low + begun, "listed")
        if one is None or one.subject is not None:
            return None
        return replace(one, subject=(low + listed.start("name"), low + listed.end("name")))

    def _parsed(self, np: str, low: int, form: str) -> Stating | None:
        """A noun phrase as whom it is of and the measure."""
        core = self.frames.core.search(np) or (OPEN.search(np) if self._may_be_open(np, form) else None)
        if not core:
            return None
        end = low + len(np.rstrip("\x02 "))
        particle = "の" if self.frames.japanese else "的"
        reported = None if self.frames.japanese else [*self.frames.reports.finditer(np, 0, core.start())]
        if reported:
            return self._of(np[: reported[0].start()], low, (low + reported[-1].end(), end), form)
        for mark in (particle, "\x02"):
            at = np.rfind(mark, 0, core.start() + 1)
            if at >= 0:
                span = self._measure(low + at + 1, end)
                return self._of(np[:at], low, span, form) if span else None
        led = LED.match(np)
        begin = 0
        referred = ""
        while led and led.end() and led.end() < len(np) and led.end() <= core.start():
            referred = referred or self._word_for(led[0])
            begin += led.end()
            led = LED.match(np[begin:])
            if led and begin + led.end() > core.start():
                break
        span = self._measure(low + begin, end)
        if span is None:
            return None
        return Stating(self.amount, span, None, form, self.amount.unit, referred, low)

    def _may_be_open(self, np: str, form: str) -> bool:
        """Whether a noun that is no known measure may be one here: as a topic, or before 为."""
        plain_unit = self.amount.unit not in TIMES and not self.amount.unit.startswith(("points",))
        plain_unit = plain_unit and not PERIODIC.search(np)
        return plain_unit and (
            form == "topic" if self.frames.japanese else form == "state" and "为" in self._verb()
        )

    def _verb(self) -> str:
        return self.masked.skeleton[max(self.start, self.amount.start - 4) : self.amount.start]

    def _measure(self, start: int, end: int) -> Span | None:
        """The place of a measure's name; None where no noun stands there."""
        written = self.masked.skeleton[start:end]
        function = FUNCTION_JA if self.frames.japanese else FUNCTION
        if not 1 < len(written) <= LONGEST_MEASURE or function.search(written) or "\x02" in written:
            return None
        return start, end

    def _of(self, before: str, low: int, measure: Span | str, form: str) -> Stating | None:
        """The frame with whom it is of, who stands in `before`."""
        begin = 0
        led = LED.match(before)
        while led and led.end():
            begin += led.end()
            led = LED.match(before[begin:])
        if self.frames.japanese and form == "verb":
            begin = max(begin, before.rfind("の", 0, len(before) - 1) + 1)
        name = before[begin:].rstrip("\x02 的の")
        unit = self.amount.unit
        if name.startswith("归属于") and not isinstance(measure, str):
            return Stating(self.amount, (low + begin, measure[1]), None, form, unit, "", low)
        if not name or self.frames.holder.match(name) or TIMELY.search(name):
            return Stating(self.amount, measure, None, form, unit, self._word_for(name or before), low)
        tail = ADVERBIAL.search(name)
        if tail:
            referred = self._word_for(name[tail.end() :])
            return Stating(self.amount, measure, None, form, unit, referred, low) if referred else None
        function = FUNCTION_JA if self.frames.japanese else FUNCTION
        if function.search(name) or "\x02" in name or not 1 < len(name) <= LONGEST_NAME:
            return None
        if name.count("の" if self.frames.japanese else "的"):
            return None
        return Stating(self.amount, measure, (low + begin, low + begin + len(name)), form, unit, "", low)

    def _word_for(self, written: str) -> str:
        """Which word for what is spoken of stands there."""
        flat = written.strip("\x02 的の")
        if flat and self.frames.pronoun.search(flat):
            return "pronoun"
        if flat and self.frames.self_word.match(flat):
            return "self"
        return "holder" if flat and self.frames.holder.match(flat) else ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where what comes last of a pattern ends in a text; 0 for nothing."""
    return max((match.end() for match in pattern.finditer(text)), default=0)


def east_statings(masked: MaskedText, start: int, end: int, language: str) -> Iterator[Stating]:
    """The frames of the sentence `masked.skeleton[start:end]`."""
    return _east_frames("ja" if language.startswith("ja") else "zh").find(masked, start, end)


@cache
def _east_frames(code: str) -> EastFrames:
    return EastFrames(code == "ja", prose_words(code))
