"""Frames of Chinese and Japanese sentences: topic and number, owner 的 or の measure, verb and number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.extraction.measures import east_shapes as shapes
from qa.extraction.measures.amounts import Amount, MaskedText
from qa.extraction.measures.east_patterns import EastPatterns, east_patterns
from qa.extraction.measures.frames import Span, Stating


@dataclass(frozen=True)
class _EastReading:
    """One amount in its sentence."""

    frames: EastPatterns
    masked: MaskedText
    start: int
    end: int
    amount: Amount

    def stating(self) -> Stating | None:
        right = self.masked.skeleton[self.amount.end : min(self.end, self.amount.end + 60)]
        if shapes.GROWTH.match(right):
            return None
        if not self.amount.unit:
            return (
                self._numbered() if self.amount.scale >= shapes.MYRIAD and not self.frames.japanese else None
            )
        if self.frames.japanese:
            told = self._japanese(right)
            lost = told and shapes.LOSS_JA.match(right)
            return (
                replace(told, amount=replace(self.amount, value=-self.amount.value))
                if told and lost
                else told
            )
        return (
            self._chinese(right)
            or (self._counted(right) if self.amount.unit in shapes.COUNTERS else None)
            or self._share()
        )

    def _share(self) -> Stating | None:
        """What part something is of something: 新能源车型占总销量的50.8%."""
        left, low = self._left()
        match = self.frames.filled.search(left)
        part = shapes.PART_OF.search(left[: match.start()] if match else left)
        if self.amount.unit != "%" or not part or shapes.FUNCTION.search(part["np"].replace("\x01", "")):
            return None
        start, end = low + part.start("np"), low + part.end("np")
        return Stating(self.amount, f"{self.masked.text[start:end]}占比", None, "share", "%", "", low)

    def _numbered(self) -> Stating | None:
        """What is counted without a counter: 注册用户约260万."""
        left, low = self._left()
        match = self.frames.filled.search(left)
        left = left[: match.start()] if match else left
        noun = self.frames.counted.search(left)
        return self._parsed(left, low, "direct") if noun else None

    def _counted(self, right: str) -> Stating | None:
        """As in 运营132个冷库 and 登记工厂1,046家."""
        left, low = self._left()
        held, flowing = self.frames.held.search(left), self.frames.flowing.search(left)
        things = shapes.THINGS.match(right)
        if held and things and not shapes.FUNCTION.search(things["name"]):
            at = self.amount.end
            return self._of(
                left[: held.start()], low, (at + things.start("name"), at + things.end("name")), "holds"
            )
        if flowing and (things or shapes.MARKS_ZH.match(right)):
            name = self.masked.text[low + flowing.start("verb") : low + flowing.end("verb")]
            name += things["name"] if things else ""
            return self._of(left[: flowing.start()], low, name, "flows")
        match = self.frames.filled.search(left)
        left = left[: match.start()] if match else left
        if (
            shapes.MARKS_ZH.match(right)
            and self.frames.counted.search(left)
            and not shapes.UNCOUNTED.search(left)
        ):
            return self._parsed(left, low, "direct")
        return None

    def _left(self, *, clauses: int = 1) -> tuple[str, int]:
        low = max(self.start, self.amount.start - shapes.REACH)
        left = self.masked.skeleton[low : self.amount.start]
        breaks = [0, *(match.end() for match in shapes.BREAK.finditer(left))]
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
        if paid := shapes.PAID.search(left):
            span = low + paid.start("np"), low + paid.end("np")
            return Stating(self.amount, span, None, "direct", self.amount.unit, "self", low)
        if found := self._parsed(left, low, "direct"):
            return found
        wide, base = self._left(clauses=2)
        if told := shapes.ASPECT.fullmatch(wide):
            return self._parsed(told["np"], base, "topic")
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
            round_of = shapes.ROUND.match(right)
            if verb and round_of and not left[verb[-1].end() :].strip("了近约\x02 "):
                start, end = (self.amount.end + place for place in round_of.span("name"))
                return self._of(left[: verb[0].start()], low, (start, end), "verb")
        return None

    def _japanese(self, right: str) -> Stating | None:
        low = max(self.start, self.amount.start - shapes.REACH)
        left = self.masked.skeleton[low : self.amount.start]
        if shapes.PRIOR_JA.search(left):
            return None
        raised = next((m for k, m, p in self.frames.verbs if k == self.amount.kind and p.match(right)), None)
        topics = [*shapes.TOPIC.finditer(left)]
        if raised and topics:
            first = topics[0]
            return self._of(left[: first.start()], low, raised, "verb")
        if right.startswith("を") and (told := self._counted_as(left, low, topics)):
            return told
        if not shapes.RIGHT_JA.match(right):
            return None
        for topic in reversed(topics[-3:]):
            if self.frames.gap.match(left[topic.end() :]):
                begun = _last(shapes.TOPICS, left[: topic.start()])
                return self._parsed(left[begun : topic.start()], low + begun, "topic")
        if listed := shapes.LISTED.search(left):
            return self._listed(left, low, listed)
        begun = _last(shapes.MARKS, left)
        direct = left[begun:]
        match = self.frames.filled.search(direct)
        direct = direct[: match.start()] if match else direct
        return self._had(direct, low + begun) or self._parsed(direct, low + begun, "direct")

    def _had(self, direct: str, low: int) -> Stating | None:
        """A measure behind whom it is of: 大水槽「黒潮ホール」は水量1,850トン."""
        topic, mark, rest = direct.rpartition("は")
        if not mark or not self.frames.core.search(rest) or self.frames.core.search(topic):
            return None
        at = low + len(topic) + 1
        span = self._measure(at, at + len(rest.rstrip("\x02 ")))
        cut = topic.rfind("「") if topic.endswith("」") else topic.rfind("の") + 1
        return self._of(topic[max(cut, 0) :], low + max(cut, 0), span, "direct") if span else None

    def _counted_as(self, left: str, low: int, topics: Sequence[re.Match[str]]) -> Stating | None:
        """What money is counted as: 減損損失として3億円を計上した."""
        match = self.frames.filled.search(left)
        what = shapes.COUNTED_AS.search(left[: match.start()] if match else left)
        span = self._measure(low + what.start("np"), low + what.end("np")) if what else None
        if span is None or not topics:
            return Stating(self.amount, span, None, "direct", self.amount.unit, "", low) if span else None
        begun = _last(shapes.MARKS, left[: topics[-1].start()])
        return self._of(left[begun : topics[-1].start()], low + begun, span, "direct")

    def _listed(self, left: str, low: int, listed: re.Match[str]) -> Stating | None:
        """One of several that a topic is told of: "Mは、AがNUMBER、BがNUMBER"."""
        topic = left[: listed.start("topic")]
        begun = _last(shapes.LISTS, topic)
        one = self._parsed(topic[begun:], low + begun, "listed")
        if one is None or one.subject is not None:
            return None
        return replace(one, subject=(low + listed.start("name"), low + listed.end("name")))

    def _parsed(self, np: str, low: int, form: str) -> Stating | None:
        """A noun phrase as whom it is of and the measure."""
        core = self._core(np, form)
        if not core:
            return None
        end = low + len(np.rstrip("\x02 "))
        if quoted := [*shapes.QUOTED.finditer(np, 0, core.start() + 1)][-1:]:
            span = self._measure(low + quoted[0].end(), end)
            return self._of(quoted[0]["name"], low + quoted[0].start("name"), span, form) if span else None
        particle = "の" if self.frames.japanese else "的"
        reports = () if self.frames.japanese else self.frames.reports.finditer(np, 0, core.start())
        reported = [one for one in reports if low + one.end() + 1 < end]  # 渔获量 reports nothing
        if reported:
            return self._of(np[: reported[0].start()], low, (low + reported[-1].end(), end), form)
        for mark in (particle, "\x02"):
            at = np.rfind(mark, 0, core.start() + 1)
            if at >= 0:
                begun = at + 1
                while mark == "\x02" and (led := shapes.LED.match(np, begun)) and led.end() <= core.start():
                    begun = led.end()
                span = self._measure(low + begun, end)
                return self._of(np[:at], low, span, form) if span else None
        led = shapes.LED.match(np)
        begin = 0
        referred = ""
        while led and led.end() and led.end() < len(np) and led.end() <= core.start():
            referred = referred or self._word_for(led[0])
            begin += led.end()
            led = shapes.LED.match(np[begin:])
            if led and begin + led.end() > core.start():
                break
        span = self._measure(low + begin, end)
        if span is None or (not self.frames.japanese and self.frames.owned.match(np[begin:])):
            return None
        return Stating(self.amount, span, None, form, self.amount.unit, referred, low)

    def _core(self, np: str, form: str) -> re.Match[str] | None:
        """The noun of a measure at the end of a noun phrase."""
        found = self.frames.core.search(np)
        found = found or (shapes.OPEN.search(np) if self._may_be_open(np, form) else None)
        counts = self.amount.unit in ("", *shapes.COUNTERS)
        return found or (self.frames.counted.search(np) if counts else None)

    def _may_be_open(self, np: str, form: str) -> bool:
        """Whether a noun that is no known measure may be one here: as a topic, or before 为."""
        plain_unit = self.amount.unit not in shapes.TIMES and not self.amount.unit.startswith(("points",))
        plain_unit = plain_unit and not shapes.PERIODIC.search(np)
        if self.frames.japanese:
            return plain_unit and form == "topic"
        if form == "move":
            reached = self._verb().rstrip("约近了\x02 ")
            return reached.endswith(("至", "到", "达")) and not shapes.PERIODIC.search(np)
        return plain_unit and form == "state" and "为" in self._verb()

    def _verb(self) -> str:
        return self.masked.skeleton[max(self.start, self.amount.start - 4) : self.amount.start]

    def _measure(self, start: int, end: int) -> Span | None:
        """The place of a measure's name; None where no noun stands there."""
        written = self.masked.skeleton[start:end]
        function = shapes.FUNCTION_JA if self.frames.japanese else shapes.FUNCTION
        if not 1 < len(written) <= shapes.LONGEST_MEASURE or function.search(written) or "\x02" in written:
            return None
        return start, end

    def _of(self, before: str, low: int, measure: Span | str, form: str) -> Stating | None:
        """The frame with whom it is of, who stands in `before`."""
        begin = 0
        led = shapes.LED.match(before)
        while led and led.end():
            begin += led.end()
            led = shapes.LED.match(before[begin:])
        if self.frames.japanese and form == "verb":
            begin = max(begin, before.rfind("の", 0, len(before) - 1) + 1)
        if self.frames.japanese and (clause := shapes.RELATIVE_JA.match(before, begin)):
            begin = clause.end()
        name = before[begin:].rstrip("\x02 的の")
        unit = self.amount.unit
        if name.startswith("归属于") and not isinstance(measure, str):
            return Stating(self.amount, (low + begin, measure[1]), None, form, unit, "", low)
        if not name or self.frames.holder.match(name) or shapes.TIMELY.search(name):
            return Stating(self.amount, measure, None, form, unit, self._word_for(name or before), low)
        tail = shapes.ADVERBIAL.search(name)
        if tail:
            referred = self._word_for(name[tail.end() :])
            return Stating(self.amount, measure, None, form, unit, referred, low) if referred else None
        function = shapes.FUNCTION_JA if self.frames.japanese else shapes.FUNCTION
        if function.search(name) or "\x02" in name or not 1 < len(name) <= shapes.LONGEST_NAME:
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
    frames = east_patterns("ja" if language.startswith("ja") else "zh")
    for amount in masked.within(start, end):
        one = _EastReading(frames, masked, start, end, amount).stating()
        if one:
            yield one
